package dev.reprise.sim.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import org.junit.jupiter.api.Test;

/** What every engine promises of joints and what drives them. */
abstract class JointContract extends EngineContract {
    private static final String WEIGHTLESS = "0 0 0";

    /** A ball of 1 kg, half a metre from a horizontal hinge; inertia about it 0.25 + 0.001 kg·m². */
    private static String pendulum(String joint, String actuator) {
        return """
                 <worldbody>
                   <body name="arm" pos="0 0 1">
                     <joint name="hinge" type="hinge" axis="0 1 0" %s/>
                     <inertial pos="0.5 0 0" mass="1" diaginertia="0.001 0.001 0.001"/>
                   </body>
                 </worldbody>
                 <actuator>%s</actuator>
               """.formatted(joint, actuator);
    }

    private static final double INERTIA = 0.251;

    private static WorldState hinge(double angle, double speed) {
        return new WorldState(0, new double[] {angle}, new double[] {speed});
    }

    @Test
    void pendulumSwingsWithThePeriodOfItsInertia() {
        World world = open(model(pendulum("", "")));
        // Axis y: at +π/2 the ball hangs down.
        double amplitude = 0.2;
        world.reset(hinge(Math.PI / 2 + amplitude, 0));
        double expected = 2 * Math.PI * Math.sqrt(INERTIA / (GRAVITY * 0.5)) * (1 + amplitude * amplitude / 16);
        double firstCrossing = crossing(world, 1.5 * expected);
        for (int i = 0; i < 8; i++) {
            crossing(world, 1.5 * expected);
        }
        double lastCrossing = crossing(world, 1.5 * expected);
        double period = (lastCrossing - firstCrossing) / 4.5;
        assertEquals(expected, period, 0.01 * expected);
    }

    /** Time at which the pendulum next hangs down, between two steps. */
    private static double crossing(World world, double patience) {
        double from = world.jointPosition(0) - Math.PI / 2;
        double end = world.timeSeconds() + patience;
        while (world.timeSeconds() < end) {
            world.step(1);
            double to = world.jointPosition(0) - Math.PI / 2;
            if (from != 0 && from * to <= 0) {
                return world.timeSeconds() - STEP * to / (to - from);
            }
            from = to;
        }
        throw new AssertionError("the pendulum does not swing, it is at " + world.jointPosition(0));
    }

    @Test
    void pendulumWithoutDampingKeepsItsEnergy() {
        World world = open(model(pendulum("", "")));
        world.reset(hinge(0, 0));
        double seconds = 3;
        double drift = 0;
        for (int i = 0; i < seconds / STEP; i++) {
            world.step(1);
            double speed = world.jointVelocity(0);
            double energy = INERTIA * speed * speed / 2 - GRAVITY * 0.5 * Math.sin(world.jointPosition(0));
            drift = Math.max(drift, Math.abs(energy));
        }
        // It swings between 0 and m g l. Within a step of length h, energy differs by w h; a step of first order (v + a
        // h,
        // x + v h + a h²/2) gains w² h / 2 of it in a second.
        double w2 = GRAVITY * 0.5 / INERTIA;
        double tolerance = Math.sqrt(w2) * STEP + seconds * w2 * STEP / 2;
        assertEquals(0, drift, tolerance * GRAVITY * 0.5);
    }

    @Test
    void positionServoHoldsItsTargetUpToTheSagOfItsSpring() {
        World world = open(model(pendulum("damping='2'", "<position name='servo' joint='hinge' kp='400'/>")));
        world.setControl(0, 0.3);
        run(world, 3);
        double q = world.jointPosition(0);
        double sag = GRAVITY * 0.5 * Math.cos(q) / 400;
        assertEquals(0.3 + sag, q, 0.02 * sag);
        assertEquals(0, world.jointVelocity(0), 1e-3);
    }

    @Test
    void controlIsCutAtItsRange() {
        World world = open(model(
                WEIGHTLESS,
                pendulum("damping='5'", "<position name='servo' joint='hinge' kp='400' ctrlrange='-0.5 0.5'/>")));
        world.setControl(0, 2);
        run(world, 2);
        assertEquals(0.5, world.jointPosition(0), 1e-3);
    }

