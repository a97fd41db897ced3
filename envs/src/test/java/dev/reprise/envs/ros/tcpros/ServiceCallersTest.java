package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolRequest;
import dev.reprise.envs.ros.msg.StdSrvs.SetBoolResponse;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.ServiceServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service and its callers' connections. */
class ServiceCallersTest {
    private LocalMaster master;
    private RosNode node;
    private ServiceServer server;
    private Socket socket;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        node = new TcprosTransport().open(NodeConfiguration.local("node", master.uri()));
        server = node.newServiceServer("switch", StdSrvs.SET_BOOL, request -> {
            if (!request.data()) {
                throw new RosException("not off");
            }
            return new SetBoolResponse(true, "on");
        });
        RosApi api = RosApi.of(master.uri(), "/test", Duration.ofSeconds(3));
        URI services = URI.create(String.valueOf(api.call("lookupService", "/switch")));
        socket = new Socket(InetAddress.getLoopbackAddress(), services.getPort());
    }

    @AfterEach
    void end() throws Exception {
        socket.close();
        node.close();
        master.close();
    }

    /** Exchanges headers; what follows is answers. */
    private FrameReader greet(String persistent) throws IOException {
        Map<String, String> fields = Map.of(
                "callerid", "/test", "service", "/switch", "md5sum", StdSrvs.SET_BOOL.md5(), "persistent", persistent);
        socket.getOutputStream().write(new ConnectionHeader(fields).encode());
        ConnectionHeader theirs = ConnectionHeader.receive(socket, System.nanoTime() + 5_000_000_000L);
        assertEquals(StdSrvs.SET_BOOL.md5(), theirs.get("md5sum"));
        socket.setSoTimeout(5000);
        return new FrameReader(socket.getInputStream(), 1000);
    }

    private void ask(boolean on) throws IOException {
        socket.getOutputStream().write(Frames.frame(StdSrvs.SET_BOOL.request().encode(new SetBoolRequest(on))));
    }

    private void assertSwitchedOn(FrameReader answers) throws IOException {
        ask(true);
        assertEquals(1, answers.nextByte());
        assertEquals(
                new SetBoolResponse(true, "on"), StdSrvs.SET_BOOL.response().decode(answers.next()));
    }

    @Test
    void whoKeepsItsConnectionIsAnsweredEachTimeUntilTheServiceIsClosed() throws Exception {
        FrameReader answers = greet("1");
        assertSwitchedOn(answers);
        ask(false);
        assertEquals(0, answers.nextByte());
        assertEquals("not off", StandardCharsets.UTF_8.decode(answers.next()).toString());
        assertSwitchedOn(answers);
        server.close();
        assertThrows(EOFException.class, () -> answers.nextByte());
    }

    @Test
    void whoDoesNotIsAnsweredOnce() throws Exception {
        FrameReader answers = greet("0");
        assertSwitchedOn(answers);
        assertThrows(EOFException.class, () -> answers.nextByte());
    }
}
