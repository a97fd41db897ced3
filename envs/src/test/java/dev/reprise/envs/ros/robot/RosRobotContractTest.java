package dev.reprise.envs.ros.robot;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.command.CommandType;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** In lockstep, a robot on a graph keeps all that an environment promises, however it is commanded. */
class RosRobotContractTest {
    @Nested
    class ByGroupCommands extends OnGraph {
        ByGroupCommands() {
            super(Commands.GROUP);
        }
    }

    @Nested
    class ByTrajectories extends OnGraph {
        ByTrajectories() {
            super(new Commands(CommandType.JOINT_TRAJECTORY, null));
        }
    }

    @Nested
    class ByTwists extends OnGraph {
        ByTwists() {
            super(new Commands(CommandType.TWIST, List.of("angular.z", "linear.y")));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    private abstract static class OnGraph implements EnvironmentContract {
        private final Commands commands;
        private RobotOnGraph graph;
        private RosRobotSuite suite;

        OnGraph(Commands commands) {
            this.commands = commands;
        }

        @BeforeAll
        void start() throws IOException {
            graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.LOCKSTEP, commands);
            suite = graph.suite();
        }

        @AfterAll
        void end() {
            graph.close();
        }

        @Override
        public TaskSuite suite() {
            return suite;
        }
    }
}
