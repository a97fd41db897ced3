package dev.reprise.app.science;

/**
 * A mean over seeds with its interval.
 *
 * @param mean the mean of the sample itself
 * @param low lower bound
 * @param high upper bound, at least {@code low}
 * @param values how many independent values it comes from, of the kind of which there are fewest; with one, {@code low} and
 *     {@code high} say nothing
 */
public record Interval(double mean, double low, double high, int values) {
    /** Checks that all are finite and in order. */
    public Interval {
        if (!Double.isFinite(mean) || !Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("not an interval: " + mean + " [" + low + ", " + high + "]");
        }
    }

    /** Whether its bounds say anything. */
    public boolean bounded() {
        return values > 1;
    }

    /** Whether this interval lies wholly above {@code other}. */
    public boolean above(Interval other) {
        return low > other.high;
    }
}
