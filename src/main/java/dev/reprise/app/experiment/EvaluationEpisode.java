package dev.reprise.app.experiment;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import org.jspecify.annotations.Nullable;

/**
 * One episode as evaluations play them: its start state depends on the run's seed, the task and the episode's number
 * alone, so that the episode that is shown is the one that was counted.
 */
public final class EvaluationEpisode {
    private final Environment environment;
    private TimeStep now;
    private int steps;
    private double reward;
    private double sumOfRewards;
    private boolean succeeded;

    /**
     * Begins; ends whatever episode is running in the environment.
     *
     * @param seed of the run
     * @param number of the task's episode, from 0
     */
    public EvaluationEpisode(Environment environment, TaskId task, long seed, int number) {
        this.environment = environment;
        this.now = environment.reset(task, RandomStream.seed(seed, "evaluation/" + task + "/" + number));
    }

    /** Where it stands. */
    public TimeStep now() {
        return now;
    }

    /** Whether that was its last step. */
    public boolean over() {
        return now instanceof TimeStep.Last;
    }

    /** Whether the environment broke it off, which says nothing of the policy. */
    boolean aborted() {
        return now instanceof TimeStep.Last last && last.cause() == EndCause.ABORTED;
    }

    /** Why it was broken off; empty when it was not. */
    String reason() {
        return now instanceof TimeStep.Last last ? last.reason() : "";
    }

    /** Goes on by one control period. */
    public void step(float[] action) {
        now = environment.step(action);
        steps++;
        Label label = label(now);
        if (label != null) {
            reward = label.reward();
            sumOfRewards += reward;
            succeeded |= label.success();
        }
    }

    /** Actions so far. */
    public int steps() {
        return steps;
    }

    /** Of the last step that had one. */
    public double reward() {
        return reward;
    }

    /** Undiscounted. */
    public double sumOfRewards() {
        return sumOfRewards;
    }

    /** Whether the task has succeeded at any step so far. */
    public boolean succeeded() {
        return succeeded;
    }

    private static @Nullable Label label(TimeStep step) {
        if (step instanceof TimeStep.Mid mid) {
            return mid.label();
        }
        return step instanceof TimeStep.Last last ? last.label() : null;
    }
}
