package dev.reprise.app.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code a.b.c=value} from the command line.
 *
 * @param origin the whole expression
 * @param keys from the root down
 * @param value parsed as YAML, at most as deep as a tree may be below its keys
 */
record Assignment(Origin origin, List<String> keys, Node value) {
    private static final String EXAMPLE = "write it as agent.batch=64";

    static Assignment parse(String expression) {
        Origin origin = Origin.command(expression);
        int equals = expression.indexOf('=');
        if (equals < 0) {
            throw origin.mistake("there is no '=' between key and value; " + EXAMPLE);
        }
        List<String> keys = Arrays.stream(expression.substring(0, equals).split("\\.", -1))
                .map(String::strip)
                .toList();
        for (String key : keys) {
            if (key.isEmpty() || key.length() > YamlReader.LONGEST_KEY) {
                throw origin.mistake("a part of the key is empty or too long; " + EXAMPLE);
            }
        }
        if (keys.size() > YamlReader.DEEPEST) {
            throw origin.mistake("the key has more than " + YamlReader.DEEPEST + " parts; " + EXAMPLE);
        }
        String text = expression.substring(equals + 1);
        if (text.isBlank()) {
            throw origin.mistake("there is no value after '='; write null for no value and '' for an empty text");
        }
        KeyPath path = KeyPath.ROOT;
        for (String key : keys) {
            path = path.child(key);
        }
        return new Assignment(origin, keys, YamlReader.value(text, origin, path, keys.size()));
    }

    /** The tree with the value in its place; maps on the way are made where there are none. */
    MapNode applyTo(MapNode root) {
        return put(root, 0, KeyPath.ROOT);
    }

    private MapNode put(MapNode map, int depth, KeyPath path) {
        String key = keys.get(depth);
        Node there = map.entries().get(key);
        if (depth == keys.size() - 1) {
            return map.with(
                    key, there instanceof MapNode lower && value instanceof MapNode upper ? lower.merge(upper) : value);
        }
        KeyPath child = path.child(key);
        return map.with(key, put(mapFor(keys.get(depth + 1), there, child), depth + 1, child));
    }

    private MapNode mapFor(String key, @Nullable Node there, KeyPath path) {
        if (there instanceof MapNode map) {
            return map;
        }
        if (there == null || (there instanceof ScalarNode scalar && scalar.isNull())) {
            return new MapNode(origin, Map.of());
        }
        throw origin.mistake(path + " is " + Phrase.of(there) + " (" + there.origin() + "), which has no key "
                + Phrase.quoted(key) + "; set " + path + " as a whole");
    }
}
