package dev.reprise.envs.planar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.sim.robot.PlanarArm;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanarRobotTest {
    @Test
    void theToolsPoseIsThatOfTheTip() {
        PlanarRobot robot = new PlanarRobot(new PlanarArm(0.8, 0.5), 0.05);
        robot.reset(new float[] {0.5f, 1.25f}, RandomStream.of(0));
        RobotState state = robot.read();
        assertArrayEquals(new double[] {0.5, 1.25}, state.joints(), 1e-6);
        assertEquals(List.of("tool_pose"), robot.poses());
        double[] expected = {
            0.8 * Math.cos(0.5) + 0.5 * Math.cos(1.75),
            0.8 * Math.sin(0.5) + 0.5 * Math.sin(1.75),
            0,
            Math.cos(1.75 / 2),
            0,
            0,
            Math.sin(1.75 / 2)
        };
        assertArrayEquals(expected, state.poses()[0], 1e-6);
    }
}
