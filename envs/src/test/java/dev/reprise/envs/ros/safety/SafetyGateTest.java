package dev.reprise.envs.ros.safety;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SafetyGateTest {
    private static final double PERIOD = 0.05;
    private static final JointLimits SHOULDER = new JointLimits("shoulder", -2.0, 2.5, 1.5, 4.0);
    private static final JointLimits ELBOW = new JointLimits("elbow", null, null, 3.0, 90.0);
    private static final Workspace BOX = new Workspace(List.of(-1.2, -1.5, -0.1), List.of(1.7, 0.9, 0.1));

    @Test
    void ofAMillionRandomCommandsNoneLeavesTheLimits() {
        RandomStream random = RandomStream.named(1, "gate");
        for (int run = 0; run < 1000; run++) {
            SafetyLimits limits = run % 2 == 0 ? drawn(random) : limits(BOX);
            SafetyGate gate = new SafetyGate(limits, PERIOD, limits.workspace() == null ? null : SafetyGateTest::tip);
            double[] at = new double[gate.size()];
            gate.start(at);
            double[] speed = new double[at.length];
            boolean byPosition = run % 3 == 0;
            boolean told = run % 5 == 0;
            for (int i = 0; i < 1000; i++) {
                double[] wanted = command(random, byPosition ? at : new double[at.length], limits);
                double[] next;
                if (byPosition) {
                    double[] sent = gate.positions(wanted, i);
                    next = new double[at.length];
                    for (int k = 0; k < next.length; k++) {
                        next[k] = (sent[k] - at[k]) / PERIOD;
                    }
                    at = sent;
                } else {
                    next = gate.velocities(wanted, i);
                    for (int k = 0; k < next.length; k++) {
                        at[k] += next[k] * PERIOD;
                    }
                    if (told) {
                        gate.measured(at);
                    }
                }
                check(limits, at, speed, next);
                speed = next;
            }
            assertNull(gate.stopped());
        }
    }

    private static void check(SafetyLimits limits, double[] at, double[] before, double[] now) {
        for (int k = 0; k < at.length; k++) {
            JointLimits joint = limits.joints().get(k);
            Double lower = joint.lower();
            Double upper = joint.upper();
            assertTrue(lower == null || at[k] >= lower, "too low");
            assertTrue(upper == null || at[k] <= upper, "too high");
            assertTrue(Math.abs(now[k]) <= joint.velocity(), "too fast");
            assertTrue(Math.abs(now[k] - before[k]) <= joint.acceleration() * PERIOD, "too abrupt");
        }
        Workspace box = limits.workspace();
        assertTrue(box == null || box.outside(tip(at)) == 0, "outside the workspace");
    }

    private static double[] command(RandomStream random, double[] about, SafetyLimits limits) {
        double[] wanted = new double[about.length];
        int kind = (int) (random.nextFloat() * 10);
        for (int k = 0; k < wanted.length; k++) {
            double most = limits.joints().get(k).velocity() * (about[0] == 0 ? 1 : PERIOD);
            wanted[k] = about[k]
                    + switch (kind) {
                        case 0 -> 10 * most * random.nextGaussian();
                        case 1 -> most;
                        case 2 -> -most;
                        case 3 -> 1e300 * random.nextGaussian();
                        default -> most * random.nextDouble(-1, 1);
                    };
        }
        if (kind == 4) {
            double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -0.0};
            wanted[(int) (random.nextFloat() * wanted.length)] = odd[(int) (random.nextFloat() * odd.length)];
        }
        return wanted;
    }

    private static SafetyLimits drawn(RandomStream random) {
        double width = random.nextDouble(0.01, 3);
        double velocity = random.nextDouble(0.01, 5);
        // From dozens of periods to rest down to a part of one.
        double acceleration = velocity * Math.pow(10, random.nextDouble(-0.5, 2));
        return new SafetyLimits(
                List.of(
                        new JointLimits("one", -width, width, velocity, acceleration),
                        new JointLimits("two", -0.1 * width, 4 * width, velocity, acceleration)),
                null,
                0.2,
                false,
                null);
    }

    @Test
    void whatKeepsTheLimitsPassesToTheBit() {
        SafetyGate gate = new SafetyGate(limits(null), PERIOD, null);
        gate.start(new double[] {0.1, 0.2});
        assertArrayEquals(new double[] {0.1234, -0.377}, gate.velocities(new double[] {0.1234, -0.377}, 0));
        double[] place = {gate.present()[0] + 0.00777, gate.present()[1] - 0.02};
        assertArrayEquals(place, gate.positions(place, 0));
        assertEquals(0, gate.clipped());
    }

    @Test
    void aJointAtItsLimitStandsStillThereAndComesBack() {
        SafetyGate gate = new SafetyGate(limits(null), PERIOD, null);
        gate.start(new double[2]);
        for (int i = 0; i < 200; i++) {
            gate.velocities(new double[] {9, 0}, i);
        }
        assertEquals(2.5, gate.present()[0], 1e-6);
        assertTrue(gate.clipped() > 100);
        gate.velocities(new double[] {-1, 0}, 0);
        assertTrue(gate.present()[0] < 2.5 - 1e-3);
    }

    @Test
    void aCommandThatIsNoNumberBrakesAndIsCounted() {
        SafetyGate gate = new SafetyGate(limits(null), PERIOD, null);
        gate.start(new double[2]);
        gate.velocities(new double[] {0.2, 1}, 0);
        assertArrayEquals(new double[2], gate.velocities(new double[] {0, Double.NaN}, 0));
        assertEquals(1, gate.refused());
    }

    @Test
    void anEmergencyStopStaysUntilItIsClearedAndTheGateIsStartedAgain() {
        SafetyGate gate = new SafetyGate(limits(null), PERIOD, null);
        gate.start(new double[2]);
        double[] go = {0.15, 0.2};
        gate.velocities(go, 0);
        gate.emergencyStop("the button");
        gate.emergencyStop("another");
        assertArrayEquals(new double[2], gate.velocities(go, 0));
        gate.start(new double[2]);
        assertArrayEquals(new double[2], gate.velocities(go, 0));
        assertEquals("the button", gate.stopped());
        gate.clear();
        assertArrayEquals(new double[2], gate.velocities(go, 0));
        gate.start(new double[2]);
        assertArrayEquals(go, gate.velocities(go, 0));
    }

    @Test
    void nothingMovesBeforeTheStartNorWithoutTheEnableSwitch() {
        SafetyLimits held = new SafetyLimits(List.of(SHOULDER, ELBOW), null, 0.2, true, null);
        SafetyGate gate = new SafetyGate(held, PERIOD, null);
        double[] go = {0.15, 0.2};
        gate.enable(true);
        assertArrayEquals(new double[2], gate.velocities(go, 0));
        gate.start(new double[2]);
        assertArrayEquals(go, gate.velocities(go, 0));
        gate.enable(false);
        double[] place = gate.present();
        assertArrayEquals(new double[2], gate.velocities(go, 0));
        assertArrayEquals(place, gate.positions(new double[] {0.3, 0.3}, 0));
    }

    @Test
    void theWatchdogFindsAMovingRobotThatHearsNothing() {
        SafetyGate gate = new SafetyGate(limits(null), PERIOD, null);
        gate.start(new double[2]);
        long second = 1_000_000_000L;
        gate.velocities(new double[2], 0);
        assertFalse(gate.overdue(second), "it stands still");
        gate.velocities(new double[] {0.1, 0}, second);
        assertFalse(gate.overdue(second + second / 10));
        assertTrue(gate.overdue(second + second / 4));
        assertFalse(gate.overdue(second + second / 4), "it has been stopped");
    }

    @Test
    void aRobotOutsideOfItsLimitsIsNotStarted() {
        SafetyGate gate = new SafetyGate(limits(BOX), PERIOD, SafetyGateTest::tip);
        assertThrows(IllegalArgumentException.class, () -> gate.start(new double[] {2.6, 0}));
        assertThrows(IllegalArgumentException.class, () -> gate.start(new double[] {0, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> gate.start(new double[] {Math.PI / 2, 0}));
        gate.start(new double[2]);
        gate.measured(new double[] {Math.PI / 2, 0});
        assertEquals("the tool has left its workspace", gate.stopped());
    }

    @Test
    void aRobotThatIsCommandedPositionsIsStoppedOutsideAndOtherwiseGoesOnFromWhereItWasSent() {
        SafetyGate gate = new SafetyGate(limits(BOX), PERIOD, SafetyGateTest::tip);
        gate.start(new double[2]);
        gate.look(new double[] {0.01, 0.02});
        assertArrayEquals(new double[2], gate.present());
        gate.look(new double[] {Math.PI / 2, 0});
        assertEquals("the tool has left its workspace", gate.stopped());
        assertArrayEquals(new double[2], gate.positions(new double[] {0.01, 0}, 1));
    }

    @Test
    void limitsMustFitTheRobot() {
        SafetyLimits limits = limits(null);
        assertEquals(
                List.of("elbow", "shoulder"),
                limits.inOrder(List.of("elbow", "shoulder")).joints().stream()
                        .map(JointLimits::name)
                        .toList());
        assertThrows(IllegalArgumentException.class, () -> limits.inOrder(List.of("elbow")));
        assertThrows(IllegalArgumentException.class, () -> limits.inOrder(List.of("elbow", "shoulder", "wrist")));
        assertThrows(IllegalArgumentException.class, () -> new SafetyGate(limits(BOX), PERIOD, null));
        assertThrows(IllegalArgumentException.class, () -> new JointLimits("one", 1.0, 1.0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new JointLimits("one", 1.0, null, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new JointLimits("one", null, null, Double.NaN, 1));
    }

    private static SafetyLimits limits(@Nullable Workspace box) {
        return new SafetyLimits(List.of(SHOULDER, ELBOW), box, 0.2, false, null);
    }

    /** Two links of 0.8 and 0.6 m. */
    private static double[] tip(double[] joints) {
        double sum = joints[0] + joints[1];
        return new double[] {
            0.8 * Math.cos(joints[0]) + 0.6 * Math.cos(sum), 0.8 * Math.sin(joints[0]) + 0.6 * Math.sin(sum), 0
        };
    }
}
