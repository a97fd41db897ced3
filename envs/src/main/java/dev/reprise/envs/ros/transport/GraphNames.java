package dev.reprise.envs.ros.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the names of one node become full names of the graph.
 *
 * @param namespace full, {@code /} at the root
 * @param node the node's own full name
 * @param remappings from full names to full names
 */
public record GraphNames(String namespace, String node, Map<String, String> remappings) {
    private static final Pattern LEGAL = Pattern.compile("(~/?|/)?([A-Za-z]\\w*(/\\w+)*/?)?");

    /**
     * Resolves the names of a node that is called {@code name} in {@code namespace}.
     *
     * @param remappings from and to names as the node or its user would write them
     * @throws IllegalArgumentException when one of them is no name
     */
    public static GraphNames of(String namespace, String name, Map<String, String> remappings) {
        if (name.startsWith("~") || name.contains("/")) {
            throw new IllegalArgumentException(
                    "a node's name has no '/' and no '~': '" + name + "'; its namespace is set by itself");
        }
        GraphNames plain = new GraphNames(clean("/" + legal(namespace)), "", Map.of());
        String node = plain.resolve(name);
        GraphNames bare = new GraphNames(plain.namespace, node, Map.of());
        Map<String, String> full = new HashMap<>();
        remappings.forEach((from, to) -> full.put(bare.resolve(from), bare.resolve(to)));
        return new GraphNames(plain.namespace, node, Map.copyOf(full));
    }

    /** The full name, remapped if it is to be. */
    public String resolve(String name) {
        String full = full(legal(name));
        return remappings.getOrDefault(full, full);
    }

    private String full(String name) {
        if (name.startsWith("/")) {
            return clean(name);
        }
        return clean(name.startsWith("~") ? node + "/" + name.substring(1) : namespace + "/" + name);
    }

    private static String clean(String name) {
        String once = name.replaceAll("/+", "/");
        return once.length() > 1 && once.endsWith("/") ? once.substring(0, once.length() - 1) : once;
    }

    private static String legal(String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name in ROS: letters, digits, '_' and '/', with a letter, '/' or '~' first");
        }
        return name;
    }
}
