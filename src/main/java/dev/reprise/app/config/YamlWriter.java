package dev.reprise.app.config;

import java.util.Map;

/**
 * Canonical YAML: block style, two spaces per level, one line per value, entries in their order, quotes only where they
 * are needed. Written by hand, as the hash in a checkpoint rests on these bytes and must survive a library's new version.
 */
final class YamlWriter {
    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String text(MapNode root) {
        YamlWriter writer = new YamlWriter();
        if (root.entries().isEmpty()) {
            return "{}\n";
        }
        writer.map(root, 0);
        return writer.out.toString();
    }

    // The methods below find the cursor where their first character belongs and leave it on a new line.

    private void map(MapNode map, int indent) {
        boolean first = true;
        for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
            pad(first ? 0 : indent);
            first = false;
            out.append(TextStyle.written(entry.getKey())).append(':');
            Node value = entry.getValue();
            if (isBlock(value)) {
                out.append('\n');
                pad(indent + 2);
                block(value, indent + 2);
            } else {
                line(" ", value);
            }
        }
    }

    private void list(ListNode list, int indent) {
        boolean first = true;
        for (Node item : list.items()) {
            pad(first ? 0 : indent);
            first = false;
            out.append('-');
            if (isBlock(item)) {
                out.append(' ');
                block(item, indent + 2);
            } else {
                line(" ", item);
            }
        }
    }

    private void block(Node node, int indent) {
        if (node instanceof MapNode map) {
            map(map, indent);
        } else if (node instanceof ListNode list) {
            list(list, indent);
        }
    }

    private void line(String before, Node node) {
        out.append(before).append(flat(node)).append('\n');
    }

    private static String flat(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.kind() == ScalarNode.Kind.TEXT ? TextStyle.written(scalar.text()) : scalar.text();
        }
        return node instanceof ListNode ? "[]" : "{}";
    }

    private static boolean isBlock(Node node) {
        return (node instanceof MapNode map && !map.entries().isEmpty())
                || (node instanceof ListNode list && !list.items().isEmpty());
    }

    private void pad(int spaces) {
        out.append(" ".repeat(spaces));
    }
}
