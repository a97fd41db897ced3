package dev.reprise.envs.ros;

import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after a new master (Debian's) listens a node of ours is registered with it again, as publisher and as
 * subscriber. Argument: how often the master is killed.
 */
final class RejoinBench {
    private RejoinBench() {}

    public static void main(String[] arguments) throws Exception {
        double[] seconds = new double[Integer.parseInt(arguments[0])];
        try (RosGraph graph = new RosGraph();
                RosNode node = new TcprosTransport().open(NodeConfiguration.local("agent", graph.uri()))) {
            node.newPublisher("command", Float64MultiArray.TYPE, PublisherOptions.NEWEST);
            node.newSubscriber("joint_states", JointState.TYPE, (message, received) -> {});
            for (int i = 0; i < seconds.length; i++) {
                graph.master().kill();
                // At any moment between two looks of the node at its master.
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000_000L));
                graph.restartMaster();
                seconds[i] = Eventually.within(
                        30,
                        "registered again",
                        () -> Set.of("/agent").equals(node.graph().publishers().get("/command"))
                                && Set.of("/agent")
                                        .equals(node.graph().subscribers().get("/joint_states")));
            }
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%d masters: registered again after %.2f s at least, %.2f s in the median, %.2f s at most%n",
                seconds.length,
                seconds[0],
                seconds[seconds.length / 2],
                seconds[seconds.length - 1]);
    }
}
