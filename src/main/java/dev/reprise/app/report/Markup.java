package dev.reprise.app.report;

import java.util.Set;

/**
 * Writes elements that are well-formed as XML and as HTML. All text and all attribute values are escaped on the way in;
 * only {@link #add} takes markup as it is, and it takes it from another {@code Markup} alone.
 */
final class Markup {
    /** After these a line break would show as a space. */
    private static final Set<String> INLINE = Set.of("b", "code", "span");

    private final StringBuilder out = new StringBuilder();

    /** Opens an element; {@code attributes} are names and values in turn. */
    Markup open(String tag, String... attributes) {
        return tag(tag, attributes, ">");
    }

    /** An element without content, for SVG shapes and HTML's void elements. */
    Markup leaf(String tag, String... attributes) {
        return tag(tag, attributes, "/>");
    }

    /** Closes the element {@code tag}. */
    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** An element with text alone. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Text. */
    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Another piece of markup. */
    Markup add(Markup piece) {
        out.append(piece.out);
        return this;
    }

    private Markup tag(String tag, String[] attributes, String end) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException("attribute without a value in <" + tag + ">");
        }
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escape(attributes[i + 1])).append('"');
        }
        out.append(end);
        return this;
    }

    /** Makes text harmless; characters that XML cannot hold at all become U+FFFD. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean allowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0x7F)
                || (c > 0x9F && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
