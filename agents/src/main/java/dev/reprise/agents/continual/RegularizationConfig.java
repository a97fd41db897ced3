package dev.reprise.agents.continual;

/**
 * A pull that holds the policy's backbone near to what earlier tasks need.
 *
 * @param kind how the importance of each parameter is found
 * @param coefficient of the sum over parameters of importance × squared distance, in the policy's loss
 * @param samples observations of a task over which importance is averaged
 * @param decay part of the importance so far that stays when a task's is added, with {@code online-ewc}
 */
public record RegularizationConfig(Kind kind, double coefficient, int samples, double decay) {
    /** No pull. */
    public static final RegularizationConfig OFF = new RegularizationConfig(Kind.NONE, 0, 1, 0);

    /** Checks ranges. */
    public RegularizationConfig {
        if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
            throw new IllegalArgumentException("coefficient must be 0 or more, not " + coefficient);
        }
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, not " + samples);
        }
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1], not " + decay);
        }
    }

    /** How the importance of each parameter is found. */
    public enum Kind {
        /** There is no pull. */
        NONE,
        /** All parameters count the same. */
        L2,
        /** Diagonal of the policy's Fisher information (Kirkpatrick et al. 2017, arXiv 1612.00796). */
        EWC,
        /** The same, as one running sum that fades (Schwarz et al. 2018, arXiv 1805.06370). */
        ONLINE_EWC,
        /** Slope of the squared length of the outputs (Aljundi et al. 2018, arXiv 1711.09601). */
        MAS
    }
}
