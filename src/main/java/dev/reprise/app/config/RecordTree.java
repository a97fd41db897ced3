package dev.reprise.app.config;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record back to a tree that holds every value, nulls included. */
final class RecordTree {
    private RecordTree() {}

    static MapNode of(Record root) {
        return map(root, Origin.application(root.getClass().getSimpleName()));
    }

    private static MapNode map(Record owner, Origin origin) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (RecordComponent component : owner.getClass().getRecordComponents()) {
            entries.put(component.getName(), node(valueOf(component, owner), origin));
        }
        return new MapNode(origin, entries);
    }

    private static Node node(@Nullable Object value, Origin origin) {
        if (value == null) {
            return ScalarNode.nothing(origin);
        }
        if (value instanceof Record nested) {
            return RecordShape.isText(nested.getClass())
                    ? node(valueOf(nested.getClass().getRecordComponents()[0], nested), origin)
                    : map(nested, origin);
        }
        if (value instanceof List<?> list) {
            return new ListNode(
                    origin, list.stream().map(item -> node(item, origin)).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return sorted(map, origin);
        }
        return scalar(value, origin);
    }

    // Map.copyOf, the usual guard in a compact constructor, has another order in every JVM; the canonical text may not.
    private static MapNode sorted(Map<?, ?> map, Origin origin) {
        Map<String, Node> entries = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw RecordShape.unsupported(map.getClass());
            }
            entries.put(text, node(value, origin));
        });
        return new MapNode(origin, entries);
    }

    private static ScalarNode scalar(Object value, Origin origin) {
        if (value instanceof Integer || value instanceof Long) {
            return ScalarNode.number(origin, value.toString());
        }
        if (value instanceof Double number) {
            return ScalarNode.number(origin, NumberText.of(number.doubleValue()));
        }
        if (value instanceof Float number) {
            return ScalarNode.number(origin, NumberText.of(number.floatValue()));
        }
        if (value instanceof Boolean flag) {
            return ScalarNode.flag(origin, flag);
        }
        if (value instanceof Enum<?> constant) {
            return ScalarNode.text(origin, RecordShape.kebab(constant));
        }
        if (value instanceof String || value instanceof Path) {
            return ScalarNode.text(origin, value.toString());
        }
        throw RecordShape.unsupported(value.getClass());
    }

    private static @Nullable Object valueOf(RecordComponent component, Record owner) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the component " + component + " cannot be read", e);
        }
    }
}
