package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.MetaworldScenes;
import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Vector3;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that others wrote: every engine runs all scenes of Meta-World; an engine's test extends this class. */
@Tag("long")
public abstract class MetaworldContract {
    /** The engine under test. */
    protected abstract PhysicsEngine engine();

    /**
     * For two seconds from the files' own pose, in which a joint is 0.5 rad beyond its limit, so that the arm swings at
     * first. Its hand then hangs on the weld to the mocap body, and what lies on the table is still there.
     */
    @Test
    void everySceneMovesAndNothingIsThrownAway() throws IOException {
        for (Path scene : MetaworldScenes.all()) {
            ModelSpec model = MjcfReader.read(scene);
            try (World world = engine().newWorld(model)) {
                Vector3 hand = position(world, "hand");
                world.step((int) Math.round(2 / model.options().timestepSeconds()));
                assertCalm(world, scene.getFileName() + ": ");
                double away = position(world, "hand").minus(hand).norm();
                // MuJoCo's welds are soft and give way to the joint's limit.
                assertEquals(0, away, 0.1, scene.getFileName() + ": way of the hand");
            }
        }
    }

    private static void assertCalm(World world, String scene) {
        ModelSpec model = world.model();
        WorldState state = world.state();
        for (int joint = 0; joint < model.joints().size(); joint++) {
            JointSpec spec = model.joints().get(joint);
            String what = scene + spec.type() + " '" + spec.name() + "' ";
            for (int i = 0; i < spec.type().velocities(); i++) {
                double speed = state.velocities()[model.velocityAddress(joint) + i];
                assertTrue(Math.abs(speed) < 20, what + "has a speed of " + speed);
            }
            if (spec.type() == JointSpec.Type.FREE) {
                Pose start = model.bodies().get(spec.body()).pose();
                assertEquals(
                        0, position(world, spec.body()).minus(start.position()).norm(), 0.3, what + "went away");
            }
        }
    }

    private static Vector3 position(World world, String body) {
        return position(world, world.model().body(body));
    }

    private static Vector3 position(World world, int body) {
        double[] pose = new double[7];
        world.bodyPose(body, pose);
        return new Vector3(pose[0], pose[1], pose[2]);
    }
}
