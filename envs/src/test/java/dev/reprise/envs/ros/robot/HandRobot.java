package dev.reprise.envs.ros.robot;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.ServiceHandler;
import dev.reprise.envs.ros.transport.Subscriber;
import dev.reprise.envs.spec.Pacing;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A robot for planar/easy in real time that stands where it is and does the rest as a test tells it: it tells its readings
 * all the time, and listens to commands only when it is asked to.
 */
final class HandRobot implements AutoCloseable {
    private final BlockingQueue<double[]> heard = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> telling;
    private final LocalMaster master = new LocalMaster(0);
    private final RosNode node;
    private volatile Publisher<JointState> states;

    /** @param reset how its service answers */
    HandRobot(ServiceHandler<TriggerRequest, TriggerResponse> reset) throws IOException {
        node = new TcprosTransport().open(NodeConfiguration.local("robot", master.uri()));
        states = newStates();
        telling = clock.scheduleAtFixedRate(() -> states.publish(state()), 0, 10, TimeUnit.MILLISECONDS);
        node.newServiceServer("reset", StdSrvs.TRIGGER, reset);
    }

    private Publisher<JointState> newStates() throws RosException {
        return node.newPublisher("joint_states", JointState.TYPE, PublisherOptions.NEWEST);
    }

    /** What tells the readings ends, and another begins at once; whoever listens to commands is not touched. */
    void publishAnew() throws RosException {
        states.close();
        states = newStates();
    }

    private static JointState state() {
        return new JointState(
                new Header(RosTime.ofNanos(System.nanoTime()), ""),
                List.of("joint_1", "joint_2"),
                new double[2],
                new double[2],
                new double[0]);
    }

    /** Takes commands, into {@link #heard}, from now on. */
    Subscriber listen() throws RosException {
        return node.newSubscriber(
                "joint_group_velocity_controller/command",
                Float64MultiArray.TYPE,
                (message, received) -> heard.add(message.data()));
    }

    BlockingQueue<double[]> heard() {
        return heard;
    }

    /** How it is connected to and waited for. */
    RobotConfig config() {
        return RobotOnGraph.config(
                new PlanarSuite.Easy(),
                master.uri(),
                Pacing.REALTIME,
                Commands.GROUP,
                RobotConfig.ResetKind.TRIGGER,
                false);
    }

    RosRobotSuite suite(RobotConfig config) {
        return new RosRobotSuite(new PlanarSuite.Easy(), config, new TcprosTransport());
    }

    @Override
    public void close() {
        telling.cancel(false);
        clock.shutdownNow();
        node.close();
        master.close();
    }
}
