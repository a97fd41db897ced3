package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.spec.Pacing;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulated robot under ROS's own tools. */
@Tag("long")
class SimulatedRobotOnRosmasterTest {
    @Test
    void itIsResetToWhatRosparamSaysOfTaskAndSeed() throws Exception {
        try (RosGraph graph = new RosGraph();
                RobotOnGraph robot = new RobotOnGraph(graph.uri(), new PlanarSuite.Easy(), Pacing.REALTIME)) {
            tool(graph, "rosparam", "set", "/episode/task", "reach-south-west");
            double[] number = reset(graph, robot, "7");
            double[] other = reset(graph, robot, "8");
            double[] digits = reset(graph, robot, "'7'");
            assertArrayEquals(number, digits);
            assertFalse(Arrays.equals(number, other));
            tool(graph, "rosparam", "set", "/episode/task", "no-such-task");
            String refused = tool(graph, "rosservice", "call", "/reset");
            assertTrue(refused.contains("success: False") && refused.contains("no-such-task"), refused);
        }
    }

    private static double[] reset(RosGraph graph, RobotOnGraph robot, String seed) throws Exception {
        tool(graph, "rosparam", "set", "/episode/seed", seed);
        String answer = tool(graph, "rosservice", "call", "/reset");
        assertTrue(answer.contains("success: True"), answer);
        return robot.simulated().state().joints();
    }

    private static String tool(RosGraph graph, String... command) throws Exception {
        return graph.command(command).awaitEnd();
    }
}
