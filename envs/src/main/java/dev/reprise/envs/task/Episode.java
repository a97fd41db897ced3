package dev.reprise.envs.task;

import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TimeStep;
import org.jspecify.annotations.Nullable;

/** A running episode: its task judges every step, and ends it or leaves that to the clock. */
public final class Episode {
    private final Task task;
    private final EnvironmentSpecs specs;
    private Measurement current;
    private int steps;

    /** @param first what was measured after the reset */
    public Episode(Task task, EnvironmentSpecs specs, Measurement first) {
        this.task = task;
        this.specs = specs;
        this.current = first;
    }

    /**
     * The episode that a step is asked of.
     *
     * @throws IllegalStateException when none is running
     */
    public static Episode running(@Nullable Episode episode) {
        if (episode == null) {
            throw new IllegalStateException("no episode is running: reset the environment first");
        }
        return episode;
    }

    /** @throws IllegalArgumentException when an action is none of the suite's */
    public void check(float[] action) {
        String violation = specs.action().violation(action);
        if (violation != null) {
            throw new IllegalArgumentException(violation);
        }
    }

    /** Who judges. */
    public Task task() {
        return task;
    }

    /** What was measured last. */
    public Measurement current() {
        return current;
    }

    /**
     * Judges a step.
     *
     * @param after what was measured then
     * @param observation of it
     * @return a {@link TimeStep.Last} when the task or the clock ends the episode
     */
    public TimeStep next(float[] action, Measurement after, float[] observation) {
        Label label = task.label(current, action, after);
        if (label == null) {
            throw new IllegalStateException("task '" + task.id() + "' cannot judge its own episode");
        }
        current = after;
        steps++;
        if (label.terminated() || steps >= specs.maxEpisodeSteps()) {
            EndCause cause = label.terminated() ? EndCause.TERMINATED : EndCause.TRUNCATED;
            return new TimeStep.Last(after, observation, label, cause, "");
        }
        return new TimeStep.Mid(after, observation, label);
    }
}
