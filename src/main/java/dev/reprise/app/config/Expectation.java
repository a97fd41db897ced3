package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a type wants to find, in words. */
final class Expectation {
    private Expectation() {}

    static String of(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == float.class || type == Float.class || type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Path.class) {
            return "a path";
        }
        if (type == List.class) {
            return "a list";
        }
        if (type == Map.class) {
            return "a map";
        }
        if (type.isEnum()) {
            return "one of " + Phrase.list(RecordShape.constants(type));
        }
        if (type == String.class || RecordShape.isText(type)) {
            return "text";
        }
        if (type.isRecord()) {
            return "a map with the keys " + Phrase.list(RecordShape.keys(type));
        }
        throw RecordShape.unsupported(type);
    }

    /** A node of another type than wanted. */
    static UserException missed(Class<?> type, Node node, KeyPath path) {
        return missed(of(type), node, path);
    }

    static UserException missed(String wanted, Node node, KeyPath path) {
        return node.origin().mistake(path + " must be " + wanted + ", not " + Phrase.of(node));
    }
}
