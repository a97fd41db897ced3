package dev.reprise.envs.ros.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Clock;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Bool;
import dev.reprise.envs.ros.msg.StdMsgs.Float64;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyRequest;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolRequest;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolResponse;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.msg.WireWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every transport promises, with a master of its own per test. */
public abstract class RosTransportContract {
    private static final double SOON = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final List<RosNode> nodes = new ArrayList<>();
    private URI master = URI.create("");
    private AutoCloseable end = () -> {};

    protected abstract RosTransport transport();

    /** Where a master is, and how it ends. */
    public record Master(URI uri, AutoCloseable end) {}

    /** Starts a master that nobody else uses: one of ours, unless a test has another. */
    protected Master startMaster() throws Exception {
        LocalMaster started = new LocalMaster(0);
        return new Master(started.uri(), started);
    }

    @BeforeEach
    void start() throws Exception {
        Master started = startMaster();
        master = started.uri();
        end = started.end();
    }

    @AfterEach
    void end() throws Exception {
        nodes.forEach(RosNode::close);
        end.close();
    }

    private RosNode open(String name) throws Exception {
        return open(NodeConfiguration.local(name, master));
    }

    private RosNode open(NodeConfiguration configuration) throws Exception {
        RosNode node = transport().open(configuration);
        nodes.add(node);
        return node;
    }

