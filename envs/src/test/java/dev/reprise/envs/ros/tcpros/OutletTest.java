package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What waits for a subscriber is bounded. */
class OutletTest {
    @Test
    void aSlowListenerLosesTheOldestAndStallsNobody() throws Exception {
        try (LocalMaster master = new LocalMaster(0);
                RosNode fast = new TcprosTransport().open(NodeConfiguration.local("fast", master.uri()));
                RosNode slow = new TcprosTransport().open(NodeConfiguration.local("slow", master.uri()))) {
            flood(fast, slow);
        }
    }

    private static void flood(RosNode fast, RosNode slow) throws Exception {
        Publisher<Text> publisher = fast.newPublisher("flood", Text.TYPE, PublisherOptions.NEWEST);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger last = new AtomicInteger(-1);
        slow.newSubscriber("flood", Text.TYPE, (text, nanos) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            last.set(Integer.parseInt(text.data().strip()));
        });
        Eventually.within(5, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
        // More than sockets hold: 200 MB.
        int count = 200;
        for (int i = 0; i < count; i++) {
            publisher.publish(new Text(i + " ".repeat(1 << 20)));
        }
        assertTrue(publisher.dropped() > 0, "nothing was dropped");
        gate.countDown();
        Eventually.within(30, "the newest arrives", () -> last.get() == count - 1);
    }
}
