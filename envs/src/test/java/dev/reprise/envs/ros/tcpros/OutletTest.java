package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.command.CommandPublisher;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a subscriber is bounded. */
class OutletTest {
    /** A MiB each: together more than sockets hold. */
    private static final int MESSAGES = 200;

    private static final int NUMBERS = 1 << 17;

    private final CountDownLatch gate = new CountDownLatch(1);
    /** The first number of each message. */
    private final List<Integer> heard = new CopyOnWriteArrayList<>();

    private LocalMaster master;
    private RosNode fast;
    private RosNode slow;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        fast = new TcprosTransport().open(NodeConfiguration.local("fast", master.uri()));
        slow = new TcprosTransport().open(NodeConfiguration.local("slow", master.uri()));
    }

    @AfterEach
    void end() {
        gate.countDown();
        slow.close();
        fast.close();
        master.close();
    }

    @Test
    void aSlowListenerLosesTheOldestAndStallsNobody() throws Exception {
        Publisher<Float64MultiArray> publisher =
                fast.newPublisher("flood", Float64MultiArray.TYPE, PublisherOptions.queue(3));
        listen(publisher.topic());
        Eventually.within(5, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
        flood(numbers -> publisher.publish(new Float64MultiArray(numbers)));
        assertNewest(3);
        assertEquals(MESSAGES - heard.size(), publisher.dropped());
    }

    @Test
    void ofCommandsOnlyTheNewestWaits() throws Exception {
        List<String> joints = List.of("elbow");
        CommandForm<?> form =
                Commands.GROUP.form(new RobotShape(CommandKind.VELOCITY, joints, joints, List.of()), 0.05);
        CommandPublisher<?> publisher = new CommandPublisher<>(fast, form);
        listen(form.topic());
        Eventually.within(5, "a subscriber", publisher::connected);
        flood(numbers -> publisher.move(numbers, numbers));
        assertNewest(1);
    }

    /** Takes nothing before the gate is open. */
    private void listen(String topic) throws Exception {
        slow.newSubscriber(topic, Float64MultiArray.TYPE, (message, nanos) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.add((int) message.data()[0]);
        });
    }

    private void flood(Consumer<double[]> publisher) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            double[] numbers = new double[NUMBERS];
            numbers[0] = i;
            publisher.accept(numbers);
        }
        gate.countDown();
        Eventually.within(30, "the newest arrives", () -> heard.contains(MESSAGES - 1));
    }

    /** Those that waited are the newest; what came before them the sockets had taken at the beginning. */
    private void assertNewest(int waiting) {
        int taken = heard.size() - waiting;
        for (int i = 0; i < waiting; i++) {
            assertEquals(MESSAGES - waiting + i, heard.get(taken + i), heard::toString);
        }
        assertTrue(heard.get(taken - 1) < MESSAGES / 2, heard::toString);
    }
}