    @Test
    void controlsAreZeroAfterAReset() {
        World world = open(model(WEIGHTLESS, pendulum("damping='5'", "<position joint='hinge' kp='400'/>")));
        world.setControl(0, 1);
        run(world, 1);
        world.reset(hinge(0.2, 0));
        run(world, 1);
        assertEquals(0, world.jointPosition(0), 1e-3);
    }

    @Test
    void servoPushesWithItsForceLimitAtMost() {
        World world = open(model(
                WEIGHTLESS, pendulum("", "<position name='servo' joint='hinge' kp='1000' forcerange='-0.5 0.5'/>")));
        world.setControl(0, 3);
        run(world, 0.5);
        double acceleration = 0.5 / INERTIA;
        assertEquals(acceleration * 0.5, world.jointVelocity(0), 0.01 * acceleration * 0.5);
        assertEquals(acceleration * 0.125, world.jointPosition(0), 0.01 * acceleration * 0.125);
    }

    @Test
    void servoThatIsTooWeakFalls() {
        World world = open(
                model(pendulum("damping='0.2'", "<position name='servo' joint='hinge' kp='1000' forcerange='-4 4'/>")));
        run(world, 1);
        assertTrue(world.jointPosition(0) > 0.3, "4 N·m cannot hold 4.9 N·m, but q is " + world.jointPosition(0));
    }

    @Test
    void limitsStopJoints() {
        World world = open(model(pendulum("range='-0.5 0.5' damping='0.1'", "")));
        double furthest = 0;
        for (int i = 0; i < 3 / STEP; i++) {
            world.step(1);
            furthest = Math.max(furthest, world.jointPosition(0));
        }
        // It arrives with 4.3 rad/s: one step of flight, and the softness of a limit (0.03 rad in MuJoCo's default).
        assertEquals(0.5, furthest, 4.3 * STEP + 0.05);
        assertEquals(0.5, world.jointPosition(0), 0.01, "at the end");
    }

    @Test
    void velocityServoTurnsAtItsSpeedLessTheDampingsShare() {
        World world =
                open(model(WEIGHTLESS, pendulum("damping='0.5'", "<velocity name='servo' joint='hinge' kv='9.5'/>")));
        world.setControl(0, 2);
        run(world, 1);
        assertEquals(2 * 9.5 / 10, world.jointVelocity(0), 0.002);
    }

    @Test
    void motorAcceleratesInertiaAndArmature() {
        World world = open(model(
                WEIGHTLESS,
                pendulum("armature='0.1'", "<motor name='motor' joint='hinge' gear='2' ctrlrange='-1 1'/>")));
        world.setControl(0, 0.25);
        run(world, 1);
        double speed = 0.25 * 2 / (INERTIA + 0.1);
        assertEquals(speed, world.jointVelocity(0), 0.005 * speed);
        world.setControl(0, -5);
        run(world, 0.5);
        assertEquals(speed - 0.5 * 2 / (INERTIA + 0.1), world.jointVelocity(0), 0.02);
    }

    @Test
    void dampingSlowsExponentially() {
        World world = open(model(WEIGHTLESS, pendulum("damping='0.5'", "")));
        world.reset(hinge(0, 1));
        run(world, 0.5);
        double expected = Math.exp(-0.5 * 0.5 / INERTIA);
        // An implicit step loses damping·step/inertia/2 of the rate, 0.2 %.
        assertEquals(expected, world.jointVelocity(0), 0.01 * expected);
    }

    @Test
    void dryFrictionHoldsUpToItsForceAndSlowsBeyond() {
        World world = open(model(WEIGHTLESS, pendulum("frictionloss='0.5'", "<motor name='motor' joint='hinge'/>")));
        world.setControl(0, 0.4);
        run(world, 0.5);
        assertEquals(0, world.jointPosition(0), 0.01, "0.4 N·m against 0.5");
        world.reset();
        world.setControl(0, 1);
        run(world, 0.5);
        double speed = (1 - 0.5) / INERTIA * 0.5;
        assertEquals(speed, world.jointVelocity(0), 0.03 * speed);
    }

    @Test
    void springPullsToItsReference() {
        World world = open(model(WEIGHTLESS, pendulum("stiffness='20' springref='0.4' damping='2'", "")));
        run(world, 4);
        assertEquals(0.4, world.jointPosition(0), 1e-3);
    }

