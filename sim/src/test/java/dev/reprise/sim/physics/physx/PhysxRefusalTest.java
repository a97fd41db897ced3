package dev.reprise.sim.physics.physx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.sim.model.MjcfReader;
import dev.reprise.sim.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysxRefusalTest {
    private static final String WEIGHT = "<geom type='sphere' size='0.1' mass='1'/>";

    @TempDir
    Path folder;

    private void assertRefused(String elements, String... named) throws IOException {
        Path file = folder.resolve("scene.xml");
        Files.writeString(file, "<mujoco model='m'><compiler angle='radian'/>" + elements + "</mujoco>");
        ModelSpec model = MjcfReader.read(file);
        UnsupportedOperationException refusal =
                assertThrows(UnsupportedOperationException.class, () -> new PhysxEngine().newWorld(model));
        for (String name : named) {
            assertTrue(String.valueOf(refusal.getMessage()).contains(name), refusal.getMessage());
        }
    }

    @Test
    void ballJointsAreRefused() throws IOException {
        assertRefused("<worldbody><body name='b'><joint type='ball'/>" + WEIGHT + "</body></worldbody>", "'b'", "ball");
    }

    @Test
    void limitsBeyondATurnAreRefused() throws IOException {
        assertRefused(
                "<worldbody><body name='b'><joint type='hinge' limited='true' range='-7 7'/>" + WEIGHT
                        + "</body></worldbody>",
                "'b'",
                "turn");
    }

    @Test
    void jointsOnMocapBodiesAreRefused() throws IOException {
        assertRefused(
                "<worldbody><body name='m' mocap='true'><body name='b'><joint type='hinge'/>" + WEIGHT
                        + "</body></body></worldbody>",
                "'b'",
                "commands");
    }

    private static String hinges(String after) {
        return "<worldbody><body name='a'><joint name='a'/>" + WEIGHT + "<body name='b' pos='1 0 0'><joint name='b'/>"
                + WEIGHT + "<body name='c' pos='1 0 0'><joint name='c'/>" + WEIGHT + "</body></body></body></worldbody>"
                + after;
    }

    @Test
    void couplingsThatAreNotLinearAreRefused() throws IOException {
        assertRefused(
                hinges("<equality><joint name='q' joint1='a' joint2='b' polycoef='0 1 1 0 0'/></equality>"),
                "'q'",
                "linear");
    }

    @Test
    void couplingsOfDistantJointsAreRefused() throws IOException {
        assertRefused(
                hinges("<equality><joint name='q' joint1='a' joint2='c' polycoef='0 1 0 0 0'/></equality>"),
                "'q'",
                "neighbours");
    }

    @Test
    void servosWithDifferentLimitsForTheTwoDirectionsAreRefused() throws IOException {
        assertRefused(
                hinges(
                        "<actuator><position name='s' joint='a' kp='5' forcelimited='true' forcerange='-1 2'/></actuator>"),
                "'s'",
                "direction");
    }

    @Test
    void severalLimitedServosOfAJointAreRefused() throws IOException {
        assertRefused(
                hinges("<actuator><position name='s' joint='a' kp='5' forcelimited='true' forcerange='-1 1'/>"
                        + "<velocity name='t' joint='a' kv='5'/></actuator>"),
                "'t'",
                "several servos");
    }

    @Test
    void servosThatPushAwayAreRefused() throws IOException {
        assertRefused(
                hinges("<actuator><general name='s' joint='a' gaintype='fixed' gainprm='1' biastype='affine'"
                        + " biasprm='0 3 0'/></actuator>"),
                "'s'",
                "away");
    }
}
