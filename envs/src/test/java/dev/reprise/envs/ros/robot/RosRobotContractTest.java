package dev.reprise.envs.ros.robot;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In lockstep, a robot on a graph keeps all that an environment promises. */
class RosRobotContractTest implements EnvironmentContract {
    private static RobotOnGraph graph;

    @BeforeAll
    static void start() throws IOException {
        graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.LOCKSTEP);
    }

    @AfterAll
    static void end() {
        graph.close();
    }

    @Override
    public TaskSuite suite() {
        return graph.suite();
    }
}
