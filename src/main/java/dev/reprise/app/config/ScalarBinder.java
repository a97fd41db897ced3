package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Single values to Java types, without any guess: no text becomes a number and no number is rounded to a whole one. */
final class ScalarBinder {
    // Far beyond any long; powers of ten like 1e999999999 must not be written out to be refused.
    private static final int MANY_DIGITS = 64;

    private ScalarBinder() {}

    static Object bind(Node node, Class<?> type, KeyPath path) {
        if (!(node instanceof ScalarNode scalar) || scalar.isNull()) {
            throw Expectation.missed(type, node, path);
        }
        if (type == int.class || type == Integer.class) {
            return (int) whole(scalar, Integer.MIN_VALUE, Integer.MAX_VALUE, path);
        }
        if (type == long.class || type == Long.class) {
            return whole(scalar, Long.MIN_VALUE, Long.MAX_VALUE, path);
        }
        if (type == double.class || type == Double.class) {
            return number(scalar, "a double", Double.MAX_VALUE, path);
        }
        if (type == float.class || type == Float.class) {
            number(scalar, "a float", Float.MAX_VALUE, path);
            // Parsed anew: by way of a double it would be rounded twice.
            return Float.parseFloat(scalar.text());
        }
        if (type == boolean.class || type == Boolean.class) {
            if (scalar.kind() != ScalarNode.Kind.BOOLEAN) {
                throw Expectation.missed(type, node, path);
            }
            return Boolean.valueOf(scalar.text());
        }
        if (type.isEnum()) {
            return constant(scalar, type, path);
        }
        if (type == Path.class) {
            return path(text(scalar, type, path), scalar, path);
        }
        if (type == String.class) {
            return text(scalar, type, path);
        }
        throw RecordShape.unsupported(type);
    }

    /** Text as it was written; a number is text too ({@code seeds: 3} beside {@code seeds: 0..4}), true and false are not. */
    static String text(Node node, Class<?> type, KeyPath path) {
        if (!(node instanceof ScalarNode scalar) || scalar.isNull() || scalar.kind() == ScalarNode.Kind.BOOLEAN) {
            throw Expectation.missed(type, node, path);
        }
        return scalar.text();
    }

    private static long whole(ScalarNode scalar, long least, long most, KeyPath path) {
        if (!scalar.isNumber()) {
            throw Expectation.missed("a whole number", scalar, path);
        }
        BigInteger value = integral(scalar, path);
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw Expectation.missed("a whole number from " + least + " to " + most, scalar, path);
        }
        return value.longValueExact();
    }

    private static BigInteger integral(ScalarNode scalar, KeyPath path) {
        try {
            BigDecimal value = new BigDecimal(scalar.text());
            if (Math.abs((long) value.scale()) > MANY_DIGITS) {
                throw Expectation.missed("a whole number", scalar, path);
            }
            return value.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            UserException mistake = Expectation.missed("a whole number", scalar, path);
            mistake.addSuppressed(e);
            throw mistake;
        }
    }

    private static double number(ScalarNode scalar, String type, double most, KeyPath path) {
        if (!scalar.isNumber()) {
            throw Expectation.missed("a number", scalar, path);
        }
        double value = Double.parseDouble(scalar.text());
        if (Math.abs(value) > most) {
            throw Expectation.missed("a number within the range of " + type, scalar, path);
        }
        return value;
    }

    private static Object constant(ScalarNode scalar, Class<?> type, KeyPath path) {
        for (Object constant : type.getEnumConstants()) {
            if (RecordShape.kebab((Enum<?>) constant).equals(scalar.text())) {
                return constant;
            }
        }
        String hint = Suggestion.nearest(scalar.text(), RecordShape.constants(type))
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        throw new UserException(Expectation.missed(type, scalar, path).getMessage() + hint);
    }

    private static Path path(String text, ScalarNode scalar, KeyPath path) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            UserException mistake = Expectation.missed("a path", scalar, path);
            mistake.addSuppressed(e);
            throw mistake;
        }
    }
}
