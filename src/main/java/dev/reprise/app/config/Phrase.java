package dev.reprise.app.config;

import java.util.Collection;

/** How keys and values appear inside a sentence: on one line, short, and never mistaken for the sentence itself. */
final class Phrase {
    private static final int LONGEST = 60;

    private Phrase() {}

    /** {@code 'many'} */
    static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** The text on one line and cut where it is long. */
    static String plain(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> line.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return line.toString();
    }

    /** What stands there instead: {@code 'many'}, {@code 3.5}, {@code a list}. */
    static String of(Node node) {
        if (node instanceof ScalarNode scalar) {
            boolean text = scalar.kind() == ScalarNode.Kind.TEXT;
            // Without the word, "must be a whole number, not '64'" would puzzle whoever quoted a number.
            boolean digits = text
                    && !scalar.text().isEmpty()
                    && Character.isDigit(scalar.text().charAt(0));
            return (digits ? "the text " : "") + (text ? quoted(scalar.text()) : scalar.text());
        }
        return node instanceof ListNode ? "a list" : "a map";
    }

    /** {@code a, b, c} */
    static String list(Collection<String> words) {
        return String.join(", ", words);
    }
}
