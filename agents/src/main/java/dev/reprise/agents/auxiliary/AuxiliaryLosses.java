package dev.reprise.agents.auxiliary;

/**
 * Losses of auxiliary tasks in one update, before their coefficients, as means over the networks that have them and over what
 * was known; NaN where nothing is predicted or nothing was known.
 *
 * @param dynamics half the mean squared error, in variances of each number's changes
 * @param reward the same of rewards
 * @param measurements the same of measurements
 * @param success mean cross-entropy, in nats
 */
public record AuxiliaryLosses(double dynamics, double reward, double measurements, double success) {
    /** Nothing predicted. */
    public static final AuxiliaryLosses NONE = new AuxiliaryLosses(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
