package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a record's own constructor refuses, at the line of the component which its message names first as a whole
 * word, or else at the line of the map.
 */
final class Refusal {
    private Refusal() {}

    static UserException of(IllegalArgumentException refused, Class<?> type, Node node, KeyPath path) {
        String message = refused.getMessage() == null ? "this value is refused" : refused.getMessage();
        String component = node instanceof MapNode map ? named(message, map, type) : null;
        if (component == null) {
            return new UserException(node.origin() + ": " + path.prefix() + message, refused);
        }
        Node value = ((MapNode) node).entries().getOrDefault(component, node);
        return new UserException(value.origin() + ": " + path.child(component).prefix() + message, refused);
    }

    private static @Nullable String named(String message, MapNode map, Class<?> type) {
        String first = null;
        int position = Integer.MAX_VALUE;
        for (String key : RecordShape.keys(type)) {
            // A hyphen joins words: "best-return" does not speak of the component 'best'.
            Matcher word = Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])")
                    .matcher(message);
            if (map.entries().containsKey(key) && word.find() && word.start() < position) {
                position = word.start();
                first = key;
            }
        }
        return first;
    }
}
