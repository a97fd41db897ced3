package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every engine promises of its worlds; an engine's test extends this class. States, poses and commands are here,
 * joints and drives in {@link JointContract}, what bodies do to each other in {@link ContactContract}, a whole arm in {@link
 * DeskArmContract}.
 *
 * <p>Tolerances come from the physics: an error of the integrator of one step, single precision (1e-5 at lengths near 1
 * m), or the softness of a contact, a millimetre, which both kinds of engines keep.
 */
public abstract class WorldContract extends EngineContract {
    @Nested
    class Joints extends JointContract {
        @Override
        protected PhysicsEngine engine() {
            return WorldContract.this.engine();
        }
    }

    @Nested
    class Touch extends ContactContract {
        @Override
        protected PhysicsEngine engine() {
            return WorldContract.this.engine();
        }
    }

    @Nested
    class OthersArms extends DeskArmContract {
        @Override
        protected PhysicsEngine engine() {
            return WorldContract.this.engine();
        }
    }

    /** An arm of a hinge and a slide with a tip that has no joint, and a free box whose centre of mass is beside it. */
    private static final String ARM_AND_BOX = """
              <worldbody>
                <geom name="floor" type="plane" size="0 0 1"/>
                <body name="post" pos="0.1 0.2 1" euler="0 0 0.3">
                  <body name="upper" pos="0 0 0.5" euler="0.2 0 0">
                    <joint name="swing" type="hinge" axis="0 1 0" pos="0.05 0 0"/>
                    <inertial pos="0.1 0 0" mass="1" diaginertia="0.01 0.01 0.01"/>
                    <body name="lower" pos="0.3 0 0" euler="0 0 0.4">
                      <joint name="reach" type="slide" axis="1 0 0"/>
                      <inertial pos="0.05 0 0" mass="0.5" diaginertia="0.004 0.004 0.004"/>
                      <body name="tip" pos="0.1 0.02 0" euler="0.5 0 0">
                        <inertial pos="0 0 0" mass="0.1" diaginertia="0.001 0.001 0.001"/>
                        <site name="point" pos="0 0 0.05"/>
                      </body>
                    </body>
                  </body>
                </body>
                <body name="box" pos="1 0 0.5">
                  <freejoint name="box"/>
                  <inertial pos="0.02 0.03 0.01" mass="0.2" diaginertia="0.001 0.002 0.0015"/>
                  <geom type="box" size="0.05 0.05 0.05" mass="0"/>
                </body>
              </worldbody>
            """;

    private static WorldState someState() {
        Quaternion turn = Quaternion.normalized(0.8, 0.3, -0.4, 0.2);
        return new WorldState(
                0,
                new double[] {0.7, 0.12, 1.2, -0.3, 0.9, turn.w(), turn.x(), turn.y(), turn.z()},
                new double[] {0.5, -0.2, 0.1, 0.2, 0.3, 1.5, -0.5, 0.8});
    }

    @Test
    void aModelRunsAtAnotherTimestepThanItsFileNames() {
        ModelSpec model = model(ARM_AND_BOX);
        World usual = open(model);
        World finer = open(model.withTimestep(STEP / 4));
        usual.reset(someState());
        finer.reset(someState());
        usual.step(50);
        finer.step(200);
        assertEquals(usual.timeSeconds(), finer.timeSeconds(), 1e-9);
        double apart = Math.abs(pose(usual, "box")[2] - pose(finer, "box")[2]);
        // An engine of first order is off by g·t·step/2 at most, and by less in finer steps.
        assertTrue(apart > 1e-5 && apart < 0.5 * GRAVITY * 0.1 * STEP + 2e-4, "apart by " + apart + " m");
        assertThrows(IllegalArgumentException.class, () -> model.withTimestep(0));
    }

