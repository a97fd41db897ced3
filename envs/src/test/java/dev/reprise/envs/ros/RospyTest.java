package dev.reprise.envs.ros;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.EveryMessage;
import dev.reprise.envs.ros.msg.GoldenMessages;
import dev.reprise.envs.ros.msg.RosMessageType;
import dev.reprise.envs.ros.msg.RosServiceType;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.RosgraphMsgs.Log;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyRequest;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyResponse;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolRequest;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolResponse;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.ServiceClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our nodes beside ROS's own: rospy, roscpp and the tools. */
@Tag("long")
class RospyTest {
    private static final double SOON = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private RosGraph graph;
    private RosNode node;

    @BeforeEach
    void start() throws Exception {
        graph = new RosGraph();
        node = new TcprosTransport().open(NodeConfiguration.local("java", graph.uri()));
    }

    @AfterEach
    void end() throws Exception {
        if (graph != null) {
            node.close();
            graph.close();
        }
    }

    @Test
    void goldenBytesAreWhatRosWritesToday() throws Exception {
        String[] names = EveryMessage.types().keySet().toArray(String[]::new);
        String today = graph.python("messages.py", names).awaitEnd();
        String checkedIn = Files.readString(
                Path.of(EveryMessage.class.getResource("golden.txt").toURI()));
        assertEquals(checkedIn, today);
    }

    @Test
    void everyMessageArrivesEqualBothWays() throws Exception {
        Map<String, RosMessageType<?>> types = EveryMessage.types();
        Map<String, byte[]> received = new ConcurrentHashMap<>();
        for (RosMessageType<?> type : types.values()) {
            exchange(type, GoldenMessages.read().of(type).bytes(), received);
        }
        RosProcess relay = graph.python("relay.py", types.keySet().toArray(String[]::new));
        Eventually.within(60, "all came back", () -> {
            assertTrue(relay.isAlive() && !relay.output().contains("differs"), relay.output());
            return received.size() == types.size();
        });
        for (Map.Entry<String, GoldenMessages.Golden> golden :
                GoldenMessages.read().byType().entrySet()) {
            assertArrayEquals(golden.getValue().bytes(), received.get(golden.getKey()), golden.getKey());
        }
    }

    private <T> void exchange(RosMessageType<T> type, byte[] bytes, Map<String, byte[]> received) throws Exception {
        // rospy numbers the headers of what it publishes.
        boolean numbered = type.definition().startsWith("Header header")
                || type.definition().contains("\nHeader ");
        node.newSubscriber("/from_ros/" + type.name(), type, (message, nanos) -> {
            byte[] back = type.encode(message);
            if (numbered) {
                System.arraycopy(bytes, 0, back, 0, Integer.BYTES);
            }
            received.put(type.name(), back);
        });
        node.newPublisher("/to_ros/" + type.name(), type, PublisherOptions.LATCHED)
                .publish(type.decode(ByteBuffer.wrap(bytes)));
    }

    @Test
    void sumsOfServicesAreWhatRosSaysToday() throws Exception {
        for (RosServiceType<?, ?> type : List.of(StdSrvs.EMPTY, StdSrvs.TRIGGER, StdSrvs.SET_BOOL)) {
            assertEquals(type.md5(), tool("rossrv", "md5", type.name()).strip(), type.name());
        }
    }

    @Test
    void servicesWorkBothWays() throws Exception {
        graph.python("arm.py").awaitOutput("ready");
        ServiceClient<EmptyRequest, EmptyResponse> reset = node.newServiceClient("reset", StdSrvs.EMPTY);
        reset.check(TIMEOUT);
        assertEquals(new EmptyResponse(), reset.call(new EmptyRequest(), TIMEOUT));
        ServiceClient<SetBoolRequest, SetBoolResponse> set = node.newServiceClient("set", StdSrvs.SET_BOOL);
        assertEquals(new SetBoolResponse(true, "put"), set.call(new SetBoolRequest(true), TIMEOUT));
        RosException no = assertThrows(RosException.class, () -> set.call(new SetBoolRequest(false), TIMEOUT));
        assertTrue(String.valueOf(no.getMessage()).contains("only true is taken"), no.getMessage());
        RosException other = assertThrows(
                RosException.class,
                () -> node.newServiceClient("set", StdSrvs.EMPTY).call(new EmptyRequest(), TIMEOUT));
        assertTrue(String.valueOf(other.getMessage()).contains("md5sum"), other.getMessage());
        assertThrows(
                RosException.class,
                () -> node.newServiceClient("set", StdSrvs.EMPTY).check(TIMEOUT));

        ServiceClient<TriggerRequest, TriggerResponse> count = node.newServiceClient("count", StdSrvs.TRIGGER);
        for (int i = 1; i <= 3; i++) {
            assertEquals(new TriggerResponse(i <= 2, "asked " + i + " ä"), count.call(new TriggerRequest(), TIMEOUT));
        }

        node.newServiceServer("switch", StdSrvs.SET_BOOL, request -> {
            if (request.data()) {
                return new SetBoolResponse(true, "ä");
            }
            throw new RosException("not off");
        });
        assertEquals("std_srvs/SetBool", tool("rosservice", "type", "/switch").strip());
        String answer = tool("rosservice", "call", "/switch", "true");
        assertTrue(answer.contains("success: True"), answer);
        node.newServiceServer("ready", StdSrvs.TRIGGER, request -> new TriggerResponse(false, "not yet"));
        String notYet = tool("rosservice", "call", "/ready");
        assertTrue(notYet.contains("success: False") && notYet.contains("not yet"), notYet);
        node.newServiceServer("again", StdSrvs.EMPTY, request -> new EmptyResponse());
        assertEquals("", tool("rosservice", "call", "/again").strip());
    }

