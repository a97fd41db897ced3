package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.begin;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong with robots, and how episodes end by it, on a master of one make or another. Bounds of time have slack:
 * they are behaviour, not speed.
 */
abstract class RosRobotFaultsContract {
    private static final double SLACK = 1.5;
    private static final double SOON = 5;

    /** Where the present test's master is. */
    abstract URI master();

    @Test
    void aFrozenRobotEndsTheEpisodeWhenItsReadingsAreTooOldAndIsTakenUpAgainByAReset() throws Exception {
        try (RobotOnGraph graph = realtime();
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment()) {
            Publisher<Text> fault = faults(operator);
            begin(environment);
            fault.publish(new Text("freeze"));
            long since = System.nanoTime();
            TimeStep.Last last = abort(environment);
            assertTrue(seconds(since) < RobotOnGraph.MAX_AGE + 0.05 + SLACK, "took " + seconds(since));
            assertTrue(last.reason().contains("ms old"), last.reason());
            assertThrows(IllegalStateException.class, () -> move(environment));
            CompletableFuture<Void> thaw = CompletableFuture.runAsync(
                    () -> fault.publish(new Text("none")), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            begin(environment);
            thaw.join();
        }
    }

    @Test
    void aRobotThatGoesEndsTheEpisodeAndItsSuccessorIsTakenUp() throws Exception {
        try (RobotOnGraph graph = realtime();
                Environment environment = graph.suite().newEnvironment()) {
            begin(environment);
            graph.simulated().close();
            long since = System.nanoTime();
            abort(environment);
            assertTrue(seconds(since) < RobotOnGraph.MAX_AGE + 0.05 + SLACK, "took " + seconds(since));
            graph.restart();
            begin(environment);
        }
    }

    @Test
    void aRobotThatIsStartedAnewBetweenTwoStepsIsNotDrivenOnInTheMidstOfAnEpisode() throws Exception {
        for (Pacing pacing : Pacing.values()) {
            try (RobotOnGraph graph = graph(pacing);
                    Environment environment = graph.suite().newEnvironment()) {
                begin(environment);
                graph.restart();
                abort(environment);
                begin(environment);
            }
        }
    }

    @Test
    void inLockstepAStateThatIsNotToldEndsTheEpisode() throws Exception {
        try (RobotOnGraph graph = graph(Pacing.LOCKSTEP);
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment()) {
            Publisher<Text> fault = faults(operator);
            begin(environment);
            fault.publish(new Text("drop"));
            Eventually.within(SOON, "it drops", () -> graph.simulated().fault() == RobotFaults.DROP);
            String reason = abort(environment).reason();
            assertTrue(reason.contains("did not answer a command within 2.0 s"), reason);
            fault.publish(new Text("none"));
            Eventually.within(SOON, "it drops no more", () -> graph.simulated().fault() == RobotFaults.NONE);
            begin(environment);
        }
    }

    @Test
    void inLockstepALostRobotEndsTheEpisodeAndItsSuccessorIsTakenUp() throws Exception {
        try (RobotOnGraph graph = graph(Pacing.LOCKSTEP);
                Environment environment = graph.suite().newEnvironment()) {
            begin(environment);
            graph.simulated().close();
            abort(environment);
            graph.restart();
            begin(environment);
        }
    }

    @Test
    void inLockstepAFrozenRobotEndsTheEpisodeAndIsTakenUpAgainByAReset() throws Exception {
        try (RobotOnGraph graph = graph(Pacing.LOCKSTEP);
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment()) {
            Publisher<Text> fault = faults(operator);
            begin(environment);
            fault.publish(new Text("freeze"));
            Eventually.within(SOON, "it is frozen", () -> graph.simulated().fault() == RobotFaults.FREEZE);
            long since = System.nanoTime();
            TimeStep.Last last = abort(environment);
            assertTrue(last.reason().contains("did not answer a command within 2.0 s"), last.reason());
            assertTrue(seconds(since) < 2 + SLACK, "took " + seconds(since));
            fault.publish(new Text("none"));
            Eventually.within(SOON, "it has thawed", () -> graph.simulated().fault() == RobotFaults.NONE);
            begin(environment);
        }
    }

    @Test
    void aClockThatJumpsBackEndsTheEpisode() throws Exception {
        for (Pacing pacing : Pacing.values()) {
            try (RobotOnGraph graph = graph(pacing);
                    RosNode operator = graph.node("operator");
                    Environment environment = graph.suite().newEnvironment()) {
                Publisher<Text> fault = faults(operator);
                begin(environment);
                fault.publish(new Text("clock-back"));
                // In lockstep a whole episode may be over before a message has come.
                Eventually.within(SOON, "it has heard", () -> graph.simulated().fault() == RobotFaults.CLOCK_BACK);
                TimeStep.Last last = abort(environment);
                assertTrue(last.reason().contains("jumped back"), last.reason());
                begin(environment);
            }
        }
    }

    @Test
    void readingsThatAreNoNumbersOrLackAJointEndTheEpisode() throws Exception {
        try (RobotOnGraph graph = realtime();
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment()) {
            Publisher<Text> fault = faults(operator);
            begin(environment);
            fault.publish(new Text("nan"));
            assertTrue(abort(environment).reason().contains("joint_1' is NaN"));
            fault.publish(new Text("none"));
            begin(environment);
            fault.publish(new Text("missing"));
            String reason = abort(environment).reason();
            assertEquals("joint_states has no joint 'joint_1', only [joint_2]", reason);
        }
    }

    @Test
    void jointsAreFoundByNameWhateverTheirOrder() throws Exception {
        try (RobotOnGraph graph = graph(Pacing.LOCKSTEP);
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment();
                Environment alone = new PlanarSuite.Easy().newEnvironment()) {
            faults(operator).publish(new Text("shuffle"));
            Eventually.within(SOON, "a shuffle", () -> graph.simulated().fault() == RobotFaults.SHUFFLE);
            assertArrayEquals(
                    alone.reset(TASK, 3).observation(),
                    environment.reset(TASK, 3).observation());
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(move(alone).observation(), move(environment).observation());
            }
        }
    }

