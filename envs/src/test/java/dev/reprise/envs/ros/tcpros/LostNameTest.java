package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdMsgs.Float64;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node whose name is taken by another can still stop its robot. */
class LostNameTest {
    private static final double SOON = 5;

    @Test
    void itIsHeardUntilTheOtherPublishesTheSameTopic() throws Exception {
        try (LocalMaster master = new LocalMaster(0);
                RosNode first = open("twin", master);
                RosNode second = open("twin", master);
                RosNode robot = open("robot", master)) {
            Publisher<Float64> publisher = first.newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
            BlockingQueue<Double> heard = new LinkedBlockingQueue<>();
            robot.newSubscriber("x", Float64.TYPE, (x, nanos) -> heard.add(x.data()));
            Eventually.within(SOON, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
            BlockingQueue<String> orders = new LinkedBlockingQueue<>();
            first.onShutdown(orders::add);
            second.newPublisher("y", Float64.TYPE, PublisherOptions.NEWEST);
            assertNotNull(orders.poll((long) SOON, TimeUnit.SECONDS), "the order to go");
            publisher.publish(new Float64(7));
            assertEquals(7.0, heard.poll((long) SOON, TimeUnit.SECONDS));
            second.newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
            Eventually.within(SOON, "the robot has let go", () -> publisher.numberOfSubscribers() == 0);
        }
    }

    private static RosNode open(String name, LocalMaster master) throws Exception {
        return new TcprosTransport().open(NodeConfiguration.local(name, master.uri()));
    }
}
