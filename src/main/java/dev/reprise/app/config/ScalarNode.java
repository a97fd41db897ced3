package dev.reprise.app.config;

import java.util.regex.Pattern;

/**
 * A single value, kept as it was written so that nothing is lost before its type is known.
 *
 * @param text the text without quotes; {@code "null"} for a null
 */
record ScalarNode(Origin origin, Kind kind, String text) implements Node {
    /** What a value is when no record says what it should be. */
    enum Kind {
        TEXT,
        INTEGER,
        REAL,
        BOOLEAN,
        NULL
    }

    // No leading zeros: 010 is ten to some readers of YAML and eight to others.
    private static final Pattern INTEGER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");
    private static final Pattern REAL =
            Pattern.compile("[-+]?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
    // Parsing a number of n digits takes n² steps; nobody means one of more digits than this.
    private static final int LONGEST_NUMBER = 64;

    static ScalarNode text(Origin origin, String text) {
        return new ScalarNode(origin, Kind.TEXT, text);
    }

    static ScalarNode nothing(Origin origin) {
        return new ScalarNode(origin, Kind.NULL, "null");
    }

    static ScalarNode flag(Origin origin, boolean value) {
        return new ScalarNode(origin, Kind.BOOLEAN, Boolean.toString(value));
    }

    /** A number if it is a decimal one of reasonable length; 0x1F, 007, .inf and .nan are text, which no number takes. */
    static ScalarNode number(Origin origin, String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text(origin, text);
        }
        if (INTEGER.matcher(text).matches()) {
            return new ScalarNode(origin, Kind.INTEGER, text);
        }
        return new ScalarNode(origin, REAL.matcher(text).matches() ? Kind.REAL : Kind.TEXT, text);
    }

    boolean isNull() {
        return kind == Kind.NULL;
    }

    boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.REAL;
    }
}