    @Test
    void resetPutsJointsWhereTheStateSays() {
        World world = open(model(ARM_AND_BOX));
        world.reset(someState());
        ModelSpec model = world.model();
        assertEquals(0.7, world.jointPosition(model.joint("swing")), 1e-5);
        assertEquals(0.12, world.jointPosition(model.joint("reach")), 1e-5);
        assertEquals(0.5, world.jointVelocity(model.joint("swing")), 1e-5);
        assertEquals(-0.2, world.jointVelocity(model.joint("reach")), 1e-5);
        assertEquals(0, world.timeSeconds());
    }

    @Test
    void resetPutsBodiesWhereJointsTakeThem() {
        World world = open(model(ARM_AND_BOX));
        WorldState state = someState();
        world.reset(state);
        Chain chain = new Chain(state);
        assertPose(chain.postPosition, chain.postRotation, pose(world, "post"), 1e-5);
        assertPose(chain.upperPosition, chain.upperRotation, pose(world, "upper"), 1e-5);
        assertPose(chain.lowerPosition, chain.lowerRotation, pose(world, "lower"), 1e-5);
        assertPose(chain.tipPosition, chain.tipRotation, pose(world, "tip"), 1e-5);
        assertPose(new Vector3(1.2, -0.3, 0.9), Quaternion.normalized(0.8, 0.3, -0.4, 0.2), pose(world, "box"), 1e-5);
        double[] site = new double[7];
        world.sitePose(world.model().site("point"), site);
        assertPose(
                chain.tipPosition.plus(chain.tipRotation.rotate(new Vector3(0, 0, 0.05))),
                chain.tipRotation,
                site,
                1e-5);
    }

    @Test
    void bodyVelocityIsThatOfTheFrameNotOfTheCentreOfMass() {
        World world = open(model(ARM_AND_BOX));
        WorldState state = someState();
        world.reset(state);
        double[] box = velocity(world, "box");
        Vector3 turning = Quaternion.normalized(0.8, 0.3, -0.4, 0.2).rotate(new Vector3(1.5, -0.5, 0.8));
        assertArrayEquals(
                new double[] {0.1, 0.2, 0.3, turning.x(), turning.y(), turning.z()}, box, 1e-5, "of the free body");
        Chain chain = new Chain(state);
        Vector3 angular = chain.upperRotation.rotate(new Vector3(0, 1, 0)).times(0.5);
        Vector3 anchor = chain.upperPosition.plus(chain.upperRotation.rotate(new Vector3(0.05, 0, 0)));
        Vector3 sliding = chain.lowerRotation.rotate(new Vector3(1, 0, 0)).times(-0.2);
        Vector3 linear = angular.cross(chain.tipPosition.minus(anchor)).plus(sliding);
        assertArrayEquals(
                new double[] {linear.x(), linear.y(), linear.z(), angular.x(), angular.y(), angular.z()},
                velocity(world, "tip"),
                1e-5,
                "of the body without a joint on the slide");
        assertArrayEquals(new double[6], velocity(world, "post"), 0, "of a body that is fixed to the world");
    }

    /** The poses that the joints of the arm give, by hand. */
    private static final class Chain {
        final Vector3 postPosition = new Vector3(0.1, 0.2, 1);
        final Quaternion postRotation = Quaternion.about(Vector3.Z, 0.3);
        final Vector3 upperPosition;
        final Quaternion upperRotation;
        final Vector3 lowerPosition;
        final Quaternion lowerRotation;
        final Vector3 tipPosition;
        final Quaternion tipRotation;

        Chain(WorldState state) {
            Vector3 x = new Vector3(1, 0, 0);
            Vector3 anchor = x.times(0.05);
            Quaternion swing = Quaternion.about(new Vector3(0, 1, 0), state.positions()[0]);
            Quaternion rest = postRotation.times(Quaternion.about(x, 0.2));
            upperRotation = rest.times(swing);
            upperPosition = postPosition
                    .plus(postRotation.rotate(new Vector3(0, 0, 0.5)))
                    .plus(rest.rotate(anchor.minus(swing.rotate(anchor))));
            lowerRotation = upperRotation.times(Quaternion.about(Vector3.Z, 0.4));
            lowerPosition = upperPosition
                    .plus(upperRotation.rotate(new Vector3(0.3, 0, 0)))
                    .plus(lowerRotation.rotate(x.times(state.positions()[1])));
            tipRotation = lowerRotation.times(Quaternion.about(x, 0.5));
            tipPosition = lowerPosition.plus(lowerRotation.rotate(new Vector3(0.1, 0.02, 0)));
        }
    }

