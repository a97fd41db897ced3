package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.begin;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.ros.RosProcess;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.msg.StdMsgs.Float64;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TimeStep;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Episodes with a robot that is not of our making, on Debian's master. */
@Tag("long")
class RosRobotOnRospyTest {

    @Test
    void inLockstepARospyRobotRunsWholeEpisodes() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess robot = robot(graph, Pacing.LOCKSTEP);
                Environment environment = environment(graph.uri(), Pacing.LOCKSTEP)) {
            assertTrue(robot.isAlive());
            for (int episode = 0; episode < 3; episode++) {
                TimeStep step = environment.reset(TASK, episode);
                int steps = 0;
                while (!(step instanceof TimeStep.Last)) {
                    step = move(environment);
                    steps++;
                }
                assertEquals(EndCause.TRUNCATED, ((TimeStep.Last) step).cause());
                assertEquals(50, steps);
                // 0.3 rad and fifty turns of 0.1 rad, told by name in the robot's own order.
                assertEquals(
                        Math.IEEEremainder(0.3 + 5, 2 * Math.PI),
                        step.measurement().get(0),
                        1e-5);
            }
        }
    }

    @Test
    void aFrozenAKilledAndARestartedRobotEndEpisodesAndAreTakenUpAgain() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess first = robot(graph, Pacing.REALTIME);
                Environment environment = environment(graph.uri(), Pacing.REALTIME)) {
            begin(environment);
            first.freeze();
            long frozen = System.nanoTime();
            String reason = abort(environment).reason();
            assertTrue(reason.contains("ms old"), reason);
            assertTrue(System.nanoTime() - frozen < 2e9);
            first.thaw();
            begin(environment);
            first.kill();
            abort(environment).reason();
            CompletableFuture<TimeStep> next = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 1));
            assertThrows(TimeoutException.class, () -> next.get(1, TimeUnit.SECONDS), "there is no robot");
            try (RosProcess second = robot(graph, Pacing.REALTIME)) {
                assertInstanceOf(TimeStep.First.class, next.get(20, TimeUnit.SECONDS));
                assertInstanceOf(TimeStep.Mid.class, move(environment));
                assertTrue(second.isAlive());
            }
        }
    }

    @Test
    void aMasterThatDiesAndComesBackIsNotNoticedByARunningEpisode() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess robot = robot(graph, Pacing.REALTIME);
                Environment environment = environment(graph.uri(), Pacing.REALTIME)) {
            begin(environment);
            graph.master().kill();
            for (int i = 0; i < 20; i++) {
                assertInstanceOf(TimeStep.Mid.class, move(environment));
            }
            assertTrue(robot.isAlive());
        }
    }

    /** rospy does not register again: the robot is known to the new master once it has been started anew. */
    @Test
    void withANewMasterARestartedRobotIsTakenUp() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess first = robot(graph, Pacing.REALTIME);
                Environment environment = environment(graph.uri(), Pacing.REALTIME)) {
            begin(environment);
            graph.master().kill();
            graph.restartMaster();
            first.kill();
            try (RosProcess second = robot(graph, Pacing.REALTIME)) {
                begin(environment);
                assertTrue(second.isAlive());
            }
        }
    }

    @Test
    void inLockstepAFrozenRobotEndsTheEpisodeAndIsTakenUpAgain() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess robot = robot(graph, Pacing.LOCKSTEP);
                Environment environment = environment(graph.uri(), Pacing.LOCKSTEP)) {
            begin(environment);
            robot.freeze();
            String reason = abort(environment).reason();
            assertTrue(reason.contains("did not answer a command within 2.0 s"), reason);
            robot.thaw();
            begin(environment);
        }
    }

    @Test
    void aClockThatJumpsBackEndsTheEpisode() throws Exception {
        for (Pacing pacing : Pacing.values()) {
            try (RosGraph graph = new RosGraph();
                    RosProcess robot = robot(graph, pacing);
                    RosNode operator = new TcprosTransport().open(NodeConfiguration.local("operator", graph.uri()));
                    Environment environment = environment(graph.uri(), pacing)) {
                Publisher<Float64> clock = operator.newPublisher("set_back", Float64.TYPE, PublisherOptions.NEWEST);
                Eventually.within(5, "the robot listens", () -> clock.numberOfSubscribers() == 1);
                begin(environment);
                clock.publish(new Float64(10));
                robot.awaitOutput("set back");
                String reason = abort(environment).reason();
                assertTrue(reason.contains("jumped back"), reason);
                begin(environment);
                assertTrue(robot.isAlive());
            }
        }
    }

    @Test
    void aRobotThatListensLateIsWaitedFor() throws Exception {
        for (Pacing pacing : Pacing.values()) {
            try (RosGraph graph = new RosGraph();
                    RosProcess robot = graph.python("planar_robot.py", word(pacing), "late")
                            .awaitOutput("ready");
                    Environment environment = environment(graph.uri(), pacing)) {
                begin(environment);
                assertTrue(robot.isAlive());
            }
        }
    }

    @Test
    void aRobotThatListensToAnotherTypeIsRefusedAtOnce() throws Exception {
        try (RosGraph graph = new RosGraph();
                RosProcess robot = graph.python("planar_robot.py", "realtime", "other-type")
                        .awaitOutput("ready")) {
            // Shorter than the wait for a robot that is not there.
            UncheckedIOException refused = Assertions.assertTimeout(
                    Duration.ofSeconds(8),
                    () -> assertThrows(UncheckedIOException.class, () -> environment(graph.uri(), Pacing.REALTIME)));
            String said = String.valueOf(refused.getMessage());
            assertTrue(said.contains("std_msgs/Float64MultiArray") && said.contains("geometry_msgs/Twist"), said);
            assertTrue(robot.isAlive());
        }
    }

    private static RosProcess robot(RosGraph graph, Pacing pacing) throws Exception {
        return graph.python("planar_robot.py", word(pacing)).awaitOutput("ready");
    }

    private static String word(Pacing pacing) {
        return pacing.name().toLowerCase(Locale.ROOT);
    }

    private static Environment environment(URI master, Pacing pacing) {
        RobotSuite suite = new PlanarSuite.Easy();
        RobotConfig config =
                RobotOnGraph.config(suite, master, pacing, Commands.GROUP, RobotConfig.ResetKind.EMPTY, false);
        return new RosRobotSuite(suite, config, new TcprosTransport()).newEnvironment();
    }
}