    @Test
    void hingesWithoutLimitsCountTheirTurns() {
        World world =
                open(model(WEIGHTLESS, pendulum("damping='0.5'", "<velocity name='servo' joint='hinge' kv='50'/>")));
        world.reset(hinge(20, 10));
        assertEquals(20, world.jointPosition(0), 1e-5);
        world.setControl(0, 10);
        double last = 20;
        for (int i = 0; i < 1 / STEP; i++) {
            world.step(1);
            assertEquals(last + 10 * STEP, world.jointPosition(0), 10 * STEP, "no jump");
            last = world.jointPosition(0);
        }
        assertEquals(30, last, 0.2);
    }

    @Test
    void servosTurnMoreThanOnce() {
        World world =
                open(model(WEIGHTLESS, pendulum("damping='4'", "<position name='servo' joint='hinge' kp='20'/>")));
        world.setControl(0, 15);
        run(world, 4);
        assertEquals(15, world.jointPosition(0), 1e-3);
        world.setControl(0, -15);
        run(world, 4);
        assertEquals(-15, world.jointPosition(0), 1e-3);
    }

    @Test
    void severalJointsOfABodyActInTheirOrder() {
        World world = open(model(WEIGHTLESS, """
                          <worldbody>
                            <body name="puck" pos="0 0 0.5">
                              <joint name="x" type="slide" axis="1 0 0"/>
                              <joint name="y" type="slide" axis="0 1 0"/>
                              <joint name="turn" type="hinge" axis="0 0 1" pos="0.1 0 0"/>
                              <geom type="box" size="0.1 0.05 0.02" mass="1"/>
                            </body>
                          </worldbody>
                          <actuator>
                            <motor joint="x"/>
                            <motor joint="turn"/>
                          </actuator>
                        """));
        world.reset(new WorldState(0, new double[] {0.3, -0.2, 0.5}, new double[3]));
        Quaternion turn = Quaternion.about(Vector3.Z, 0.5);
        Vector3 anchor = new Vector3(0.1, 0, 0);
        assertPose(
                new Vector3(0.3, -0.2, 0.5).plus(anchor).minus(turn.rotate(anchor)), turn, pose(world, "puck"), 1e-5);
        world.reset();
        world.setControl(0, 1);
        run(world, 0.5);
        // The push passes the centre of mass, so that nothing turns: v = F t / m.
        assertEquals(0.5, world.jointVelocity(0), 0.005);
        assertEquals(0, world.jointPosition(1), 1e-3);
        assertEquals(0, world.jointPosition(2), 1e-3);
    }

    @Test
    void coupledJointsMoveTogether() {
        World world = open(model("""
                          <worldbody>
                            <body name="palm" pos="0 0 1">
                              <joint name="lift" type="slide" axis="0 0 1"/>
                              <geom type="box" size="0.1 0.03 0.02" mass="0.5"/>
                              <body name="left" pos="-0.05 0 -0.05">
                                <joint name="left" type="slide" axis="1 0 0" range="0 0.05" damping="5"/>
                                <geom type="box" size="0.005 0.01 0.03" mass="0.1" contype="0" conaffinity="0"/>
                              </body>
                              <body name="right" pos="0.05 0 -0.05">
                                <joint name="right" type="slide" axis="-1 0 0" range="0 0.05" damping="5"/>
                                <geom type="box" size="0.005 0.01 0.03" mass="0.1" contype="0" conaffinity="0"/>
                              </body>
                            </body>
                          </worldbody>
                          <equality>
                            <joint joint1="left" joint2="right" polycoef="0 1 0 0 0"/>
                          </equality>
                          <actuator>
                            <general joint="lift" gainprm="2000" biastype="affine" biasprm="0 -2000 -100"/>
                            <position joint="right" kp="500"/>
                          </actuator>
                        """));
        int left = world.model().joint("left");
        int right = world.model().joint("right");
        world.setControl(1, 0.03);
        run(world, 1);
        assertEquals(0.03, world.jointPosition(right), 1e-3);
        assertEquals(world.jointPosition(right), world.jointPosition(left), 1e-3);
        world.setControl(1, 0.005);
        run(world, 1);
        assertEquals(0.005, world.jointPosition(right), 1e-3);
        assertEquals(world.jointPosition(right), world.jointPosition(left), 1e-3);
    }
}