    @Test
    void stateAfterResetGivesTheStateBack() {
        World world = open(model(ARM_AND_BOX));
        WorldState state = someState();
        world.reset(state);
        WorldState back = world.state();
        assertArrayEquals(state.positions(), back.positions(), 1e-5);
        assertArrayEquals(state.velocities(), back.velocities(), 1e-5);
        assertEquals(0, back.timeSeconds());
    }

    @Test
    void resetWithoutAStateGivesTheModelsPose() {
        World world = open(model(ARM_AND_BOX));
        run(world, 0.1);
        world.reset();
        assertArrayEquals(world.model().initialPositions(), world.state().positions(), 1e-6);
        assertArrayEquals(new double[8], world.state().velocities(), 0);
    }

    @Test
    void stepsAddUpToTheTime() {
        World world = open(model(ARM_AND_BOX));
        world.reset(new WorldState(3, someState().positions(), someState().velocities()));
        world.step(5);
        assertEquals(3 + 5 * STEP, world.timeSeconds(), 1e-9);
        assertEquals(world.timeSeconds(), world.state().timeSeconds(), 0);
    }

    @Test
    void freeBodiesFallWithGravity() {
        World world = open(model(ARM_AND_BOX));
        double[] before = pose(world, "box");
        run(world, 0.2);
        double fallen = before[2] - pose(world, "box")[2];
        // A first-order integrator is off by g·t·step at most.
        assertEquals(GRAVITY * 0.2 * 0.2 / 2, fallen, GRAVITY * 0.2 * STEP);
        assertEquals(-GRAVITY * 0.2, velocity(world, "box")[2], 1e-3);
    }

    @Test
    void freeBodiesTumbleWithoutLosingAngularMomentum() {
        World world = open(model("0 0 0", """
                          <worldbody>
                            <body name="box">
                              <freejoint/>
                              <inertial pos="0.02 0 0" mass="1" diaginertia="0.01 0.02 0.03"/>
                            </body>
                          </worldbody>
                        """));
        // About the middle axis, where rotation is unstable, and a little beside it.
        world.reset(new WorldState(0, new double[] {0, 0, 0, 1, 0, 0, 0}, new double[] {0, 0, 0, 0.1, 3, 0.1}));
        Vector3 before = momentum(world);
        double straightest = 1;
        for (int i = 0; i < 40; i++) {
            run(world, 0.1);
            double[] pose = pose(world, "box");
            Quaternion turn = new Quaternion(pose[3], pose[4], pose[5], pose[6]);
            straightest =
                    Math.min(straightest, turn.rotate(new Vector3(0, 1, 0)).y());
        }
        // Explicit steps err by w·step of the momentum in a turn of one radian; it turns by 12.
        Vector3 change = momentum(world).minus(before);
        assertEquals(0, change.norm(), 12 * 3 * STEP * before.norm(), "angular momentum");
        assertTrue(straightest < 0, "a box that is spun about its middle axis turns over");
    }

    private static Vector3 momentum(World world) {
        double[] pose = pose(world, "box");
        double[] velocity = velocity(world, "box");
        Quaternion turn = new Quaternion(pose[3], pose[4], pose[5], pose[6]);
        Vector3 local = turn.inverse().rotate(new Vector3(velocity[3], velocity[4], velocity[5]));
        return turn.rotate(new Vector3(0.01 * local.x(), 0.02 * local.y(), 0.03 * local.z()));
    }

