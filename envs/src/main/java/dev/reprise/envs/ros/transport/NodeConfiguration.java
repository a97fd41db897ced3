package dev.reprise.envs.ros.transport;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a node is started.
 *
 * @param names its name, its namespace and what is remapped
 * @param master where the master is
 * @param host the name or address by which other nodes reach this one, and where it listens; loopback unless the user
 *     wants otherwise: ROS 1 knows no passwords, so whoever reaches a node can command it
 * @param parameters of the node's own, set below its name at the start
 * @param largestMessage bytes that a message may have; a longer one ends its connection, which is made anew
 * @param patience how long a call of the master or the first words of a connection may take
 */
public record NodeConfiguration(
        GraphNames names,
        URI master,
        String host,
        Map<String, Object> parameters,
        int largestMessage,
        Duration patience) {
    public static final URI LOCAL_MASTER = URI.create("http://127.0.0.1:11311/");

    private static final int LARGEST_MESSAGE = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    public NodeConfiguration {
        parameters = Map.copyOf(parameters);
    }

    /** A node on this machine alone. */
    public static NodeConfiguration local(String name, URI master) {
        GraphNames names = GraphNames.of("/", name, Map.of());
        return new NodeConfiguration(names, master, "127.0.0.1", Map.of(), LARGEST_MESSAGE, PATIENCE);
    }

    /**
     * What ROS's environment variables and arguments say: {@code ROS_MASTER_URI}, {@code ROS_HOSTNAME} before
     * {@code ROS_IP}, {@code ROS_NAMESPACE}; {@code from:=to}, {@code _parameter:=value}, {@code __name:=},
     * {@code __ns:=}, {@code __ip:=}, {@code __hostname:=} and {@code __master:=}.
     *
     * @param name unless the arguments tell another
     * @throws IllegalArgumentException in one sentence, when they cannot be understood
     */
    public static NodeConfiguration of(String name, Map<String, String> environment, List<String> arguments) {
        Map<String, String> special = new HashMap<>();
        Map<String, Object> parameters = new HashMap<>();
        Map<String, String> remappings = new HashMap<>();
        for (String argument : arguments) {
            int sign = argument.indexOf(":=");
            if (sign < 1) {
                throw new IllegalArgumentException("'" + argument + "' is no remapping: from:=to");
            }
            String from = argument.substring(0, sign);
            String to = argument.substring(sign + 2);
            if (from.startsWith("__")) {
                special.put(from, to);
            } else if (from.startsWith("_")) {
                parameters.put(from.substring(1), value(to));
            } else {
                remappings.put(from, to);
            }
        }
        String host = first(
                special.get("__hostname"),
                special.get("__ip"),
                environment.get("ROS_HOSTNAME"),
                environment.get("ROS_IP"),
                "127.0.0.1");
        String master = first(special.get("__master"), environment.get("ROS_MASTER_URI"), LOCAL_MASTER.toString());
        String namespace = first(special.get("__ns"), environment.get("ROS_NAMESPACE"), "/");
        GraphNames names = GraphNames.of(namespace, first(special.get("__name"), name), remappings);
        return new NodeConfiguration(names, masterUri(master), host, parameters, LARGEST_MESSAGE, PATIENCE);
    }

    private static String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        throw new IllegalArgumentException("a name is needed");
    }

    /** A number or a truth value where the text is one, as rospy takes it. */
    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException f) {
                return text;
            }
        }
    }

    private static URI masterUri(String text) {
        URI uri = URI.create(text);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
            throw new IllegalArgumentException("'" + text + "' is no address of a master: http://HOST:PORT");
        }
        return uri;
    }
}
