package dev.reprise.app.science;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the learner said of itself over a run: losses, temperature and whatever else its last update before an evaluation
 * reports.
 *
 * @param steps environment steps, ascending
 * @param figures name → one number per step; NaN where it was not told
 */
public record Diagnostics(List<Long> steps, Map<String, List<Double>> figures) {
    /** Nothing was told. */
    public static final Diagnostics NONE = new Diagnostics(List.of(), Map.of());

    /** Checks that each figure has a number per step. */
    public Diagnostics {
        steps = List.copyOf(steps);
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<Double>> figure : figures.entrySet()) {
            if (figure.getValue().size() != steps.size()) {
                throw new IllegalArgumentException("figure '" + figure.getKey() + "' has "
                        + figure.getValue().size() + " numbers for " + steps.size() + " steps");
            }
            copy.put(figure.getKey(), List.copyOf(figure.getValue()));
        }
        figures = Collections.unmodifiableMap(copy);
    }

    /** The rows of this that {@code most} allows, evenly over the run, the last among them. */
    public Diagnostics thinned(int most) {
        if (steps.size() <= most) {
            return this;
        }
        List<Integer> rows = new ArrayList<>();
        for (int i = 1; i <= most; i++) {
            rows.add((int) ((long) i * steps.size() / most) - 1);
        }
        Map<String, List<Double>> fewer = new LinkedHashMap<>();
        figures.forEach(
                (name, values) -> fewer.put(name, rows.stream().map(values::get).toList()));
        return new Diagnostics(rows.stream().map(steps::get).toList(), fewer);
    }
}
