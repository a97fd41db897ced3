package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.ActuatorSpec;
import dev.reprise.sim.model.BodySpec;
import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.SiteSpec;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import physx.PxTopLevelFunctions;
import physx.physics.PxSceneDesc;
import physx.physics.PxSceneFlagEnum;
import physx.physics.PxSceneFlags;
import physx.physics.PxSceneQueryUpdateModeEnum;
import physx.physics.PxSolverTypeEnum;

/** A world that PhysX moves. Each reset makes a new native scene, so that nothing is left of the one before. */
final class PhysxWorld implements World {
    /**
     * PxSceneFlag::eENABLE_EXTERNAL_FORCES_EVERY_ITERATION_TGS, which the binding has no name for. Without it a joint that
     * a servo holds still against gravity reads as moving, by 3/8 of what gravity adds in a step.
     */
    private static final int EXTERNAL_FORCES_EVERY_ITERATION = 1 << 16;

    private final ModelSpec model;
    private final PhysxLibrary library;
    private final Frame frame = new Frame();
    private final Plan plan;
    private final CollisionFilter filter;
    private final ContactReader reader;
    private final PxSceneDesc desc;
    private final double[] controls;
    private final double[][] mocapPoses;
    private final double[] pose = new double[7];
    private @Nullable PhysxScene scene;
    private double startSeconds;
    private long steps;
    private boolean noteContacts = true;
    private final IntPredicate lasting = this::lasts;
    /** How many contacts are of the step before the last one. */
    private int contactsBefore;

    PhysxWorld(ModelSpec model, PhysxSettings settings, PhysxLibrary library) {
        this.model = model;
        this.library = library;
        synchronized (library) {
            plan = Plan.of(library, model, settings, frame);
            filter = new CollisionFilter(model, plan.carriers());
            reader = new ContactReader(model.options().timestepSeconds());
            desc = describe();
        }
        controls = new double[model.actuators().size()];
        mocapPoses = new double[model.bodies().size()][7];
        reset();
    }

    private PxSceneDesc describe() {
        PxSceneDesc made = new PxSceneDesc(library.scale());
        made.setGravity(frame.vector(
                model.options().gravity().x(),
                model.options().gravity().y(),
                model.options().gravity().z()));
        made.setCpuDispatcher(library.callingThread());
        made.setSolverType(PxSolverTypeEnum.eTGS);
        PxSceneFlags flags = new PxSceneFlags(PxSceneFlagEnum.eENABLE_PCM.value
                | PxSceneFlagEnum.eENABLE_ENHANCED_DETERMINISM.value
                | EXTERNAL_FORCES_EVERY_ITERATION);
        made.setFlags(flags);
        flags.destroy();
        // Nobody asks where a ray meets a shape.
        made.setSceneQueryUpdateMode(PxSceneQueryUpdateModeEnum.eBUILD_DISABLED_COMMIT_DISABLED);
        PxTopLevelFunctions.setupPassThroughFilterShader(made, filter);
        return made;
    }

    @Override
    public ModelSpec model() {
        return model;
    }

    @Override
    public void reset(WorldState state) {
        if (state.positions().length != model.positionCount() || state.velocities().length != model.velocityCount()) {
            throw new IllegalArgumentException("model '" + model.name() + "' has " + model.positionCount()
                    + " positions and " + model.velocityCount() + " velocities, the state has "
                    + state.positions().length + " and " + state.velocities().length);
        }
        synchronized (library) {
            if (scene != null) {
                scene.close();
            }
            scene = new PhysxScene(plan, desc, state, frame);
        }
        for (int body = 1; body < mocapPoses.length; body++) {
            Spatial.set(model.bodies().get(body).pose(), mocapPoses[body]);
        }
        for (int actuator = 0; actuator < controls.length; actuator++) {
            setControl(actuator, 0);
        }
        reader.contacts().clear();
        startSeconds = state.timeSeconds();
        steps = 0;
    }

    private PhysxScene scene() {
        if (scene == null) {
            throw new IllegalStateException("the world is closed");
        }
        return scene;
    }

    @Override
    public double timeSeconds() {
        return startSeconds + steps * model.options().timestepSeconds();
    }

    @Override
    public void setControl(int actuator, double value) {
        controls[actuator] = value;
        int joint = model.actuators().get(actuator).joint();
        Drives drives = plan.drives();
        double constant = drives.spring(joint);
        double force = 0;
        for (int other = 0; other < controls.length; other++) {
            ActuatorSpec spec = model.actuators().get(other);
            if (spec.joint() == joint && drives.servo(other)) {
                constant += drives.force(other, controls[other]);
            } else if (spec.joint() == joint) {
                force += drives.force(other, controls[other]);
            }
        }
        if (drives.servo(actuator)) {
            LinkJoint driven = scene().joint(joint);
            if (driven != null) {
                driven.drive(constant);
            }
        } else {
            scene().setMotorForce(joint, force);
        }
    }

