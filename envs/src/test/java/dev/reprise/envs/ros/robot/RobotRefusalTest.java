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
import org.jspecify.annotations.Nullable;
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

    @Test
    void aRobotThatStaysAwayEndsTheWaitingWhenPatienceDoes() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME)) {
            RobotConfig config = graph.config(false);
            RobotConfig impatient = RobotOnGraph.with(
                    config,
                    new RobotConfig.Reset(RobotConfig.ResetKind.TRIGGER, "reset", null, null, 0.5),
                    new RobotConfig.Waits(10, 2, 1, 1, 2));
            try (Environment environment = graph.suite(impatient).newEnvironment()) {
                environment.reset(new TaskId("reach-north-east"), 1);
                graph.simulated().close();
                EnvironmentLostException lost = Assertions.assertTimeout(
                        AT_ONCE,
                        () -> assertThrows(
                                EnvironmentLostException.class,
                                () -> environment.reset(new TaskId("reach-north-east"), 2)));
                String said = String.valueOf(lost.getMessage());
                assertTrue(said.contains("could be begun within 2.0 s"), said);
            }
        }
    }

    private static void assertNamesBoth(@Nullable String message) {
        String said = String.valueOf(message);
        assertTrue(said.contains("std_msgs/String") && said.contains("sensor_msgs/JointState"), said);
    }
}
