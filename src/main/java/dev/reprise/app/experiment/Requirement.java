package dev.reprise.app.experiment;

import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line that must hold of a bench: two terms and a comparison, such as
 *
 * <pre>
 *   easy/rehearsal.performance >= 0.97
 *   hard/rehearsal.performance >= 0.8 * hard/joint.performance
 *   easy/rehearsal.performance >= easy/fine-tuning.performance + 0.3
 *   hard/rehearsal.performance.low > hard/fine-tuning.performance.high
 * </pre>
 *
 * <p>Figures are the components of {@link SeedSummary}: means over seeds, or with {@code .low} and {@code .high} the ends
 * of their 90 % intervals.
 *
 * @param text as written
 */
public record Requirement(String text, Term left, boolean atLeast, boolean strict, Term right) {
    private static final Pattern LINE = Pattern.compile("(.+?)\\s*(>=|<=|>|<)\\s*(.+)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern FIGURE = Pattern.compile(
            "(?:(\\d+(?:\\.\\d+)?)\\s*\\*\\s*)?([a-z0-9-]+)/([a-z0-9-]+)\\.([a-zA-Z0-9]+)(?:\\.(low|high))?"
                    + "(?:\\s*([+-])\\s*(\\d+(?:\\.\\d+)?))?");

    /** A figure of one method in one group. */
    public record Figure(
            String group,
            String method,
            String name,
            @Nullable String end) {}

    /** Factor times figure plus offset; without a figure the offset alone. */
    public record Term(double factor, @Nullable Figure figure, double offset) {}

    /** What was found. */
    public record Finding(boolean passed, String measured) {}

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    public static Requirement parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a requirement is two terms with >=, <=, > or < between them");
        }
        String comparison = matcher.group(2);
        Requirement read = new Requirement(
                line.strip(),
                term(matcher.group(1).strip()),
                comparison.startsWith(">"),
                comparison.length() == 1,
                term(matcher.group(3).strip()));
        if (read.terms().stream().allMatch(term -> term.figure() == null)) {
            throw new IllegalArgumentException("a requirement asks something of a figure, not of numbers alone");
        }
        return read;
    }

    private static Term term(String text) {
        if (NUMBER.matcher(text).matches()) {
            return new Term(0, null, Double.parseDouble(text));
        }
        Matcher matcher = FIGURE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a number nor a figure such as 0.8 * easy/rehearsal.performance");
        }
        String name = matcher.group(4);
        List<String> names = Arrays.stream(SeedSummary.class.getRecordComponents())
                .filter(component -> component.getType() == Interval.class)
                .map(RecordComponent::getName)
                .toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("there is no figure '" + name + "', only " + String.join(", ", names));
        }
        double factor = matcher.group(1) == null ? 1 : Double.parseDouble(matcher.group(1));
        double offset = matcher.group(7) == null ? 0 : Double.parseDouble(matcher.group(6) + matcher.group(7));
        return new Term(factor, new Figure(matcher.group(2), matcher.group(3), name, matcher.group(5)), offset);
    }

    /** Both sides. */
    public List<Term> terms() {
        return List.of(left, right);
    }

    /**
     * Whether it holds, and what was found on both sides. A figure that does not exist fails it, and so does the end of an
     * interval over a single seed, which is none.
     */
    public Finding check(BiFunction<String, String, @Nullable SeedSummary> summaries) {
        if (terms().stream().anyMatch(term -> unbounded(term, summaries))) {
            return new Finding(false, "one seed has no interval");
        }
        Double a = value(left, summaries);
        Double b = value(right, summaries);
        if (a == null || b == null) {
            return new Finding(false, "no such figure was measured");
        }
        boolean passed = atLeast ? (strict ? a > b : a >= b) : (strict ? a < b : a <= b);
        String measured = right.figure() == null
                ? String.format(Locale.ROOT, "%.3f", a)
                : String.format(Locale.ROOT, "%.3f against %.3f", a, b);
        return new Finding(passed, measured);
    }

    private static @Nullable Interval interval(Term term, BiFunction<String, String, @Nullable SeedSummary> summaries) {
        Figure figure = term.figure();
        SeedSummary summary = figure == null ? null : summaries.apply(figure.group(), figure.method());
        return figure == null || summary == null ? null : interval(summary, figure.name());
    }

    private static boolean unbounded(Term term, BiFunction<String, String, @Nullable SeedSummary> summaries) {
        Figure figure = term.figure();
        Interval interval = interval(term, summaries);
        return figure != null && figure.end() != null && interval != null && !interval.bounded();
    }

    private static @Nullable Double value(Term term, BiFunction<String, String, @Nullable SeedSummary> summaries) {
        Figure figure = term.figure();
        if (figure == null) {
            return term.offset();
        }
        Interval interval = interval(term, summaries);
        if (interval == null) {
            return null;
        }
        double value = figure.end() == null
                ? interval.mean()
                : Objects.equals(figure.end(), "low") ? interval.low() : interval.high();
        return term.factor() * value + term.offset();
    }

    private static @Nullable Interval interval(SeedSummary summary, String name) {
        try {
            return (Interval) SeedSummary.class.getMethod(name).invoke(summary);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("figure '" + name + "' was checked when it was parsed", e);
        }
    }
}
