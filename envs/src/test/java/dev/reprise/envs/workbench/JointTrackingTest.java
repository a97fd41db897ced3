package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.physics.Contacts;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both engines move the bench's arm alike: the same targets for all seven joints and both fingers, which all swing at
 * once for five seconds without touching anything.
 *
 * <p>What remains is the error of a step. MuJoCo takes the servos' stiffness at the step's start, PhysX at its end, so
 * that they lead and lag behind the true motion, each by part of a step's way. PhysX solves the drives of a chain one
 * after the other and once for each of its iterations: inner joints hang lower than their stiffness allows, here by 0.4
 * mrad. Both shrink in proportion to the step.
 */
class JointTrackingTest {
    private static final double[] REST = {0, 0.1, 0, -2.2, 0, 2.3, 0.785};
    private static final double[] SWING = {0.6, 0.3, -0.5, 0.4, 0.6, -0.5, 0.8};
    private static final double[] PERIOD = {2, 1.6, 2.4, 1.8, 1.5, 2.2, 1.3};
    private static final double CONTROL = 0.05;
    /** Targets change so often in a control period. */
    private static final int RAMP = 4;

    @TempDir
    Path folder;

    /** Where the tool and the joints are at a control tick. */
    private record Tick(double[] tool, double[] joints, double[] fingers) {}

    /** At 1 m/s and 1.8 rad/s at most, twice as fast as the agent's actions can ask for. */
    @Test
    void aFastMotionIsTheSameUpToTheErrorOfAStep() throws IOException {
        assertAlike(0.0025, 1, 2e-3, 2e-3);
    }

    /** At 0.45 m/s and 1.4 rad/s at most, as fast as an action along one axis. */
    @Test
    void aMotionOfTheAgentsSpeedIsTheSameWithinAMillimetre() throws IOException {
        assertAlike(0.0025, 0.75, 1e-3, 1.5e-3);
    }

    @Test
    void withAFifthOfTheStepAFastMotionIsTheSameWithinAMillimetre() throws IOException {
        assertAlike(0.0005, 1, 1e-3, 1e-3);
    }

    private void assertAlike(double step, double pace, double metres, double radians) throws IOException {
        List<Tick> other = motion(BenchEngine.MUJOCO, step, pace);
        List<Tick> own = motion(BenchEngine.PHYSX, step, pace);
        for (int i = 0; i < own.size(); i++) {
            String when = " at tick " + i;
            assertEquals(0, distance(own.get(i).tool, other.get(i).tool), metres, "tool" + when);
            for (int joint = 0; joint < 7; joint++) {
                assertEquals(other.get(i).joints[joint], own.get(i).joints[joint], radians, "joint " + joint + when);
            }
            for (int finger = 0; finger < 2; finger++) {
                assertEquals(other.get(i).fingers[finger], own.get(i).fingers[finger], 1e-3, "finger" + when);
            }
        }
    }

    private List<Tick> motion(BenchEngine engine, double step, double pace) throws IOException {
        ModelSpec model = new SceneCopy()
                .with("timestep=\"0.0025\"", "timestep=\"" + step + "\"")
                .read(folder);
        double[] positions = model.initialPositions();
        for (int i = 0; i < 7; i++) {
            positions[model.positionAddress(model.joint("joint" + (i + 1)))] = REST[i];
        }
        List<Tick> ticks = new ArrayList<>();
        try (World world = engine.open().newWorld(model)) {
            world.reset(new WorldState(0, positions, new double[model.velocityCount()]));
            for (int i = 0; i < 5 / CONTROL; i++) {
                for (int part = 1; part <= RAMP; part++) {
                    aim(world, pace * CONTROL * (i + (double) part / RAMP));
                    world.step((int) Math.round(CONTROL / RAMP / step));
                    assertTouchesNothing(world);
                }
                ticks.add(tick(world));
            }
        }
        return ticks;
    }

    private static void aim(World world, double seconds) {
        ModelSpec model = world.model();
        for (int i = 0; i < 7; i++) {
            double target = REST[i] + SWING[i] * swing(seconds / PERIOD[i]);
            world.setControl(model.actuator("joint" + (i + 1)), target);
        }
        world.setControl(model.actuator("finger-left"), BenchArm.OPEN * swing(seconds));
        world.setControl(model.actuator("finger-right"), BenchArm.OPEN * swing(seconds));
    }

    /** From 0 to 1 and back, softly. */
    private static double swing(double periods) {
        return (1 - Math.cos(2 * Math.PI * periods)) / 2;
    }

    private static void assertTouchesNothing(World world) {
        ModelSpec model = world.model();
        List<Integer> hand = List.of(model.body("hand"), model.body("finger-left"), model.body("finger-right"));
        Contacts contacts = world.contacts();
        for (int i = 0; i < contacts.count(); i++) {
            int one = model.geoms().get(contacts.geom1(i)).body();
            int two = model.geoms().get(contacts.geom2(i)).body();
            assertTrue(!hand.contains(one) && !hand.contains(two), "bodies " + one + " and " + two + " touch");
        }
    }

    private static Tick tick(World world) {
        ModelSpec model = world.model();
        double[] tool = new double[7];
        world.sitePose(model.site("tool"), tool);
        double[] joints = new double[7];
        for (int i = 0; i < 7; i++) {
            joints[i] = world.jointPosition(model.joint("joint" + (i + 1)));
        }
        double[] fingers = {
            world.jointPosition(model.joint("finger-left")), world.jointPosition(model.joint("finger-right"))
        };
        return new Tick(tool, joints, fingers);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