    @Test
    void anEmergencyStopStopsTheRobotAtOnceAndHasToBeCleared() throws Exception {
        try (RobotOnGraph graph = realtime();
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite().newEnvironment()) {
            Publisher<Bool> button = operator.newPublisher("e_stop", Bool.TYPE, PublisherOptions.LATCHED);
            Eventually.within(SOON, "the robot listens", () -> button.numberOfSubscribers() == 1);
            begin(environment);
            button.publish(new Bool(true));
            TimeStep.Last last = abort(environment);
            assertEquals("the emergency stop was pressed", last.reason());
            assertStill(graph);
            button.publish(new Bool(false));
            CompletableFuture<TimeStep> next = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 1));
            assertThrows(TimeoutException.class, () -> next.get(300, TimeUnit.MILLISECONDS), "released is not cleared");
            String clear = operator.graph().services().keySet().stream()
                    .filter(name -> name.endsWith("/clear_emergency_stop"))
                    .findFirst()
                    .orElseThrow();
            try (var client = operator.newServiceClient(clear, StdSrvs.TRIGGER)) {
                assertTrue(
                        client.call(new TriggerRequest(), Duration.ofSeconds(2)).success());
            }
            assertInstanceOf(TimeStep.First.class, next.get(10, TimeUnit.SECONDS));
            assertInstanceOf(TimeStep.Mid.class, move(environment));
        }
    }

    @Test
    void withoutTheEnableSwitchTheRobotStands() throws Exception {
        try (RobotOnGraph graph = realtime();
                RosNode operator = graph.node("operator");
                Environment environment = graph.suite(graph.config(true)).newEnvironment()) {
            Publisher<Bool> enable = operator.newPublisher("enable", Bool.TYPE, PublisherOptions.LATCHED);
            Eventually.within(SOON, "the robot listens", () -> enable.numberOfSubscribers() == 1);
            CompletableFuture<TimeStep.First> reset = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 1));
            assertThrows(TimeoutException.class, () -> reset.get(700, TimeUnit.MILLISECONDS), "not even reset");
            enable.publish(new Bool(true));
            reset.get(20, TimeUnit.SECONDS);
            assertInstanceOf(TimeStep.Mid.class, move(environment));
            enable.publish(new Bool(false));
            assertStill(graph);
            assertEquals("the enable switch was released", abort(environment).reason());
        }
    }

    @Test
    void aLearnerThatThinksTooLongLeavesTheRobotStandingAndLosesTheEpisode() throws Exception {
        try (RobotOnGraph graph = realtime();
                Environment environment = graph.suite().newEnvironment()) {
            begin(environment);
            assertStill(graph);
            String reason = abort(environment).reason();
            assertTrue(reason.contains("no command came in time"), reason);
        }
    }

    @Test
    void aRobotWithoutAResetServiceIsDrivenHome() throws Exception {
        try (RobotOnGraph graph = realtime()) {
            RobotConfig config = graph.config(false);
            RobotConfig homing = RobotOnGraph.with(
                    config,
                    new RobotConfig.Reset(RobotConfig.ResetKind.HOME, null, List.of(0.5, -1.0), 0.02, 10),
                    config.waits());
            try (Environment environment = graph.suite(homing).newEnvironment()) {
                TimeStep.First first = environment.reset(TASK, 1);
                assertEquals(0.5, first.measurement().get(0), 0.02);
                assertEquals(-1.0, first.measurement().get(1), 0.02);
                assertInstanceOf(TimeStep.Mid.class, move(environment));
            }
        }
    }

    @Test
    void aRobotOfAnotherRateIsRefused() throws Exception {
        try (RobotOnGraph graph = realtime();
                RosNode operator = graph.node("operator")) {
            operator.parameters().set("/control_period", 0.02);
            UncheckedIOException refused =
                    assertThrows(UncheckedIOException.class, () -> graph.suite().newEnvironment());
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("takes a command for 0.02 s"), message);
        }
    }

    @Test
    void whatIsClosedStands() throws Exception {
        try (RobotOnGraph graph = realtime()) {
            Environment environment = graph.suite().newEnvironment();
            begin(environment);
            environment.close();
            assertStill(graph);
        }
    }

    @Test
    void inRealTimeAnotherEpisodeOnTheRobotEndsTheFirst() throws Exception {
        try (RobotOnGraph graph = realtime()) {
            RosRobotSuite suite = graph.suite();
            try (Environment training = suite.newEnvironment();
                    Environment evaluation = suite.newEnvironment()) {
                begin(training);
                begin(evaluation);
                assertEquals(
                        "the robot was used for another episode in between",
                        abort(training).reason());
                begin(training);
            }
        }
    }

    @Test
    void aRobotThatIsNotThereIsSaidSoInASentence() throws Exception {
        try (RobotOnGraph graph = realtime()) {
            graph.simulated().close();
            RobotConfig config = graph.config(false);
            RobotConfig hasty = RobotOnGraph.with(config, config.reset(), new RobotConfig.Waits(0.5, 1, 1, 1, 1));
            UncheckedIOException none = assertThrows(
                    UncheckedIOException.class, () -> graph.suite(hasty).newEnvironment());
            String message = String.valueOf(none.getMessage());
            assertTrue(message.contains("nobody publishes /joint_states"), message);
            assertTrue(message.contains("nobody listens to /joint_group_velocity_controller/command"), message);
        }
    }

    private RobotOnGraph realtime() throws IOException {
        return graph(Pacing.REALTIME);
    }

    private RobotOnGraph graph(Pacing pacing) throws IOException {
        return new RobotOnGraph(master(), new PlanarSuite.Easy(), pacing);
    }

    private static Publisher<Text> faults(RosNode operator) throws Exception {
        Publisher<Text> fault = operator.newPublisher("fault", Text.TYPE, PublisherOptions.LATCHED);
        Eventually.within(SOON, "the robot listens", () -> fault.numberOfSubscribers() == 1);
        return fault;
    }

    /** Within the watchdog's time the robot is where it was 0.1 s before. */
    private static void assertStill(RobotOnGraph graph) throws Exception {
        Eventually.within(RobotOnGraph.WATCHDOG + SLACK, "the robot stands still", () -> {
            double[] before = graph.simulated().state().joints();
            TimeUnit.MILLISECONDS.sleep(100);
            return Arrays.equals(before, graph.simulated().state().joints());
        });
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }
}
