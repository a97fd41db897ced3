package dev.reprise.app.config;

import java.util.regex.Pattern;

/**
 * How a text stands in canonical YAML: plain where every reader of YAML 1.1 and 1.2 sees the same text, else in double
 * quotes. The rules never ask the JDK what a letter is, because that changes from release to release and the hash of a
 * configuration must not.
 */
final class TextStyle {
    /** Words that some reader takes for a boolean or a null. */
    private static final Pattern RESERVED =
            Pattern.compile("true|false|yes|no|on|off|y|n|null", Pattern.CASE_INSENSITIVE);
    /** Numbers and dates of YAML 1.1 and 1.2, as far as they begin with a digit. */
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
                    + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

    private TextStyle() {}

    static String written(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.endsWith(" ")) {
            return false;
        }
        boolean start = isWordCharacter(text.charAt(0))
                || text.startsWith("/")
                || text.startsWith("./")
                || text.startsWith("../");
        for (int i = 0; start && i < text.length(); i++) {
            char c = text.charAt(i);
            start = isWordCharacter(c) || " ./+-=()@".indexOf(c) >= 0;
        }
        return start
                && !RESERVED.matcher(text).matches()
                && !NUMERIC.matcher(text).matches();
    }

    private static boolean isWordCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || isForeign(c);
    }

    /** Characters beyond ASCII that are safe to show: no control, format, separator or surrogate block. */
    private static boolean isForeign(int c) {
        return (c >= 0xA1 && c < 0x2000) || (c >= 0x2070 && c < 0x3000) || (c > 0x3000 && c < 0xD800);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if ((c >= ' ' && c <= '~') || isForeign(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(c <= 0xFFFF ? "\\u%04X" : "\\U%08X", c));
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
