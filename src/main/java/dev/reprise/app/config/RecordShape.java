package dev.reprise.app.config;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a record class says of itself: keys, types, which values may be missing, the canonical constructor. */
final class RecordShape {
    private RecordShape() {}

    static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** True for {@code TaskId(String name)} and its like, which are written as a plain text. */
    static boolean isText(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1
                && components[0].getType() == String.class
                && !isNullable(components[0].getAnnotatedType());
    }

    /** JSpecify's annotation sits on the use of the type, not on the component. */
    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** The class of a component, list item or map value, with primitive types for their wrappers. */
    static Class<?> rawClass(AnnotatedType type) {
        if (type.getType() instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return raw;
        }
        if (type.getType() instanceof Class<?> plain) {
            return plain;
        }
        throw unsupported(type.getType());
    }

    /** The {@code index}-th type argument of a {@code List<X>} or {@code Map<String, X>}. */
    static AnnotatedType argument(AnnotatedType type, int index) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return generic.getAnnotatedActualTypeArguments()[index];
        }
        throw unsupported(type.getType());
    }

    static Constructor<?> canonicalConstructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor: " + type, e);
        }
    }

    /** {@code BEST_RETURN} as {@code best-return}. */
    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> kebab((Enum<?>) constant))
                .toList();
    }

    static IllegalArgumentException unsupported(Object type) {
        return new IllegalArgumentException("a configuration cannot hold values of the type " + type);
    }
}
