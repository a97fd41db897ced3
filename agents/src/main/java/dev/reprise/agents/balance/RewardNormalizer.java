package dev.reprise.agents.balance;

import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/**
 * One scale per task: rewards are divided by the largest discounted return that the task's own episodes have reached, in
 * magnitude, times (1 - γ), which is the largest average reward per step. Tasks then have values of one size whatever
 * the units of their rewards.
 *
 * <p>After Nauman et al. 2025 ("Bigger, Regularized, Categorical", per-task normalisation by the largest return).
 * Differs in that the running discounted sum of past rewards stands for the return, so that it is known at every step
 * and not only at the end of an episode. The scale only grows, so a returning task finds it as it left it.
 */
public final class RewardNormalizer implements Saveable {
    private final boolean enabled;
    private final float discount;
    /** Of each lane. */
    private float[] running = {};
    /** The task of each lane's present episode; -1 before the first. */
    private int[] playing = {};

    private float[] largest = {};
    /** Episodes of each task that are over. */
    private int[] finished = {};

    /**
     * @param enabled false: every scale is 1
     * @param discount γ, in [0, 1)
     */
    public RewardNormalizer(boolean enabled, float discount) {
        this.enabled = enabled;
        this.discount = discount;
    }

    /** Makes room for tasks 0 … tasks-1. */
    public void grow(int tasks) {
        if (tasks > largest.length) {
            largest = Arrays.copyOf(largest, tasks);
            finished = Arrays.copyOf(finished, tasks);
        }
    }

    /**
     * Takes note of a reward that {@code task} gave in an episode of its own.
     *
     * @param lane which of the episodes that run side by side, counted from 0
     * @param episodeBegins it is the first of the episode
     */
    public void observe(int lane, int task, float reward, boolean episodeBegins) {
        if (lane >= running.length) {
            int before = running.length;
            running = Arrays.copyOf(running, lane + 1);
            playing = Arrays.copyOf(playing, lane + 1);
            Arrays.fill(playing, before, lane + 1, -1);
        }
        if (episodeBegins && playing[lane] >= 0) {
            finished[playing[lane]]++;
        }
        playing[lane] = task;
        running[lane] = (episodeBegins ? 0 : running[lane] * discount) + reward;
        largest[task] = Math.max(largest[task], Math.abs(running[lane]));
    }

    /** What rewards of {@code task} are divided by; positive. */
    public float scale(int task) {
        if (!enabled || largest[task] == 0) {
            return 1;
        }
        return largest[task] * (1 - discount);
    }

    /**
     * Whether the scale says something, as an episode has been seen to its end: its first steps may have had next to no reward,
     * so that rewards of others' transitions, divided by it, would be of any size.
     */
    public boolean settled(int task) {
        return !enabled || finished[task] > 0;
    }

    /** Goes on from another agent's scale of a task. */
    public void takeOver(int task, RewardNormalizer other, int otherTask) {
        largest[task] = other.largest[otherTask];
        finished[task] = other.finished[otherTask];
    }

    @Override
    public void save(SavedState state) {
        state.putFloats("running", running);
        state.putFloats("largest", largest);
        state.putInts("playing", playing);
        state.putInts("finished", finished);
    }

    @Override
    public void load(SavedState state) {
        running = state.floats("running");
        largest = state.floats("largest");
        playing = state.ints("playing");
        finished = state.ints("finished");
    }
}