    @Override
    public void setMocapPose(int body, double[] target) {
        BodySpec spec = model.bodies().get(body);
        if (!spec.mocap()) {
            throw new IllegalArgumentException(
                    "body '" + spec.name() + "' of model '" + model.name() + "' is not moved by commands (mocap)");
        }
        System.arraycopy(target, 0, mocapPoses[body], 0, 7);
        scene().setMocapTarget(body, mocapPoses[body]);
    }

    @Override
    public void step(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a world steps 0 or more times, not " + count);
        }
        PhysxScene moving = scene();
        float seconds = (float) model.options().timestepSeconds();
        // Every step is listened to, as what falls asleep in it is not heard of again.
        moving.report(noteContacts ? reader : null);
        for (int i = 0; i < count; i++) {
            contactsBefore = reader.contacts().count();
            moving.step(seconds);
            if (contactsBefore > 0) {
                reader.contacts().retain(contactsBefore, lasting);
            }
        }
        steps += count;
    }

    /** Whether a contact of the step before is still one: PhysX says nothing of those between sleepers. */
    private boolean lasts(int contact) {
        Contacts contacts = reader.contacts();
        int geom1 = contacts.geom1(contact);
        int geom2 = contacts.geom2(contact);
        if (!noteContacts || !asleep(geom1) || !asleep(geom2)) {
            return false;
        }
        for (int now = contactsBefore; now < contacts.count(); now++) {
            if (contacts.geom1(now) == geom1 && contacts.geom2(now) == geom2) {
                return false;
            }
        }
        return true;
    }

    private boolean asleep(int geom) {
        return scene().asleep(plan.carriers().carrier(model.geoms().get(geom).body()));
    }

    @Override
    public void noteContacts(boolean on) {
        noteContacts = on;
    }

    @Override
    public double jointPosition(int joint) {
        return movedByOneAxis(joint).position();
    }

    @Override
    public double jointVelocity(int joint) {
        return movedByOneAxis(joint).velocity();
    }

    private LinkJoint movedByOneAxis(int joint) {
        LinkJoint made = scene().joint(joint);
        if (made == null) {
            throw new IllegalArgumentException(
                    "joint '" + model.joints().get(joint).name() + "' of model '" + model.name()
                            + "' is no hinge or slide: read the pose of its body");
        }
        return made;
    }

    @Override
    public void bodyPose(int body, double[] written) {
        Carriers carriers = plan.carriers();
        int carrier = carriers.carrier(body);
        switch (carriers.kind(body)) {
            case FIXED -> {
                Spatial.set(carriers.inCarrier(body), written);
                return;
            }
            case MOCAP -> System.arraycopy(mocapPoses[carrier], 0, written, 0, 7);
            case FREE, JOINTED -> scene().body(carrier).pose(written);
        }
        Spatial.enter(written, carriers.inCarrier(body));
    }

    /** {@inheritDoc} Bodies that commands move have none, as in MuJoCo. */
    @Override
    public void bodyVelocity(int body, double[] velocity) {
        Carriers carriers = plan.carriers();
        Carriers.Kind kind = carriers.kind(body);
        if (kind == Carriers.Kind.FIXED || kind == Carriers.Kind.MOCAP) {
            Arrays.fill(velocity, 0, 6, 0);
            return;
        }
        scene().body(carriers.carrier(body)).velocity(carriers.inCarrier(body).position(), pose, velocity);
    }

    @Override
    public void sitePose(int site, double[] written) {
        SiteSpec spec = model.sites().get(site);
        bodyPose(spec.body(), written);
        Spatial.enter(written, spec.pose());
    }

    @Override
    public Contacts contacts() {
        return reader.contacts();
    }

    @Override
    public WorldState state() {
        double[] positions = new double[model.positionCount()];
        double[] velocities = new double[model.velocityCount()];
        double[] row = new double[7];
        int at = 0;
        int velocityAt = 0;
        for (int joint = 0; joint < model.joints().size(); joint++) {
            JointSpec spec = model.joints().get(joint);
            LinkJoint made = scene().joint(joint);
            if (made != null) {
                positions[at] = made.position();
                velocities[velocityAt] = made.velocity();
            } else {
                bodyPose(spec.body(), row);
                System.arraycopy(row, 0, positions, at, 7);
                double[] velocity = new double[6];
                bodyVelocity(spec.body(), velocity);
                System.arraycopy(velocity, 0, velocities, velocityAt, 3);
                Spatial.addRotated(row, 3, velocity[3], velocity[4], velocity[5], -1, velocities, velocityAt + 3);
            }
            at += spec.type().positions();
            velocityAt += spec.type().velocities();
        }
        return new WorldState(timeSeconds(), positions, velocities);
    }

    @Override
    public void close() {
        if (scene == null) {
            return;
        }
        synchronized (library) {
            scene.close();
            scene = null;
            plan.shapes().close();
            desc.destroy();
            filter.destroy();
            reader.destroy();
            frame.close();
        }
    }
}
