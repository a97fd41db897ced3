package dev.reprise.app.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart.
 *
 * @param label what it shows, with its unit; may be empty
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param ticks ascending, within the range
 */
public record ChartAxis(String label, double low, double high, List<Tick> ticks) {
    /**
     * A mark on the axis.
     *
     * @param value where
     * @param label text beside it; empty for a mark alone
     */
    public record Tick(double value, String label) {}

    /** Checks the range. */
    public ChartAxis {
        ticks = List.copyOf(ticks);
        if (!(low < high)) {
            throw new IllegalArgumentException("an axis must ascend, not run from " + low + " to " + high);
        }
    }

    /** Environment steps from 0 to {@code total}, with ticks at round numbers. */
    public static ChartAxis steps(long total) {
        List<Tick> ticks = new ArrayList<>();
        double distance = roundDistance(total / 8.0);
        for (int i = 0; i * distance <= total * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * distance, Numbers.brief(i * distance, distance)));
        }
        return new ChartAxis("environment steps", 0, total, ticks);
    }

    /** Success rates from 0 to 1 with {@code parts} equal parts. */
    public static ChartAxis success(int parts) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= parts; i++) {
            ticks.add(new Tick((double) i / parts, Numbers.plain((double) i / parts)));
        }
        return new ChartAxis("success", 0, 1, ticks);
    }

    /** Any figure, over a range that holds all {@code values}, with ticks at round numbers. */
    public static ChartAxis of(String label, List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double size = Math.max(1, Math.abs(most));
        // What differs by rounding alone is drawn as the constant that it is.
        double range = most - least > 1e-6 * size ? most - least : size;
        double distance = roundDistance(range / 4);
        List<Tick> ticks = new ArrayList<>();
        double low = Math.floor(least / distance) * distance;
        double high = low;
        for (int i = 0; high < most || i < 2; i++) {
            high = low + i * distance;
            ticks.add(new Tick(high, Numbers.brief(high, distance)));
        }
        return new ChartAxis(label, low, high, ticks);
    }

    /** The same range with marks alone, for a chart that stands above another with the same axis. */
    public ChartAxis bare() {
        return new ChartAxis(
                "", low, high, ticks.stream().map(t -> new Tick(t.value(), "")).toList());
    }

    /** The smallest of 1, 2 and 5 times a power of ten that is at least {@code atLeast}. */
    private static double roundDistance(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= atLeast * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
