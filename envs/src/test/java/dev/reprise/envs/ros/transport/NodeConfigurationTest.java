package dev.reprise.envs.ros.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeConfigurationTest {
    @Test
    void withoutAnythingTheNodeIsOnLoopbackAlone() {
        NodeConfiguration plain = NodeConfiguration.of("policy", Map.of(), List.of());
        assertEquals("127.0.0.1", plain.host());
        assertEquals(NodeConfiguration.LOCAL_MASTER, plain.master());
        assertEquals("/policy", plain.names().node());
    }

    @Test
    void rosVariablesAreRead() {
        Map<String, String> environment =
                Map.of("ROS_MASTER_URI", "http://robot:11311", "ROS_IP", "192.0.2.7", "ROS_NAMESPACE", "left/arm");
        NodeConfiguration node = NodeConfiguration.of("policy", environment, List.of());
        assertEquals(URI.create("http://robot:11311"), node.master());
        assertEquals("192.0.2.7", node.host());
        assertEquals("/left/arm/policy", node.names().node());
        assertEquals(
                "desk",
                NodeConfiguration.of("policy", Map.of("ROS_IP", "192.0.2.7", "ROS_HOSTNAME", "desk"), List.of())
                        .host());
    }

    @Test
    void argumentsGoBeforeVariables() {
        Map<String, String> environment = Map.of("ROS_IP", "192.0.2.7", "ROS_NAMESPACE", "/a");
        List<String> arguments = List.of(
                "__ip:=127.0.0.1",
                "__ns:=/b",
                "__name:=actor",
                "_rate:=50",
                "_gain:=0.5",
                "_dry:=true",
                "_task:=push",
                "~in:=/joint_states");
        NodeConfiguration node = NodeConfiguration.of("policy", environment, arguments);
        assertEquals("127.0.0.1", node.host());
        assertEquals("/b/actor", node.names().node());
        assertEquals(Map.of("rate", 50, "gain", 0.5, "dry", true, "task", "push"), node.parameters());
        assertEquals("/joint_states", node.names().resolve("~in"));
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedInASentence() {
        assertRefused(Map.of(), "nonsense");
        assertRefused(Map.of(), "a b:=c");
        assertRefused(Map.of(), "__name:=/a/b");
        assertRefused(Map.of("ROS_MASTER_URI", "robot:11311"));
        assertRefused(Map.of("ROS_MASTER_URI", "https://robot:11311"));
        assertRefused(Map.of("ROS_MASTER_URI", "http://robot"));
        assertRefused(Map.of("ROS_NAMESPACE", "9"));
    }

    private static void assertRefused(Map<String, String> environment, String... arguments) {
        assertThrows(
                IllegalArgumentException.class, () -> NodeConfiguration.of("policy", environment, List.of(arguments)));
    }
}
