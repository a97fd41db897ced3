package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map to a record: every key must be a component, every component must have its key unless it may be null. */
final class RecordBinder {
    private RecordBinder() {}

    static Object bind(Node node, Class<?> type, KeyPath path) {
        if (node instanceof MapNode map) {
            return bindMap(map, type, path);
        }
        if (RecordShape.isText(type)) {
            return create(type, new Object[] {ScalarBinder.text(node, type, path)}, node, path);
        }
        throw Expectation.missed(type, node, path);
    }

    private static Object bindMap(MapNode map, Class<?> type, KeyPath path) {
        checkKeys(map, RecordShape.keys(type), path);
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Node value = map.entries().get(component.getName());
            if (value != null) {
                values[i] = Binder.bind(value, component.getAnnotatedType(), path.child(component.getName()));
            } else if (!RecordShape.isNullable(component.getAnnotatedType())) {
                throw missing(map, component, path);
            }
        }
        return create(type, values, map, path);
    }

    private static void checkKeys(MapNode map, List<String> valid, KeyPath path) {
        for (String key : map.entries().keySet()) {
            if (!valid.contains(key)) {
                String hint = Suggestion.nearest(key, valid)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the keys here are " + Phrase.list(valid));
                Node unknown = map.entries().get(key);
                Origin origin = unknown == null ? map.origin() : unknown.origin();
                throw origin.mistake("unknown key " + Phrase.quoted(key) + path.in() + "; " + hint);
            }
        }
    }

    private static UserException missing(MapNode map, RecordComponent component, KeyPath path) {
        return map.origin()
                .mistake("missing key '" + component.getName() + "'" + path.in() + "; it must be "
                        + Expectation.of(component.getType()));
    }

    private static Object create(Class<?> type, @Nullable Object[] values, Node node, KeyPath path) {
        Constructor<?> constructor = RecordShape.canonicalConstructor(type);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw Refusal.of(refused, type, node, path);
            }
            if (e.getCause() instanceof RuntimeException mistake) {
                throw mistake;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type + " cannot be created", e);
        }
    }
}
