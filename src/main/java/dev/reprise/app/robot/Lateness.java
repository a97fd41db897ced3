package dev.reprise.app.robot;

import java.util.Arrays;

/** The last some thousand delays, s. */
final class Lateness {
    private final double[] kept = new double[8192];
    private long count;

    void add(double seconds) {
        kept[(int) (count++ % kept.length)] = seconds;
    }

    /** @param part 0 … 1; the result is 0 before anything was added */
    double quantile(double part) {
        double[] sorted = Arrays.copyOf(kept, (int) Math.min(count, kept.length));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))];
    }
}
