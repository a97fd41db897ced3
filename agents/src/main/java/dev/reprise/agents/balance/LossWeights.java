package dev.reprise.agents.balance;

import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;

/**
 * What each task's loss is multiplied with, so that no task drowns the others. The losses are those of both critics: means
 * over the task's labelled rows, never negative. A task without rows has the loss NaN and keeps its weight.
 */
public interface LossWeights extends Saveable {
    /** A task has been met; it is the one behind the last. */
    void addTask(TaskId task);

    /**
     * Weighs the losses of an update.
     *
     * @param losses by task, before the update
     * @param weights by task, to be written
     */
    void weigh(double[] losses, float[] weights);

    /** Whether the policy's rows are weighed as the critics' are. */
    default boolean weighsPolicy() {
        return false;
    }

    /** Whether {@link #outcome} is to be called. */
    default boolean wantsOutcome() {
        return false;
    }

    /** The losses of the same rows after the update. */
    default void outcome(double[] losses) {}

    /** Whether {@link #norms} is to be called. */
    default boolean wantsNorms() {
        return false;
    }

    /**
     * Lengths of the weighted gradients of the tasks' losses over the first critic's backbone, whatever part of the rows is
     * a task's.
     *
     * @param norms by task; NaN without labelled rows
     */
    default void norms(double[] norms) {}

    @Override
    default void save(SavedState state) {}

    @Override
    default void load(SavedState state) {}
}
