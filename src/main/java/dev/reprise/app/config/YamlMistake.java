package dev.reprise.app.config;

import dev.reprise.app.UserException;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What the YAML parser objects to, in one sentence and at the right line. */
final class YamlMistake {
    // The parser's text is "context\n in reader, line 1, column 4:\n <excerpt>\nproblem\n in reader, line 2, column
    // 1:\n…",
    // without the first half where there is no context. Its exception's own location is often that of the last good
    // token.
    private static final Pattern MARK = Pattern.compile("(?m)^(.*)\\R in reader, line (\\d+), column \\d+:");

    private YamlMistake() {}

    static UserException explain(JacksonException e, String text, IntFunction<Origin> at) {
        String problem = null;
        String context = "";
        int line = 0;
        Matcher marks = MARK.matcher(e.getOriginalMessage());
        while (marks.find()) {
            if (problem != null && !problem.isBlank()) {
                boolean lines = at.apply(line).line() > 0;
                context = " (" + problem + (lines ? " from line " + line : "") + ")";
            }
            problem = marks.group(1);
            line = Integer.parseInt(marks.group(2));
        }
        if (problem == null) {
            problem = e.getOriginalMessage().lines().findFirst().orElse("unknown problem");
            line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        }
        // An unclosed quote is noticed on the empty line after the last one.
        int last = (int) Math.max(1, text.lines().count());
        return new UserException(at.apply(Math.min(line, last)) + ": " + reworded(problem, context), e);
    }

    private static String reworded(String problem, String context) {
        if (problem.contains("(TAB)")) {
            return "a tab stands where YAML wants spaces; indent with spaces";
        }
        if (problem.contains("that cannot start any token")) {
            return "not valid YAML: " + problem.replaceFirst("\\. \\(.*$", "") + "; put the text in quotes";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "not valid YAML: a second 'key:' on one line, or a wrong indentation; put text with ': ' in quotes";
        }
        if (problem.startsWith("Expected a property name")) {
            return "a key must be plain text, neither a list, nor a map, nor an alias";
        }
        return "not valid YAML: " + problem + context;
    }

    /** Refuses the characters that no YAML text may have, because the parser cannot say on which line they are. */
    static void checkCharacters(String text, IntFunction<Origin> at) {
        int line = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '\n') {
                line++;
            } else if (!mayStand(c)) {
                throw at.apply(line).mistake(String.format("the character U+%04X may not stand in YAML; remove it", c));
            }
            i += Character.charCount(c);
        }
    }

    private static boolean mayStand(int c) {
        return (c >= 0x20 && c <= 0x7E)
                || c == '\t'
                || c == '\r'
                || c == 0x85
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
