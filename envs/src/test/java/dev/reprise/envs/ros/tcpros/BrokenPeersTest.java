package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.RosDuration;
import dev.reprise.envs.ros.msg.RosTime;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.msg.StdMsgs.Header;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyRequest;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyResponse;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectory;
import dev.reprise.envs.ros.msg.TrajectoryMsgs.JointTrajectoryPoint;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.Publisher;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.Subscriber;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Peers that send what they should not: nothing breaks, and the good ones are heard. */
class BrokenPeersTest {
    private static final double SOON = 10;
    private static final int LONGEST = 1 << 20;
    private static final int FRAMES = 100_000;
    /** Nobody has this address. */
    private static final String ELSEWHERE = "192.0.2.1";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private LocalMaster master;
    private RosNode node;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        node = open("node");
    }

    private RosNode open(String name) throws Exception {
        NodeConfiguration plain = NodeConfiguration.local(name, master.uri());
        return new TcprosTransport()
                .open(new NodeConfiguration(
                        plain.names(), plain.master(), plain.host(), Map.of(), LONGEST, Duration.ofSeconds(2)));
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        node.close();
        master.close();
    }

    private FakePublisher fake(FakePublisher.Behaviour behaviour) throws IOException {
        FakePublisher fake = new FakePublisher(master.uri(), "/talk", Text.TYPE, behaviour);
        opened.add(fake);
        return fake;
    }

    private Subscriber listen() throws Exception {
        return node.newSubscriber("talk", Text.TYPE, (text, nanos) -> heard.add(text.data()));
    }

    private static byte[] good(String text) {
        return Frames.frame(Text.TYPE.encode(new Text(text)));
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    private static void hold() throws InterruptedException {
        Thread.sleep(60_000);
    }

    @Test
    void messagesThatAreNoneAreCountedAndTheNextIsHeard() throws Exception {
        fake((socket, out) -> {
            out.write(FakePublisher.header(Text.TYPE));
            // A text that is longer than its frame, by little and by all there is; one that is shorter; an empty frame.
            out.write(ints(6, 3, 0), 0, 10);
            out.write(ints(4, Integer.MAX_VALUE));
            out.write(ints(4, -1));
            out.write(ints(8, 0, 0));
            out.write(ints(0));
            out.write(good("hello"));
            hold();
        });
        Subscriber subscriber = listen();
        assertEquals("hello", heard.poll((long) SOON, TimeUnit.SECONDS));
        assertEquals(5, subscriber.malformed());
        assertEquals(1, subscriber.received());
        assertEquals(1, subscriber.numberOfPublishers());
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnectionWhichIsMadeAnew() throws Exception {
        FakePublisher fake = fake((socket, out) -> {
            out.write(FakePublisher.header(Text.TYPE));
            out.write(good("before"));
            out.write(ints(LONGEST + 1));
            out.write(good("after"));
            hold();
        });
        Subscriber subscriber = listen();
        for (int i = 0; i < 3; i++) {
            assertEquals("before", heard.poll((long) SOON, TimeUnit.SECONDS));
        }
        assertTrue(fake.connections.size() >= 3);
        assertTrue(subscriber.malformed() >= 2);
    }

    @Test
    void aConnectionThatBreaksInsideAMessageIsMadeAnew() throws Exception {
        fake((socket, out) -> {
            out.write(FakePublisher.header(Text.TYPE));
            out.write(good("before"));
            out.write(Arrays.copyOf(good("this one is cut"), 9));
        });
        listen();
        for (int i = 0; i < 3; i++) {
            assertEquals("before", heard.poll((long) SOON, TimeUnit.SECONDS));
        }
    }

    @Test
    void aPublisherThatKeepsLeavingIsTriedAgainAfterGrowingPauses() throws Exception {
        FakePublisher fake = fake((socket, out) -> out.write(FakePublisher.header(Text.TYPE)));
        listen();
        double[] least = {0.05, 0.1, 0.2, 0.4};
        Eventually.within(SOON, "all pauses", () -> fake.connections.size() > least.length);
        for (int i = 0; i < least.length; i++) {
            double pause = (fake.connections.get(i + 1) - fake.connections.get(i)) * 1e-9;
            assertTrue(pause > least[i] - 0.005, "pause " + i + ": " + pause + " s");
        }
    }

    @Test
    @Tag("long")
    void thePausesGrowToTwoSecondsAndNoFurther() throws Exception {
        FakePublisher fake = fake((socket, out) -> out.write(FakePublisher.header(Text.TYPE)));
        listen();
        // 0.05 s, doubled again and again, would take 12.75 s; with at most 2 s it is 7.15 s.
        Eventually.within(11, "eight pauses", () -> fake.connections.size() > 8);
    }

    @Test
    void anotherTypeIsRefusedOnceAndNotTriedAgain() throws Exception {
        FakePublisher told = fake((socket, out) -> {
            out.write(FakePublisher.header(Float64MultiArray.TYPE));
            hold();
        });
        FakePublisher refused = new FakePublisher(
                master.uri(),
                "/other",
                Float64MultiArray.TYPE,
                (socket, out) -> out.write(new ConnectionHeader(Map.of("error", "md5sums differ")).encode()));
        opened.add(refused);
        Subscriber one = listen();
        Subscriber other = node.newSubscriber("other", Text.TYPE, (text, nanos) -> heard.add(text.data()));
        Eventually.within(SOON, "two refusals", () -> one.refusal() != null && other.refusal() != null);
        // Some pauses of one that is tried again.
        Thread.sleep(1000);
        assertEquals(1, told.connections.size());
        assertEquals(1, refused.connections.size());
    }

    @Test
    void aHeaderThatIsBrokenTooLongOrNeverComesStallsNobody() throws Exception {
        fake((socket, out) -> out.write(ints(8, 100, 0)));
        fake((socket, out) -> out.write(ints(ConnectionHeader.LONGEST + 1)));
        fake((socket, out) -> out.write(ints(-1)));
        FakePublisher silent = fake((socket, out) -> hold());
        Subscriber subscriber = listen();
        fake((socket, out) -> {
            out.write(FakePublisher.header(Text.TYPE));
            out.write(good("hello"));
            hold();
        });
        assertEquals("hello", heard.poll((long) SOON, TimeUnit.SECONDS));
        Eventually.within(SOON, "the silent one is tried again", () -> silent.connections.size() > 1);
        assertEquals(1, subscriber.numberOfPublishers());
        assertNull(subscriber.refusal());
    }

    @Test
    void aCallerThatNeverSaysWhatItWantsIsLeft() throws Exception {
        node.newServiceServer("reset", StdSrvs.EMPTY, request -> new EmptyResponse());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void publishersElsewhereAreRefusedByANodeOnLoopback() throws Exception {
        opened.add(new FakePublisher(master.uri(), "/talk", Text.TYPE, ELSEWHERE, "127.0.0.1", (socket, out) -> {}));
        opened.add(new FakePublisher(master.uri(), "/lure", Text.TYPE, "127.0.0.1", ELSEWHERE, (socket, out) -> {}));
        Subscriber one = listen();
        Subscriber other = node.newSubscriber("lure", Text.TYPE, (text, nanos) -> heard.add(text.data()));
        Eventually.within(SOON, "two refusals", () -> one.refusal() != null && other.refusal() != null);
        assertTrue(String.valueOf(one.refusal()).contains("not on loopback"), one.refusal());
        assertTrue(String.valueOf(other.refusal()).contains("not on loopback"), other.refusal());
    }

    @Test
    void servicesElsewhereAreRefusedByANodeOnLoopback() throws Exception {
        RosApi.of(master.uri(), "/far", Duration.ofSeconds(3))
                .call("registerService", "/reset", "rosrpc://" + ELSEWHERE + ":1234", "http://127.0.0.1:1/");
        RosException e = assertThrows(
                RosException.class,
                () -> node.newServiceClient("reset", StdSrvs.EMPTY).call(new EmptyRequest(), Duration.ofSeconds(5)));
        assertTrue(String.valueOf(e.getMessage()).contains("not on loopback"), e.getMessage());
    }

    @Test
    void randomFramesAreAllReadAndTheNextIsHeard() throws Exception {
        JointTrajectory example = new JointTrajectory(
                new Header(RosTime.ZERO, "base"),
                List.of("a", "b"),
                List.of(new JointTrajectoryPoint(
                        new double[] {1, 2}, new double[2], new double[0], new double[0], RosDuration.ZERO)));
        byte[] valid = JointTrajectory.TYPE.encode(example);
        opened.add(new FakePublisher(master.uri(), "/way", JointTrajectory.TYPE, (socket, direct) -> {
            OutputStream out = new BufferedOutputStream(direct, 1 << 16);
            out.write(FakePublisher.header(JointTrajectory.TYPE));
            RandomStream random = RandomStream.named(7, "frames");
            for (int i = 0; i < FRAMES; i++) {
                out.write(Frames.frame(mutated(valid, random)));
            }
            out.write(Frames.frame(valid));
            out.flush();
            hold();
        }));
        BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
        Subscriber subscriber = node.newSubscriber(
                "way",
                JointTrajectory.TYPE,
                (way, nanos) -> sizes.add(way.jointNames().size()));
        Eventually.within(60, "all were read", () -> subscriber.received() + subscriber.malformed() == FRAMES + 1);
        assertTrue(subscriber.malformed() > FRAMES / 10, "most were good: " + subscriber.malformed());
        assertEquals(1, subscriber.numberOfPublishers());
    }

    /** Half of them random through and through, half of them good ones with some bytes changed, cut or added. */
    private static byte[] mutated(byte[] valid, RandomStream random) {
        byte[] bytes = random.nextInt(2) == 0
                ? new byte[random.nextInt(200)]
                : Arrays.copyOf(valid, Math.max(0, valid.length + random.nextInt(9) - 4));
        int changes = bytes.length == 0 ? 0 : bytes.length == valid.length ? random.nextInt(4) : bytes.length;
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void callersThatSendNonsenseDoNotDisturbOthers() throws Exception {
        node.newServiceServer("reset", StdSrvs.EMPTY, request -> new EmptyResponse());
        Publisher<Float64MultiArray> publisher =
                node.newPublisher("numbers", Float64MultiArray.TYPE, PublisherOptions.LATCHED);
        publisher.publish(new Float64MultiArray(1, 2));
        int port = port();
        RandomStream random = RandomStream.named(8, "callers");
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
                socket.setSoTimeout(5000);
                byte[] nonsense = new byte[random.nextInt(64)];
                for (int k = 0; k < nonsense.length; k++) {
                    nonsense[k] = (byte) random.nextInt(256);
                }
                switch (i % 3) {
                    case 0 -> socket.getOutputStream().write(nonsense);
                    case 1 -> socket.getOutputStream().write(Frames.frame(nonsense));
                    default -> socket.getOutputStream().write(callOf("/reset", nonsense));
                }
            } catch (IOException e) {
                // It has been closed from the other side.
            }
        }
        try (RosNode other = open("other")) {
            assertEquals(
                    new EmptyResponse(),
                    other.newServiceClient("reset", StdSrvs.EMPTY).call(new EmptyRequest(), Duration.ofSeconds(5)));
            BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
            other.newSubscriber("numbers", Float64MultiArray.TYPE, (m, nanos) -> lengths.add(m.data().length));
            assertEquals(2, lengths.poll((long) SOON, TimeUnit.SECONDS));
        }
    }

    private static byte[] callOf(String service, byte[] request) {
        byte[] header = new ConnectionHeader(Map.of("callerid", "/x", "service", service, "md5sum", "*")).encode();
        byte[] frame = Frames.frame(request);
        byte[] all = Arrays.copyOf(header, header.length + frame.length);
        System.arraycopy(frame, 0, all, header.length, frame.length);
        return all;
    }

    private int port() throws Exception {
        RosApi api = RosApi.of(master.uri(), "/test", Duration.ofSeconds(3));
        URI services = URI.create(String.valueOf(api.call("lookupService", "/reset")));
        return services.getPort();
    }

    @Test
    void anHttpCallThatIsNoneIsAnsweredAndForgotten() throws Exception {
        RosApi api = RosApi.of(master.uri(), "/test", Duration.ofSeconds(3));
        node.newPublisher("x", Text.TYPE, PublisherOptions.NEWEST);
        URI slave = URI.create(String.valueOf(api.call("lookupNode", "/node")));
        for (String request : List.of(
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n<?xml",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n<?xml",
                "POST / HTTP/1.1\r\nHost: x\r\nOrigin: http://example.org\r\nContent-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "nonsense\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), slave.getPort())) {
                socket.setSoTimeout(2000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
                assertTrue(!answer.startsWith("HTTP/1.1 200") || request.contains("Length: 5"), answer);
            }
        }
        assertTrue(api.at(slave).call("getPid") instanceof Integer);
    }
}
