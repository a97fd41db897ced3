package dev.reprise.app.config;

import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Any node to the type that a record component, a list or a map wants. */
final class Binder {
    private Binder() {}

    static @Nullable Object bind(Node node, AnnotatedType type, KeyPath path) {
        if (node instanceof ScalarNode scalar && scalar.isNull() && RecordShape.isNullable(type)) {
            return null;
        }
        Class<?> raw = RecordShape.rawClass(type);
        if (raw.isRecord()) {
            return RecordBinder.bind(node, raw, path);
        }
        if (raw == List.class) {
            return list(node, RecordShape.argument(type, 0), path);
        }
        if (raw == Map.class) {
            checkTextKeys(type);
            return map(node, RecordShape.argument(type, 1), path);
        }
        return ScalarBinder.bind(node, raw, path);
    }

    // Not List.copyOf: it refuses the nulls that List<@Nullable X> allows.
    private static List<@Nullable Object> list(Node node, AnnotatedType item, KeyPath path) {
        if (!(node instanceof ListNode list)) {
            throw Expectation.missed(List.class, node, path);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (Node element : list.items()) {
            items.add(bind(element, item, path.item(items.size())));
        }
        return Collections.unmodifiableList(items);
    }

    // In the order of the keys, as RecordTree writes it: a resumed run must not see another order than the first one.
    private static Map<String, @Nullable Object> map(Node node, AnnotatedType value, KeyPath path) {
        if (!(node instanceof MapNode map)) {
            throw Expectation.missed(Map.class, node, path);
        }
        Map<String, @Nullable Object> entries = new TreeMap<>();
        map.entries().forEach((key, element) -> entries.put(key, bind(element, value, path.child(key))));
        return Collections.unmodifiableMap(entries);
    }

    private static void checkTextKeys(AnnotatedType map) {
        if (RecordShape.argument(map, 0).getType() != String.class) {
            throw RecordShape.unsupported(map.getType());
        }
    }
}
