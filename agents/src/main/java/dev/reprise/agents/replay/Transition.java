package dev.reprise.agents.replay;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/**
 * One step of experience on its way into a store.
 *
 * @param task the task it was collected under, as its index in the agent's order of arrival
 * @param episode number of the episode within the run
 * @param label what that task says of it
 * @param truncated the clock ended the episode here; its value is bootstrapped all the same
 */
public record Transition(
        int task,
        long episode,
        float[] observation,
        Measurement before,
        float[] action,
        float[] nextObservation,
        Measurement after,
        Label label,
        boolean truncated) {}
