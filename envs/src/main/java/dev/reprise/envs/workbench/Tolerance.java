package dev.reprise.envs.workbench;

/**
 * The one primitive of which the rewards are made, as in dm_control (Tassa et al. 2020, arXiv 2006.12983, section 3.1):
 * 1 within a bound, then falling, with a long tail, to {@link #AT_MARGIN} a margin further out.
 */
final class Tolerance {
    private static final double AT_MARGIN = 0.1;

    private Tolerance() {}

    /**
     * How nearly a distance is within a bound, in (0, 1]: 1/(1 + (1/{@link #AT_MARGIN} - 1)·(excess/margin)²).
     *
     * @param distance at least 0
     * @param bound at least 0
     * @param margin above 0
     */
    static double within(double distance, double bound, double margin) {
        double excess = Math.max(0, distance - bound) / margin;
        return 1 / (1 + (1 / AT_MARGIN - 1) * excess * excess);
    }
}
