package dev.reprise.bench;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From a command to the joint state that it causes and back, as a step in lockstep does it: round trips over ROS.
 *
 * <ul>
 *   <li>without arguments: a robot of ours in the same process, with a master of ours
 *   <li>{@code robot URI}: serves a robot of ours on a master's graph, until it is killed
 *   <li>{@code measure URI}: with whichever robot answers {@code /command} with {@code /joint_states} there
 * </ul>
 */
public final class RosRoundTrips {
    private static final int WARM_UP = 3000;
    private static final int STEPS = 5000;
    private static final List<String> JOINTS = List.of("a", "b", "c", "d", "e", "f", "g");

    private RosRoundTrips() {}

    /** Entry point. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            try (LocalMaster master = new LocalMaster(0);
                    RosNode robot = robot(master.uri())) {
                measure(master.uri());
            }
        } else if (arguments.length == 2 && arguments[0].equals("robot")) {
            try (RosNode robot = robot(URI.create(arguments[1]))) {
                System.out.println(robot.name() + " is ready");
                Thread.currentThread().join();
            }
        } else if (arguments.length == 2 && arguments[0].equals("measure")) {
            measure(URI.create(arguments[1]));
        } else {
            System.err.println("usage: RosRoundTrips [robot URI | measure URI]");
            System.exit(2);
        }
    }

    private static RosNode robot(URI master) throws Exception {
        RosNode robot = new TcprosTransport().open(NodeConfiguration.local("robot", master));
        Publisher<JointState> states = robot.newPublisher("joint_states", JointState.TYPE, PublisherOptions.queue(10));
        robot.newSubscriber("command", Float64MultiArray.TYPE, (command, nanos) -> {
            Header header = new Header(robot.now(), "base");
            states.publish(new JointState(header, JOINTS, new double[JOINTS.size()], command.data(), new double[0]));
        });
        return robot;
    }

    private static void measure(URI master) throws Exception {
        try (RosNode agent = new TcprosTransport().open(NodeConfiguration.local("agent", master))) {
            BlockingQueue<RosTime> states = new LinkedBlockingQueue<>();
            Subscriber subscriber = agent.newSubscriber(
                    "joint_states",
                    JointState.TYPE,
                    (state, nanos) -> states.add(state.header().stamp()));
            Publisher<Float64MultiArray> commands =
                    agent.newPublisher("command", Float64MultiArray.TYPE, PublisherOptions.NEWEST);
            while (subscriber.numberOfPublishers() == 0 || commands.numberOfSubscribers() == 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            double[] millis = new double[STEPS];
            int lost = 0;
            long begin = 0;
            for (int i = -WARM_UP; i < STEPS; i++) {
                if (i == 0) {
                    begin = System.nanoTime();
                }
                long sent = System.nanoTime();
                commands.publish(new Float64MultiArray(i, -i));
                boolean answered = states.poll(1, TimeUnit.SECONDS) != null;
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - sent) * 1e-6;
                    lost += answered ? 0 : 1;
                }
            }
            double seconds = (System.nanoTime() - begin) * 1e-9;
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "round trip: median %.3f ms, p99 %.3f ms, most %.3f ms; %.0f steps/s; lost %d of %d%n",
                    millis[STEPS / 2],
                    millis[STEPS * 99 / 100],
                    millis[STEPS - 1],
                    STEPS / seconds,
                    lost,
                    STEPS);
        }
    }
}
