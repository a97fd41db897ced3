package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A robot of another type is no robot to wait for: it is said at once, with both types. */
class RobotRefusalTest {
    /** Shorter than all waits of {@link RobotOnGraph} for a robot that is not there. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    @Test
    void aRobotWhoseReadingsAreOfAnotherTypeIsRefusedAtOnce() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME)) {
            graph.simulated().close();
            try (RosNode other = graph.node("other")) {
                other.newPublisher("joint_states", Text.TYPE, PublisherOptions.LATCHED);
                UncheckedIOException refused = Assertions.assertTimeout(
                        AT_ONCE,
                        () -> assertThrows(
                                UncheckedIOException.class, () -> graph.suite().newEnvironment()));
                assertNamesBoth(refused.getMessage());
            }
        }
    }

    @Test
    void aRobotThatIsReplacedByAnotherOneEndsTheWaitingAtOnce() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                Environment environment = graph.suite().newEnvironment()) {
            environment.reset(new TaskId("reach-north-east"), 1);
            graph.simulated().close();
            try (RosNode other = graph.node("other")) {
                other.newPublisher("joint_states", Text.TYPE, PublisherOptions.LATCHED);
                EnvironmentLostException lost = assertThrows(
                        EnvironmentLostException.class, () -> environment.reset(new TaskId("reach-north-east"), 2));
                assertNamesBoth(lost.getMessage());
            }
        }
    }

    private static void assertNamesBoth(@org.jspecify.annotations.Nullable String message) {
        String said = String.valueOf(message);
        assertTrue(said.contains("std_msgs/String") && said.contains("sensor_msgs/JointState"), said);
    }
}
