package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.safety.SafetyLimits;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a robot is told last, seen on the topic of its commands: its own watchdog would stop it too, only later. */
class RobotStopsTest {
    private static final TaskId TASK = new TaskId("reach-north-east");
    private static final float[] MOVE = {0.1f, -0.1f};
    private static final double[] ZEROS = {0, 0};
    private static final double SOON = 5;

    @Test
    void anEnvironmentThatIsClosedTellsTheRobotToStand() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                RosNode observer = graph.node("observer")) {
            List<double[]> commands = commands(observer);
            Environment environment = graph.suite().newEnvironment();
            move(environment, commands);
            environment.close();
            assertEndsWithZeros(commands);
        }
    }

    @Test
    void anExceptionOutOfAnEpisodeLeavesTheRobotToldToStand() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                RosNode observer = graph.node("observer")) {
            List<double[]> commands = commands(observer);
            ArithmeticException defect = new ArithmeticException("of the learner");
            assertEquals(defect, assertThrows(ArithmeticException.class, () -> {
                try (Environment environment = graph.suite().newEnvironment()) {
                    move(environment, commands);
                    throw defect;
                }
            }));
            assertEndsWithZeros(commands);
        }
    }

    @Test
    void aLearnerThatThinksTooLongHasTheRobotToldToStand() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                RosNode observer = graph.node("observer");
                Environment environment = graph.suite().newEnvironment()) {
            List<double[]> commands = commands(observer);
            move(environment, commands);
            assertEndsWithZero(commands);
        }
    }

    @Test
    void anEmergencyStopHasTheRobotToldToStand() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                RosNode observer = graph.node("observer");
                Environment environment =
                        graph.suite(watched(graph.config(false))).newEnvironment()) {
            List<double[]> commands = commands(observer);
            Publisher<Bool> button = observer.newPublisher("e_stop", Bool.TYPE, PublisherOptions.LATCHED);
            Eventually.within(SOON, "the button is heard", () -> button.numberOfSubscribers() == 1);
            move(environment, commands);
            button.publish(new Bool(true));
            assertEndsWithZero(commands);
        }
    }

    @Test
    void lettingGoOfTheEnableSwitchHasTheRobotToldToStand() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(new PlanarSuite.Easy(), Pacing.REALTIME);
                RosNode observer = graph.node("observer");
                Environment environment =
                        graph.suite(watched(graph.config(true))).newEnvironment()) {
            List<double[]> commands = commands(observer);
            Publisher<Bool> enable = observer.newPublisher("enable", Bool.TYPE, PublisherOptions.LATCHED);
            enable.publish(new Bool(true));
            move(environment, commands);
            enable.publish(new Bool(false));
            assertEndsWithZero(commands);
        }
    }

    /** With a watchdog so long that it stops nothing here. */
    private static RobotConfig watched(RobotConfig config) {
        SafetyLimits limits = config.safety();
        return RobotOnGraph.with(
                config,
                new SafetyLimits(
                        limits.joints(), limits.workspace(), 10, limits.requireEnable(), limits.enableSeconds()));
    }

    private static void assertEndsWithZero(List<double[]> commands) throws Exception {
        Eventually.within(SOON, "the last command is zero", () -> Arrays.equals(ZEROS, last(commands)));
    }

    private static List<double[]> commands(RosNode observer) throws Exception {
        List<double[]> commands = new CopyOnWriteArrayList<>();
        observer.newSubscriber(
                "joint_group_velocity_controller/command",
                Float64MultiArray.TYPE,
                (message, received) -> commands.add(message.data()));
        return commands;
    }

    /** Until a command that moves has been seen: from then on the observer misses nothing. */
    private static void move(Environment environment, List<double[]> commands) {
        environment.reset(TASK, 1);
        for (int i = 0; i < 40 && (i < 3 || commands.isEmpty() || last(commands)[0] == 0); i++) {
            assertInstanceOf(TimeStep.Mid.class, environment.step(MOVE));
        }
        assertEquals(2, last(commands)[0], 1e-6);
    }

    /** More than once, as a message may be lost. */
    private static void assertEndsWithZeros(List<double[]> commands) throws Exception {
        Eventually.within(SOON, "the last commands are zeros", () -> {
            List<double[]> all = List.copyOf(commands);
            return all.subList(all.size() - 3, all.size()).stream().allMatch(each -> Arrays.equals(ZEROS, each));
        });
    }

    private static double[] last(List<double[]> commands) {
        return commands.get(commands.size() - 1);
    }
}
