package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value that a record's own constructor refuses. Of the components which its message names, as whole words or as paths
 * below the record, the one is meant that the user wrote last: {@code --set} before the file, and that before what the
 * application brings; of equals the first. Where none is named, the map is meant.
 */
final class Refusal {
    private static final Comparator<Setting> LATER =
            Comparator.comparing(setting -> setting.origin().author());

    private Refusal() {}

    /** A value of the map or of one below it; of a map, the value in it that was written last. */
    private record Setting(KeyPath path, Origin origin) {}

    static UserException of(IllegalArgumentException refused, Class<?> type, Node node, KeyPath path) {
        String message = refused.getMessage() == null ? "this value is refused" : refused.getMessage();
        Setting meant = named(message, type, node, path)
                .reduce((first, second) -> LATER.compare(first, second) < 0 ? second : first)
                .orElse(new Setting(path, node.origin()));
        return new UserException(meant.origin() + ": " + meant.path().prefix() + message, refused);
    }

    private static Stream<Setting> named(String message, Class<?> type, Node node, KeyPath path) {
        if (!(node instanceof MapNode map)) {
            return Stream.empty();
        }
        // A hyphen joins words: "best-return" does not speak of the component 'best'.
        Pattern words = Pattern.compile(
                "(?<![\\w.-])(" + String.join("|", RecordShape.keys(type)) + ")((?:\\.\\w+)*)(?![\\w-])");
        return words.matcher(message)
                .results()
                .map(word -> below(map, word.group(), path))
                .flatMap(Optional::stream);
    }

    /** What {@code a.b.c} names below a map, as far as it is written. */
    private static Optional<Setting> below(MapNode map, String name, KeyPath path) {
        Node node = map;
        KeyPath way = path;
        for (String key : name.split("\\.", -1)) {
            Node value = node instanceof MapNode inner ? inner.entries().get(key) : null;
            if (value == null) {
                break;
            }
            node = value;
            way = way.child(key);
        }
        return node == map ? Optional.empty() : Optional.of(new Setting(way, latest(node)));
    }

    private static Origin latest(Node node) {
        return node instanceof MapNode map
                ? map.entries().values().stream()
                        .map(Refusal::latest)
                        .reduce(
                                map.origin(),
                                (first, second) -> first.author().compareTo(second.author()) < 0 ? second : first)
                : node.origin();
    }
}
