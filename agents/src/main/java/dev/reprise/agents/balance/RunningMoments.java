package dev.reprise.agents.balance;

import dev.reprise.agents.state.SavedState;

/** Mean and standard deviation of each of some numbers, over all that were seen (Welford 1962). */
public final class RunningMoments {
    private final double[] counts;
    private final double[] means;
    /** Sums of squared distances from the mean. */
    private final double[] squares;

    /** Nothing seen yet. */
    public RunningMoments(int numbers) {
        counts = new double[numbers];
        means = new double[numbers];
        squares = new double[numbers];
    }

    /** Takes in a value of a number. */
    public void observe(int number, double value) {
        counts[number]++;
        double gap = value - means[number];
        means[number] += gap / counts[number];
        squares[number] += gap * (value - means[number]);
    }

    /** In standard deviations from the mean, at most {@code limit} of them; 0 where the number has never changed. */
    public float normalised(int number, double value, double limit) {
        double deviation = deviation(number);
        double scaled = (value - means[number]) / deviation;
        return deviation > 1e-9 ? (float) Math.max(-limit, Math.min(limit, scaled)) : 0;
    }

    /** Mean of a number; 0 before any. */
    public double mean(int number) {
        return means[number];
    }

    /** Standard deviation of a number; 0 before any. */
    public double deviation(int number) {
        return Math.sqrt(squares[number] / Math.max(1, counts[number]));
    }

    /** Writes all. */
    public void save(SavedState state) {
        state.putDoubles("counts", counts);
        state.putDoubles("means", means);
        state.putDoubles("squares", squares);
    }

    /** Takes up what {@link #save} wrote. */
    public void load(SavedState state) {
        System.arraycopy(state.doubles("counts"), 0, counts, 0, counts.length);
        System.arraycopy(state.doubles("means"), 0, means, 0, means.length);
        System.arraycopy(state.doubles("squares"), 0, squares, 0, squares.length);
    }
}
