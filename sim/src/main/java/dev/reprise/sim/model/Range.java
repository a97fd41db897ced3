package dev.reprise.sim.model;

/** Limits, both included. */
public record Range(double low, double high) {
    /** Checks the order. */
    public Range {
        if (!(low <= high)) {
            throw new IllegalArgumentException("a range must not end (" + high + ") before it begins (" + low + ")");
        }
    }

    /** The nearest number within the limits. */
    public double clamp(double value) {
        return Math.max(low, Math.min(high, value));
    }
}
