package dev.reprise.envs.ros.tcpros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

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
