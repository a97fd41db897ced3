package dev.reprise.sim.render;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.WorldState;
import dev.reprise.sim.physics.WorldView;
import java.util.ArrayList;
import java.util.List;

/** A world in which bodies stand where a test puts them; at first where the model has them. */
public final class FakeWorld implements WorldView {
    private final ModelSpec model;
    private final List<Pose> poses = new ArrayList<>();
    private final Contacts contacts = new Contacts();

    public FakeWorld(ModelSpec model) {
        this.model = model;
        for (int body = 0; body < model.bodies().size(); body++) {
            poses.add(Bounds.initialPose(model, body));
        }
    }

    public void put(int body, Pose pose) {
        poses.set(body, pose);
    }

    @Override
    public ModelSpec model() {
        return model;
    }

    @Override
    public double timeSeconds() {
        return 0;
    }

    @Override
    public double jointPosition(int joint) {
        return 0;
    }

    @Override
    public double jointVelocity(int joint) {
        return 0;
    }

    @Override
    public void bodyPose(int body, double[] pose) {
        write(poses.get(body), pose);
    }

    @Override
    public void bodyVelocity(int body, double[] velocity) {
        throw new UnsupportedOperationException("nothing moves here");
    }

    @Override
    public void sitePose(int site, double[] pose) {
        write(
                poses.get(model.sites().get(site).body())
                        .times(model.sites().get(site).pose()),
                pose);
    }

    private static void write(Pose from, double[] to) {
        to[0] = from.position().x();
        to[1] = from.position().y();
        to[2] = from.position().z();
        to[3] = from.rotation().w();
        to[4] = from.rotation().x();
        to[5] = from.rotation().y();
        to[6] = from.rotation().z();
    }

    @Override
    public Contacts contacts() {
        return contacts;
    }

    @Override
    public WorldState state() {
        throw new UnsupportedOperationException("nothing moves here");
    }
}
