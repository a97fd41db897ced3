package dev.reprise.agents.replay;

import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.MeasurementSchema;

/**
 * Where the parts of a stored transition lie in its row of floats: observation, action, next observation, measurement
 * before, measurement after, reward.
 *
 * @param observations numbers of an observation
 * @param actions numbers of an action
 * @param measurement what the measurements mean
 */
public record TransitionSchema(int observations, int actions, MeasurementSchema measurement) {
    /** The schema of an environment's transitions. */
    public static TransitionSchema of(EnvironmentSpecs specs) {
        return new TransitionSchema(specs.observation().size(), specs.action().size(), specs.measurement());
    }

    int actionAt() {
        return observations;
    }

    int nextObservationAt() {
        return observations + actions;
    }

    int beforeAt() {
        return 2 * observations + actions;
    }

    int afterAt() {
        return beforeAt() + measurement.size();
    }

    int rewardAt() {
        return afterAt() + measurement.size();
    }

    /** Floats per row. */
    int stride() {
        return rewardAt() + 1;
    }
}
