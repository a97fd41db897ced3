package dev.reprise.envs.workbench;

/**
 * Rates of the bench and the length of an episode.
 *
 * @param controlPeriodSeconds between two actions; a whole number of physics steps
 * @param maxEpisodeSteps actions of an episode
 */
public record BenchSettings(double controlPeriodSeconds, int maxEpisodeSteps) {
    /** 20 Hz, five seconds. */
    public static final BenchSettings USUAL = new BenchSettings(0.05, 100);

    /**
     * Physics steps per action.
     *
     * @throws IllegalArgumentException when that is no whole number
     */
    int substeps(double physicsStepSeconds) {
        long steps = Math.round(controlPeriodSeconds / physicsStepSeconds);
        if (steps < 1 || Math.abs(steps * physicsStepSeconds - controlPeriodSeconds) > 1e-9) {
            throw new IllegalArgumentException("the control period, " + controlPeriodSeconds
                    + " s, must be a whole number of physics steps of " + physicsStepSeconds + " s");
        }
        return (int) steps;
    }
}
