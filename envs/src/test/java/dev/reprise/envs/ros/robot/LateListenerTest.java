package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TimeStep;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A robot that tells its readings and can be reset all the time, and listens to commands only sometimes. */
class LateListenerTest {
    private final BlockingQueue<double[]> heard = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> telling;
    private LocalMaster master;
    private RosNode robot;
    private RosRobotSuite suite;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        robot = new TcprosTransport().open(NodeConfiguration.local("robot", master.uri()));
        Publisher<JointState> states = robot.newPublisher("joint_states", JointState.TYPE, PublisherOptions.NEWEST);
        telling = clock.scheduleAtFixedRate(() -> states.publish(state()), 0, 10, TimeUnit.MILLISECONDS);
        robot.newServiceServer("reset", StdSrvs.TRIGGER, request -> new TriggerResponse(true, ""));
        PlanarSuite.Easy easy = new PlanarSuite.Easy();
        RobotConfig config = RobotOnGraph.config(
                easy, master.uri(), Pacing.REALTIME, Commands.GROUP, RobotConfig.ResetKind.TRIGGER, false);
        suite = new RosRobotSuite(easy, config, new TcprosTransport());
    }

    @AfterEach
    void end() {
        telling.cancel(false);
        clock.shutdownNow();
        robot.close();
        master.close();
    }

    private static JointState state() {
        return new JointState(
                new Header(RosTime.ofNanos(System.nanoTime()), ""),
                List.of("joint_1", "joint_2"),
                new double[2],
                new double[2],
                new double[0]);
    }

    private Subscriber listen() throws RosException {
        return robot.newSubscriber(
                "joint_group_velocity_controller/command",
                Float64MultiArray.TYPE,
                (message, received) -> heard.add(message.data()));
    }

    /** Takes commands until one moves the robot: before it there may be some that let it stand. */
    private void awaitMove() throws Exception {
        Eventually.within(5, "a command that moves it", () -> {
            double[] command = heard.poll();
            return command != null && Arrays.stream(command).anyMatch(speed -> speed != 0);
        });
    }

    @Test
    void itIsWaitedForAtTheStartAndAfterItWasLost() throws Exception {
        CompletableFuture<Environment> coming = CompletableFuture.supplyAsync(suite::newEnvironment);
        assertThrows(TimeoutException.class, () -> coming.get(1, TimeUnit.SECONDS), "nobody listens");
        Subscriber first = listen();
        try (Environment environment = coming.get(10, TimeUnit.SECONDS)) {
            environment.reset(TASK, 1);
            assertInstanceOf(TimeStep.Mid.class, move(environment));
            awaitMove();

            first.close();
            String reason = abort(environment).reason();
            assertTrue(reason.contains("nobody listens to /joint_group_velocity_controller/command any more"), reason);
            heard.clear();
            CompletableFuture<TimeStep> next = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 2));
            assertThrows(TimeoutException.class, () -> next.get(1, TimeUnit.SECONDS), "nobody listens");
            listen();
            assertInstanceOf(TimeStep.First.class, next.get(10, TimeUnit.SECONDS));
            assertInstanceOf(TimeStep.Mid.class, move(environment));
            awaitMove();
        }
    }
}
