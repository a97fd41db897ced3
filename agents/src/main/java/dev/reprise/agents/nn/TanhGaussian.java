package dev.reprise.agents.nn;

/**
 * A Gaussian squashed by tanh: a = tanh(u), u = mean + exp(logStd)·ε. The log standard deviation is clipped to {@link
 * #MIN_LOG_STD} … {@link #MAX_LOG_STD}; beyond, it has no gradient. Log density from Haarnoja et al. 2018 (arXiv
 * 1812.05905), appendix C, eq. 26, with log(1 - tanh²u) = 2(ln 2 - u - softplus(-2u)).
 */
public final class TanhGaussian {
    /** Least log standard deviation. */
    public static final float MIN_LOG_STD = -20f;
    /** Largest log standard deviation. */
    public static final float MAX_LOG_STD = 2f;

    private static final float LN2 = 0.6931472f;
    private static final float HALF_LOG_2PI = 0.9189385f;

    private TanhGaussian() {}

    /** Within the bounds. */
    public static float clippedLogStd(float logStd) {
        return Math.max(MIN_LOG_STD, Math.min(MAX_LOG_STD, logStd));
    }

    /**
     * Squashed actions and their log densities for rows of network outputs.
     *
     * <p>One e = exp(-2|u|) serves both tanh u = ±(1 - e)/(1 + e) and softplus(-2u) = max(-2u, 0) + log(1 + e).
     *
     * @param outputs rows × (means, log standard deviations)
     * @param noise rows × actions, standard normal
     * @param squashed rows × actions, written; in [-1, 1]
     * @param deviations rows × actions, written: the standard deviations
     * @param logDensities one per row, written
     */
    public static void sample(
            float[] outputs,
            float[] noise,
            int rows,
            int actions,
            float[] squashed,
            float[] deviations,
            float[] logDensities) {
        for (int row = 0; row < rows; row++) {
            float logDensity = 0;
            for (int a = 0; a < actions; a++) {
                int at = row * actions + a;
                float logStd = clippedLogStd(outputs[2 * row * actions + actions + a]);
                float std = Elementary.exp(logStd);
                float u = outputs[2 * row * actions + a] + std * noise[at];
                float e = Elementary.exp(-2 * Math.abs(u));
                deviations[at] = std;
                squashed[at] = Math.copySign((1 - e) / (1 + e), u);
                float softplus = Math.max(-2 * u, 0f) + Elementary.log(1 + e);
                float logSlope = 2 * (LN2 - u - softplus);
                logDensity += -0.5f * noise[at] * noise[at] - logStd - HALF_LOG_2PI - logSlope;
            }
            logDensities[row] = logDensity;
        }
    }
}
