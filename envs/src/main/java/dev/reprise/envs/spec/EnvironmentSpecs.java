package dev.reprise.envs.spec;

/**
 * The shapes and rates of an environment; the same for all its tasks.
 *
 * @param observation what the agent sees
 * @param action what the agent commands; every axis is bounded
 * @param measurement what tasks judge
 * @param controlPeriodSeconds time between two steps, seconds
 * @param maxEpisodeSteps steps after which the clock ends an episode
 */
public record EnvironmentSpecs(
        BoxSpec observation,
        BoxSpec action,
        MeasurementSchema measurement,
        double controlPeriodSeconds,
        int maxEpisodeSteps) {
    /** Checks bounds of actions, rate and length. */
    public EnvironmentSpecs {
        for (Axis axis : action.axes()) {
            if (Float.isInfinite(axis.low()) || Float.isInfinite(axis.high())) {
                throw new IllegalArgumentException("action axis '" + axis.name() + "' must have finite bounds");
            }
        }
        if (!(controlPeriodSeconds > 0)) {
            throw new IllegalArgumentException("control period must be positive seconds, not " + controlPeriodSeconds);
        }
        if (maxEpisodeSteps < 1) {
            throw new IllegalArgumentException("an episode must have at least one step, not " + maxEpisodeSteps);
        }
    }
}
