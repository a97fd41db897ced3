package dev.reprise.agents.replay;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import org.jspecify.annotations.Nullable;

/** The tasks' judgement: what task {@code task} says of a transition, whichever task collected it. */
@FunctionalInterface
public interface Labels {
    /**
     * @param task as its index in the agent's order of arrival
     * @return null when the task cannot judge these measurements
     */
    @Nullable
    Label label(int task, Measurement before, float[] action, Measurement after);
}