    private RosNode open(String name, String... arguments) throws Exception {
        Map<String, String> environment = Map.of("ROS_MASTER_URI", master.toString());
        return open(NodeConfiguration.of(name, environment, List.of(arguments)));
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    @Test
    void messagesArriveInOrderWithTheirReceiveTime() throws Exception {
        RosNode robot = open("robot");
        RosNode agent = open("agent");
        BlockingQueue<JointState> received = new LinkedBlockingQueue<>();
        BlockingQueue<Long> ages = new LinkedBlockingQueue<>();
        Subscriber subscriber = agent.newSubscriber("joint_states", JointState.TYPE, (message, nanos) -> {
            received.add(message);
            ages.add(System.nanoTime() - nanos);
        });
        Publisher<JointState> publisher =
                robot.newPublisher("joint_states", JointState.TYPE, PublisherOptions.queue(100));
        Eventually.within(SOON, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
        Eventually.within(SOON, "a publisher", () -> subscriber.numberOfPublishers() == 1);
        // No more at once than any transport's queue holds.
        for (int begin = 0; begin < 100; begin += 10) {
            for (int i = begin; i < begin + 10; i++) {
                publisher.publish(new JointState(
                        new Header(i, RosTime.ofNanos(i), "base"),
                        List.of("elbow", "Schulter-Ü"),
                        new double[] {i, -0.0},
                        new double[] {Double.NaN, Double.POSITIVE_INFINITY},
                        new double[0]));
            }
            for (int i = begin; i < begin + 10; i++) {
                JointState message = received.poll(5, TimeUnit.SECONDS);
                assertEquals(i, message.header().stamp().nanoseconds());
                assertEquals(List.of("elbow", "Schulter-Ü"), message.name());
                assertArrayEquals(new double[] {i, -0.0}, message.position());
                assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, message.velocity());
                assertEquals(0, message.effort().length);
            }
        }
        assertTrue(ages.stream().allMatch(age -> age >= 0 && age < 5_000_000_000L), ages::toString);
        assertEquals(0, subscriber.malformed());
        Eventually.within(SOON, "all are counted", () -> subscriber.received() == 100);
    }

    /** Bytes that are sent as a text, whatever they are. */
    private record Raw(byte[] bytes) {
        static final RosMessageType<Raw> TYPE =
                RosMessageType.of(Text.TYPE.name(), Text.TYPE.definition(), Raw::write, in -> new Raw(in.int8s()));

        private void write(WireWriter out) {
            for (byte value : bytes) {
                out.int8(value);
            }
        }
    }

    @Test
    void aMalformedMessageIsCountedAndTheNextIsHeard() throws Exception {
        Publisher<Raw> publisher = open("liar").newPublisher("talk", Raw.TYPE, PublisherOptions.queue(10));
        BlockingQueue<Text> received = new LinkedBlockingQueue<>();
        Subscriber subscriber = open("listener").newSubscriber("talk", Text.TYPE, (text, nanos) -> received.add(text));
        Eventually.within(SOON, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
        List<byte[]> broken = List.of(new byte[0], new byte[] {1, 0, 0, 0}, new byte[] {-1, -1, -1, -1}, new byte[5]);
        broken.forEach(bytes -> publisher.publish(new Raw(bytes)));
        publisher.publish(new Raw(new byte[] {2, 0, 0, 0, 'o', 'k'}));
        assertEquals(new Text("ok"), received.poll(5, TimeUnit.SECONDS));
        assertEquals(broken.size(), subscriber.malformed());
    }

    @Test
    void theOrderOfComingDoesNotMatter() throws Exception {
        Publisher<Text> publisher = open("early").newPublisher("news", Text.TYPE, PublisherOptions.NEWEST);
        publisher.publish(new Text("nobody has connected yet"));
        BlockingQueue<Text> received = new LinkedBlockingQueue<>();
        Subscriber subscriber = open("late").newSubscriber("news", Text.TYPE, (text, nanos) -> received.add(text));
        Eventually.within(SOON, "a subscriber", () -> publisher.numberOfSubscribers() == 1);
        publisher.publish(new Text("hello"));
        assertEquals(new Text("hello"), received.poll(5, TimeUnit.SECONDS));
        subscriber.close();
        Eventually.within(SOON, "no subscriber", () -> publisher.numberOfSubscribers() == 0);
        publisher.publish(new Text("into the blue"));
    }

    @Test
    void aLatchedTopicGivesItsLastMessageToWhoeverComesLater() throws Exception {
        Publisher<Bool> publisher = open("switch").newPublisher("e_stop", Bool.TYPE, PublisherOptions.LATCHED);
        publisher.publish(new Bool(false));
        publisher.publish(new Bool(true));
        for (String name : List.of("first", "second")) {
            BlockingQueue<Bool> received = new LinkedBlockingQueue<>();
            open(name).newSubscriber("e_stop", Bool.TYPE, (bool, nanos) -> received.add(bool));
            assertEquals(new Bool(true), received.poll(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void severalPublishersAndSubscribersShareATopic() throws Exception {
        Set<Double> seen = ConcurrentHashMap.newKeySet();
        RosNode listener = open("listener");
        Subscriber one = listener.newSubscriber("x", Float64.TYPE, (x, nanos) -> seen.add(x.data()));
        Subscriber two = listener.newSubscriber("x", Float64.TYPE, (x, nanos) -> seen.add(-x.data()));
        Publisher<Float64> a = open("a").newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
        Publisher<Float64> b = open("b").newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
        Eventually.within(
                SOON,
                "both heard by both",
                () -> one.numberOfPublishers() == 2
                        && two.numberOfPublishers() == 2
                        && a.numberOfSubscribers() > 0
                        && b.numberOfSubscribers() > 0);
        a.publish(new Float64(1));
        b.publish(new Float64(2));
        Eventually.within(SOON, "four messages", () -> seen.equals(Set.of(1.0, -1.0, 2.0, -2.0)));
        one.close();
        a.publish(new Float64(3));
        Eventually.within(SOON, "the other hears", () -> seen.contains(-3.0));
        assertFalse(seen.contains(3.0));
    }

    @Test
    void servicesAnswerFailAndTimeOut() throws Exception {
        RosNode robot = open("robot");
        RosNode agent = open("agent");
        ServiceClient<SetBoolRequest, SetBoolResponse> early = agent.newServiceClient("enable", StdSrvs.SET_BOOL);
        assertFalse(agent.graph().services().containsKey("/enable"));
        RosException absent = assertThrows(RosException.class, () -> early.call(new SetBoolRequest(true), TIMEOUT));
        assertTrue(text(absent).contains("/enable"), absent.getMessage());

        assertThrows(RosException.class, () -> early.check(TIMEOUT));

        AtomicInteger asked = new AtomicInteger();
        ServiceServer server = robot.newServiceServer("enable", StdSrvs.SET_BOOL, request -> {
            asked.incrementAndGet();
            if (!request.data()) {
                throw new RosException("it cannot be switched off");
            }
            return new SetBoolResponse(true, "on");
        });
        assertTrue(agent.graph().services().containsKey("/enable"));
        early.check(TIMEOUT);
        assertEquals(0, asked.get());
        for (int i = 0; i < 20; i++) {
            assertEquals(new SetBoolResponse(true, "on"), early.call(new SetBoolRequest(true), TIMEOUT));
        }
        RosException no = assertThrows(RosException.class, () -> early.call(new SetBoolRequest(false), TIMEOUT));
        assertTrue(text(no).contains("it cannot be switched off"), no.getMessage());
        ServiceClient<EmptyRequest, ?> other = agent.newServiceClient("enable", StdSrvs.EMPTY);
        assertThrows(RosException.class, () -> other.call(new EmptyRequest(), TIMEOUT));
        ServiceClient<EmptyRequest, ?> stranger = open("stranger").newServiceClient("enable", StdSrvs.EMPTY);
        assertThrows(RosException.class, () -> stranger.check(TIMEOUT));

        CountDownLatch never = new CountDownLatch(1);
        robot.newServiceServer("stuck", StdSrvs.TRIGGER, request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new RosException("late");
        });
        ServiceClient<TriggerRequest, ?> stuck = agent.newServiceClient("stuck", StdSrvs.TRIGGER);
        long start = System.nanoTime();
        assertThrows(RosException.class, () -> stuck.call(new TriggerRequest(), Duration.ofMillis(300)));
        double waited = (System.nanoTime() - start) * 1e-9;
        assertTrue(waited > 0.29 && waited < 3, "waited " + waited + " s");
        never.countDown();
        server.close();
        assertFalse(agent.graph().services().containsKey("/enable"));
    }

    @Test
    void parametersKeepTheirTypesAndTheirTree() throws Exception {
        ParameterTree tree = open("node").parameters();
        Map<String, Object> values = Map.of(
                "truth", true, "whole", -7, "real", 0.1, "text", "<ä & \"b\">", "list", List.of(1, 2.5, "three"));
        for (Map.Entry<String, Object> value : values.entrySet()) {
            tree.set("~all/" + value.getKey(), value.getValue());
            assertEquals(Optional.of(value.getValue()), tree.get("/node/all/" + value.getKey()));
        }
        assertEquals(Optional.of(values), tree.get("~all"));
        assertEquals(Optional.of(-7.0), tree.get("~all/whole", Double.class));
        assertThrows(RosException.class, () -> tree.get("~all/text", Integer.class));
        assertTrue(tree.has("~all/text"));
        tree.delete("~all/text");
        tree.delete("~all/text");
        assertFalse(tree.has("~all/text"));
        assertEquals(Optional.empty(), tree.get("~all/text"));
    }

    @Test
    void namesAreResolvedAndRemapped() throws Exception {
        RosNode node = open("policy", "__ns:=/arm", "joint_states:=/other/joints", "_rate:=50", "__name:=actor");
        assertEquals("/arm/actor", node.name());
        assertEquals("/other/joints", node.resolve("joint_states"));
        assertEquals("/other/joints", node.resolve("/arm/joint_states"));
        assertEquals("/arm/command", node.resolve("command"));
        assertEquals("/arm/actor/rate", node.resolve("~rate"));
        assertEquals("/clock", node.resolve("/clock"));
        assertEquals(Optional.of(50), node.parameters().get("/arm/actor/rate"));
        assertThrows(IllegalArgumentException.class, () -> node.resolve("no name"));
        Publisher<Float64> publisher = node.newPublisher("joint_states", Float64.TYPE, PublisherOptions.NEWEST);
        assertEquals("/other/joints", publisher.topic());
        assertTrue(node.graph().topics().containsKey("/other/joints"));
    }

    @Test
    void theGraphShowsWhoIsThereUntilTheyLeave() throws Exception {
        RosNode robot = open("robot");
        RosNode agent = open("agent");
        robot.newPublisher("state", JointState.TYPE, PublisherOptions.NEWEST);
        agent.newSubscriber("state", JointState.TYPE, (m, nanos) -> {});
        robot.newServiceServer("reset", StdSrvs.EMPTY, request -> new StdSrvs.EmptyResponse());
        GraphView graph = agent.graph();
        assertEquals("sensor_msgs/JointState", graph.topics().get("/state"));
        assertEquals(Set.of("/robot"), graph.publishers().get("/state"));
        assertEquals(Set.of("/agent"), graph.subscribers().get("/state"));
        assertEquals(Set.of("/robot"), graph.services().get("/reset"));
        assertTrue(graph.nodes().containsAll(Set.of("/robot", "/agent")));
        robot.close();
        robot.close();
        Eventually.within(SOON, "the robot left", () -> !graph.nodes().contains("/robot"));
        assertFalse(new TreeSet<>(graph.services().keySet()).contains("/reset"));
    }

    @Test
    void anotherTypeIsRefusedForGoodAndBothAreNamed() throws Exception {
        Publisher<Text> publisher = open("robot").newPublisher("command", Text.TYPE, PublisherOptions.NEWEST);
        Subscriber subscriber = open("agent").newSubscriber("command", Float64.TYPE, (m, nanos) -> {});
        Eventually.within(SOON, "a refusal", () -> subscriber.refusal() != null);
        String refusal = assertInstanceOf(String.class, subscriber.refusal());
        assertTrue(refusal.contains("std_msgs/String") && refusal.contains("std_msgs/Float64"), refusal);
        assertEquals(0, subscriber.numberOfPublishers());
        assertEquals(0, publisher.numberOfSubscribers());
    }

    @Test
    void simulatedTimeIsTheClocks() throws Exception {
        RosNode simulator = open("simulator");
        Publisher<Clock> clock = simulator.newPublisher("/clock", Clock.TYPE, PublisherOptions.NEWEST);
        long wall = System.currentTimeMillis();
        assertTrue(Math.abs(simulator.now().toNanos() / 1_000_000 - wall) < 10_000);
        simulator.parameters().set("/use_sim_time", true);
        RosNode agent = open("agent");
        assertEquals(RosTime.ZERO, agent.now());
        Eventually.within(SOON, "a subscriber", () -> clock.numberOfSubscribers() == 1);
        for (RosTime time : List.of(new RosTime(12, 500), new RosTime(3, 0))) {
            clock.publish(new Clock(time));
            Eventually.within(
                    SOON,
                    "the clock's time, backwards as well",
                    () -> agent.now().equals(time));
        }
    }

    @Test
    void whoTakesTheNameReplacesTheFirst() throws Exception {
        RosNode first = open("twin");
        first.newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        first.onShutdown(orders::add);
        RosNode second = open("twin");
        second.newPublisher("x", Float64.TYPE, PublisherOptions.NEWEST);
        String reason = assertInstanceOf(String.class, orders.poll(5, TimeUnit.SECONDS));
        assertTrue(reason.contains("twin") || reason.contains("new node"), reason);
        first.close();
        assertEquals(Set.of("/twin"), second.graph().publishers().get("/x"));
    }

    @Test
    void withoutAMasterTheNodeSaysSo() {
        NodeConfiguration nowhere = NodeConfiguration.local("lost", URI.create("http://127.0.0.1:9/"));
        RosException e = assertThrows(RosException.class, () -> transport().open(nowhere));
        assertTrue(text(e).contains("127.0.0.1:9"), e.getMessage());
    }
}
