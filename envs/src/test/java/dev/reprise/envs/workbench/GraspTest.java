package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.physics.WorldState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bench's arm takes its block, lifts it by 15 cm and holds it for 2 s. The block's mass varies, and the friction of
 * both the block and the finger pads, so that the friction of the pair is the tested one: engines take the larger.
 * Closed, the fingers press with 20 N each, their servos' stiffness times half the block's width.
 */
class GraspTest {
    private static final double[] MASSES = {0.05, 0.2, 0.5, 1};
    private static final double[] FRICTIONS = {0.5, 1, 1.5};

    private static final double LIFT = 0.15;
    /** By how much less than that the block may be up: the arm's servos sag under its weight. */
    private static final double SAG = 0.01;
    /** How far the block may move in the hand while it is held, m, and how far it may turn there, rad. */
    private static final double SLIP = 1e-3;

    private static final double TWIST = 0.02;
    /** How far it may move in the hand while it is lifted, m. */
    private static final double SETTLING = 3e-3;

    private static final BenchSettings SETTINGS = BenchSettings.of(BenchControl.TOOL);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theLightestAndTheHeaviestBlockAreHeld(BenchEngine engine) throws IOException {
        assertHeld(engine.open(), 0.05, 1.5);
        assertHeld(engine.open(), 1, 0.5);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void blocksOfAllMassesAndFrictionsAreHeld(BenchEngine engine) throws IOException {
        for (double mass : MASSES) {
            for (double friction : FRICTIONS) {
                assertHeld(engine.open(), mass, friction);
            }
        }
    }

    /** Shows that it is friction that holds: 2 · 0.15 · 20 N carry 6 N, the block weighs 9.8 N. */
    @ParameterizedTest
    @EnumSource
    void aBlockThatFrictionCannotCarryStaysBehind(BenchEngine engine) throws IOException {
        try (Grasp grasp = new Grasp(engine.open(), 1, 0.15)) {
            grasp.take();
            grasp.lift();
            assertTrue(grasp.height() < 0.03, () -> "it is " + grasp.height() + " m up");
        }
    }

    private void assertHeld(PhysicsEngine engine, double mass, double friction) throws IOException {
        String what = mass + " kg at friction " + friction + ": ";
        try (Grasp grasp = new Grasp(engine, mass, friction)) {
            grasp.take();
            double bottom = grasp.height();
            Pose taken = grasp.blockInHand();
            grasp.lift();
            Pose lifted = grasp.blockInHand();
            assertEquals(0, lifted.position().minus(taken.position()).norm(), SETTLING, what + "while lifted");
            for (int i = 0; i < 40; i++) {
                grasp.move(Vector3.ZERO, 0);
                Pose held = grasp.blockInHand();
                assertEquals(0, held.position().minus(lifted.position()).norm(), SLIP, what + "slip");
                assertEquals(0, angle(lifted.rotation(), held.rotation()), TWIST, what + "twist");
                assertEquals(LIFT, grasp.height() - bottom, SAG, what + "height");
            }
        }
    }

    private static double angle(Quaternion a, Quaternion b) {
        return 2 * Math.acos(Math.min(1, Math.abs(a.inverse().times(b).w())));
    }

    /** The bench with such a block, and what the arm does. */
    private final class Grasp implements AutoCloseable {
        private final ModelSpec model;
        private final World world;
        private final BenchArm arm;

        Grasp(PhysicsEngine engine, double mass, double friction) throws IOException {
            model = new SceneCopy()
                    .with("mass=\"0.1\" friction=\"1 ", "mass=\"" + mass + "\" friction=\"" + friction + " ")
                    .with("friction=\"1.2 ", "friction=\"" + friction + " ")
                    .read(folder);
            world = engine.newWorld(model);
            arm = new BenchArm(model, world, SETTINGS);
        }

        /** From above: down around the block, and close. */
        void take() {
            Vector3 above = new Vector3(0.45, 0, 0.12);
            double[] joints = arm.reach(above);
            double[] positions = model.initialPositions();
            for (int i = 0; i < joints.length; i++) {
                positions[model.positionAddress(arm.joint(i))] = joints[i];
            }
            for (String finger : new String[] {"finger-left", "finger-right"}) {
                positions[model.positionAddress(model.joint(finger))] = BenchArm.OPEN;
            }
            world.reset(new WorldState(0, positions, new double[model.velocityCount()]));
            arm.hold(above, joints);
            for (int i = 0; i < 20; i++) {
                move(new Vector3(0, 0, i < 10 ? -0.01 : 0), BenchArm.OPEN);
            }
            for (int i = 0; i < 10; i++) {
                move(Vector3.ZERO, 0);
            }
        }

        /** In one second, and waits until the arm's servos have settled. */
        void lift() {
            for (int i = 0; i < 20; i++) {
                move(new Vector3(0, 0, LIFT / 20), 0);
            }
            for (int i = 0; i < 6; i++) {
                move(Vector3.ZERO, 0);
            }
        }

        void move(Vector3 by, double opening) {
            Vector3 command = by.times(1 / (BenchControl.TOOL_SPEED * SETTINGS.controlSeconds()));
            float gripper = (float) (1 - 2 * opening / BenchArm.OPEN);
            double[] tool = new double[7];
            world.sitePose(model.site("tool"), tool);
            arm.move(tool, new float[] {(float) command.x(), (float) command.y(), (float) command.z(), gripper});
        }

        Pose blockInHand() {
            return tool().inverse().times(block());
        }

        double height() {
            return block().position().z();
        }

        private Pose tool() {
            double[] row = new double[7];
            world.sitePose(model.site("tool"), row);
            return pose(row);
        }

        private Pose block() {
            double[] row = new double[7];
            world.bodyPose(model.body("block"), row);
            return pose(row);
        }

        @Override
        public void close() {
            world.close();
        }

        private static Pose pose(double[] row) {
            return new Pose(new Vector3(row[0], row[1], row[2]), Quaternion.normalized(row[3], row[4], row[5], row[6]));
        }
    }
}
