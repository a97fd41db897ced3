package dev.reprise.envs.workbench;

import dev.reprise.envs.task.Rates;

/**
 * What an action commands, rates of the bench and the length of an episode.
 *
 * @param control what an action commands
 * @param controlSeconds between two actions; a whole number of physics steps
 * @param physicsSeconds of a physics step
 */
record BenchSettings(BenchControl control, double controlSeconds, double physicsSeconds) {
    private static final double EPISODE_SECONDS = 5;

    /** Checks that the rates fit together. */
    BenchSettings {
        long steps = Math.round(controlSeconds / physicsSeconds);
        if (steps < 1 || Math.abs(steps * physicsSeconds - controlSeconds) > 1e-9) {
            throw new IllegalArgumentException("the control period, " + controlSeconds
                    + " s, must be a whole number of physics steps of " + physicsSeconds + " s");
        }
        if (controlSeconds > EPISODE_SECONDS) {
            throw new IllegalArgumentException("the control period, " + controlSeconds
                    + " s, must not be longer than an episode, " + EPISODE_SECONDS + " s");
        }
    }

    /** 20 Hz over 2.5 ms. */
    static BenchSettings of(BenchControl control) {
        return new BenchSettings(control, 0.05, 0.0025);
    }

    /** The same at other rates. */
    BenchSettings at(Rates rates) {
        Double otherControl = rates.controlSeconds();
        Double otherPhysics = rates.physicsSeconds();
        return new BenchSettings(
                control,
                otherControl == null ? controlSeconds : otherControl,
                otherPhysics == null ? physicsSeconds : otherPhysics);
    }

    /** Physics steps per action. */
    int substeps() {
        return (int) Math.round(controlSeconds / physicsSeconds);
    }

    /** Actions of an episode. */
    int maxEpisodeSteps() {
        return (int) Math.round(EPISODE_SECONDS / controlSeconds);
    }
}
