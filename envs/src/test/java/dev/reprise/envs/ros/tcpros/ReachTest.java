package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.api.RosApi;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdSrvs;
import dev.reprise.envs.ros.msg.StdSrvs.EmptyResponse;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ReachTest {
    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    @Test
    void onLoopbackOnlyLoopbackIsWelcome() throws Exception {
        Reach reach = Reach.of("127.0.0.1");
        assertTrue(reach.welcomes(address("127.0.1.1")));
        assertTrue(reach.welcomes(address("::1")));
        assertFalse(reach.welcomes(address("192.0.2.1")));
        assertThrows(Refusal.class, () -> reach.peer("192.0.2.1", 11311));
        assertEquals(11311, reach.peer("127.0.0.1", 11311).getPort());
    }

    @Test
    @EnabledOnOs(OS.LINUX) // Other systems have no second address of their own without being told.
    void onLoopbackNothingListensAtAnotherAddress() throws Exception {
        try (LocalMaster master = new LocalMaster(0);
                RosNode node = new TcprosTransport().open(NodeConfiguration.local("node", master.uri()))) {
            node.newServiceServer("reset", StdSrvs.EMPTY, request -> new EmptyResponse());
            RosApi api = RosApi.of(master.uri(), "/test", Duration.ofSeconds(3));
            URI slave = URI.create(String.valueOf(api.call("lookupNode", "/node")));
            URI services = URI.create(String.valueOf(api.call("lookupService", "/reset")));
            for (URI each : List.of(master.uri(), slave, services)) {
                new Socket(address("127.0.0.1"), each.getPort()).close();
                assertThrows(
                        ConnectException.class,
                        () -> new Socket(address("127.0.0.2"), each.getPort()).close(),
                        each::toString);
            }
        }
    }

    @Test
    void whoWantsOthersGetsThem() throws Exception {
        Reach reach = Reach.of("192.0.2.7");
        assertTrue(reach.welcomes(address("192.0.2.1")));
        assertTrue(reach.welcomes(InetAddress.getLoopbackAddress()));
    }

    @Test
    void aMasterElsewhereNeedsANodeThatItCanReach() {
        NodeConfiguration node = NodeConfiguration.local("policy", URI.create("http://192.0.2.1:11311/"));
        RosException e = assertThrows(RosException.class, () -> new TcprosTransport().open(node));
        assertTrue(String.valueOf(e.getMessage()).contains("ROS_IP"), e.getMessage());
    }

    @Test
    void aHostThatIsNoneIsNamed() {
        RosException e = assertThrows(RosException.class, () -> Reach.of("no.such.host.invalid"));
        assertTrue(String.valueOf(e.getMessage()).contains("no.such.host.invalid"), e.getMessage());
    }
}