    @Test
    void treesOfLinksFloat() {
        World world = open(model("""
                          <worldbody>
                            <body name="trunk" pos="0 0 2">
                              <freejoint/>
                              <inertial pos="0.03 0 0.01" mass="2" diaginertia="0.02 0.02 0.02"/>
                              <body name="leg" pos="0.1 0 -0.1">
                                <joint name="hip" type="hinge" axis="0 1 0"/>
                                <inertial pos="0 0 -0.2" mass="0.5" diaginertia="0.004 0.004 0.001"/>
                              </body>
                            </body>
                          </worldbody>
                        """));
        Quaternion turn = Quaternion.normalized(0.8, 0.3, -0.4, 0.2);
        WorldState state = new WorldState(
                0,
                new double[] {0.5, -0.3, 1.5, turn.w(), turn.x(), turn.y(), turn.z(), 0.6},
                new double[] {0.1, 0.2, 0.3, 0.4, -0.5, 0.6, 1.2});
        world.reset(state);
        WorldState back = world.state();
        assertArrayEquals(state.positions(), back.positions(), 1e-5);
        assertArrayEquals(state.velocities(), back.velocities(), 1e-5);
        Vector3 hip = new Vector3(0.5, -0.3, 1.5).plus(turn.rotate(new Vector3(0.1, 0, -0.1)));
        assertPose(hip, turn.times(Quaternion.about(new Vector3(0, 1, 0), 0.6)), pose(world, "leg"), 1e-5);
        world.reset();
        run(world, 0.2);
        assertEquals(2 - GRAVITY * 0.2 * 0.2 / 2, pose(world, "trunk")[2], GRAVITY * 0.2 * STEP);
        assertEquals(0, world.jointPosition(1), 1e-3, "what falls freely does not bend");
    }

    @Test
    void mocapPoseMovesTheBodyThatIsWeldedToIt() {
        World world = open(model("""
                          <worldbody>
                            <body name="handle" mocap="true" pos="0 0 1"/>
                            <body name="hand" pos="0 0 1">
                              <freejoint/>
                              <geom type="sphere" size="0.05" mass="0.5"/>
                            </body>
                          </worldbody>
                          <equality>
                            <weld body1="handle" body2="hand"/>
                          </equality>
                        """));
        int handle = world.model().body("handle");
        Quaternion turn = Quaternion.about(Vector3.Z, 0.5);
        for (int i = 1; i <= 50; i++) {
            world.setMocapPose(handle, new double[] {0.004 * i, 0, 1, turn.w(), turn.x(), turn.y(), turn.z()});
            world.step(5);
        }
        run(world, 0.5);
        assertPose(new Vector3(0.2, 0, 1), turn, pose(world, "handle"), 1e-6);
        // A weld is a stiff spring in both engines: some millimetres under load.
        assertPose(new Vector3(0.2, 0, 1), turn, pose(world, "hand"), 5e-3);
        world.reset();
        assertPose(new Vector3(0, 0, 1), Quaternion.IDENTITY, pose(world, "handle"), 1e-6);
    }

    @Test
    void sameCommandsGiveTheSameBits() {
        World world = open(model(GripperScene.ELEMENTS));
        long[] first = GripperScene.play(world);
        world.reset();
        assertArrayEquals(first, GripperScene.play(world), "after a reset");
        assertArrayEquals(first, GripperScene.play(open(world.model())), "in another world");
    }

    @Test
    void sameCommandsGiveTheSameBitsInTwoThreads() throws InterruptedException {
        ModelSpec model = model(GripperScene.ELEMENTS);
        long[] first = GripperScene.play(open(model));
        long[][] both = new long[2][];
        World[] worlds = {open(model), open(model)};
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int which = i;
            threads[i] = new Thread(() -> {
                GripperScene.play(worlds[which]);
                worlds[which].reset();
                both[which] = GripperScene.play(worlds[which]);
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertArrayEquals(first, both[0]);
        assertArrayEquals(first, both[1]);
    }

    @Test
    void closingTwiceIsAllowed() {
        World world = engine().newWorld(model(ARM_AND_BOX));
        world.close();
        world.close();
    }

    @Test
    void engineSaysWhoItIs() {
        assertTrue(engine().description().length() > 3, engine().description());
    }
}