    @Test
    void aRospyCallerThatKeepsItsConnectionIsAnsweredEachTime() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        node.newServiceServer(
                "count", StdSrvs.TRIGGER, request -> new TriggerResponse(true, "asked " + asked.incrementAndGet()));
        assertEquals("asked 1\nasked 2\nasked 3\n", graph.python("keeper.py").awaitEnd());
    }

    private String tool(String... command) throws Exception {
        return graph.command(command).awaitEnd();
    }

    @Test
    void parametersAreRosOwn() throws Exception {
        node.parameters().set("/robot/gains", Map.of("p", 1.5, "names", List.of("a", "b")));
        assertEquals("1.5", tool("rosparam", "get", "/robot/gains/p").strip());
        tool("rosparam", "set", "/robot/limits", "{low: -1, high: 2.5, soft: true, name: x}");
        assertEquals(
                Optional.of(Map.of("low", -1, "high", 2.5, "soft", true, "name", "x")),
                node.parameters().get("/robot/limits"));
    }

    @Test
    void toolsUnderstandOurNodes() throws Exception {
        Publisher<JointState> states = node.newPublisher("states", JointState.TYPE, PublisherOptions.LATCHED);
        states.publish(new JointState(
                new Header(RosTime.ofNanos(1_500_000_000L), "base"),
                List.of("elbow"),
                new double[] {0.25},
                new double[0],
                new double[0]));
        BlockingQueue<Double> commands = new LinkedBlockingQueue<>();
        node.newSubscriber("command", Float64.TYPE, (command, nanos) -> commands.add(command.data()));
        assertEquals("/command\n/states\n", tool("rostopic", "list"));
        assertEquals(
                "sensor_msgs/JointState", tool("rostopic", "type", "/states").strip());
        String echo = tool("rostopic", "echo", "-n", "1", "/states");
        assertTrue(echo.contains("name: \n  - elbow\nposition: [0.25]"), echo);
        String info = tool("rosnode", "info", "/java");
        assertTrue(info.contains(" * /states [sensor_msgs/JointState]") && info.contains("Pid: "), info);
        String ping = tool("rosnode", "ping", "-c", "2", "/java");
        assertTrue(ping.contains("ping average"), ping);
        tool("rostopic", "pub", "-1", "/command", "std_msgs/Float64", "2.0");
        assertEquals(2.0, commands.poll((long) SOON, TimeUnit.SECONDS));
    }

    @Test
    void bagsRecordOurTopics() throws Exception {
        Publisher<JointState> states = node.newPublisher("states", JointState.TYPE, PublisherOptions.queue(100));
        RosProcess recorder = graph.command("rosbag", "record", "-O", "test.bag", "-l", "50", "/states");
        Eventually.within(SOON, "the recorder listens", () -> states.numberOfSubscribers() == 1);
        for (int i = 0; i < 50; i++) {
            states.publish(new JointState(
                    new Header(i, RosTime.ofNanos(i), "base"),
                    List.of("elbow"),
                    new double[] {i},
                    new double[0],
                    new double[0]));
        }
        recorder.awaitEnd();
        String info = tool("rosbag", "info", "test.bag");
        assertTrue(info.contains("50 msgs") && info.contains("sensor_msgs/JointState"), info);
        assertTrue(info.contains(JointState.TYPE.md5()), info);
    }

    @Test
    void roscppHearsUsAndWeHearIt() throws Exception {
        graph.command("/usr/lib/rosout/rosout");
        BlockingQueue<Log> aggregated = new LinkedBlockingQueue<>();
        node.newSubscriber("/rosout_agg", Log.TYPE, (log, nanos) -> aggregated.add(log));
        Publisher<Log> rosout = node.newPublisher("/rosout", Log.TYPE, PublisherOptions.LATCHED);
        Log log = new Log(
                new Header(RosTime.ofNanos(5), ""), Log.WARN, "/java", "it is warm", "F", "f", 3, List.of("/rosout"));
        rosout.publish(log);
        Log back = aggregated.poll((long) SOON, TimeUnit.SECONDS);
        assertEquals(log, back);
    }

    @Test
    void everyCommandIsAnsweredByARospyRobot() throws Exception {
        graph.python("arm.py").awaitOutput("ready");
        BlockingQueue<JointState> states = new LinkedBlockingQueue<>();
        var subscriber = node.newSubscriber("joint_states", JointState.TYPE, (state, nanos) -> states.add(state));
        Publisher<Float64MultiArray> commands =
                node.newPublisher("command", Float64MultiArray.TYPE, PublisherOptions.NEWEST);
        Eventually.within(
                SOON,
                "the robot is connected",
                () -> commands.numberOfSubscribers() == 1 && subscriber.numberOfPublishers() == 1);
        double position = 0;
        for (int i = 0; i < 200; i++) {
            double velocity = i * 0.001;
            commands.publish(new Float64MultiArray(velocity, -velocity));
            JointState state = states.poll((long) SOON, TimeUnit.SECONDS);
            position += 0.02 * velocity;
            assertEquals(position, state.position()[0], 0);
            assertArrayEquals(new double[] {velocity, -velocity}, state.velocity());
        }
    }

    @Test
    void aRospyNodeOfAnotherTypeIsRefusedForGood() throws Exception {
        graph.python("arm.py", "_rate:=20").awaitOutput("ready");
        var subscriber = node.newSubscriber("joint_states", Text.TYPE, (m, nanos) -> {});
        Eventually.within(SOON, "a refusal", () -> subscriber.refusal() != null);
        String refusal = String.valueOf(subscriber.refusal());
        assertTrue(refusal.contains("std_msgs/String") && refusal.contains("sensor_msgs/JointState"), refusal);
    }
}
