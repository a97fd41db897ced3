package dev.reprise.agents.balance;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;

/**
 * Weights from the tasks' homoscedastic uncertainty (Kendall, Gal and Cipolla 2018, arXiv 1705.07115, eq. 7 and section
 * 3.2): Σ e^-s·L + ½ s with a learnt s = log σ² for each task, where L is half a squared error. At rest a task's weight is
 * the inverse of twice its loss.
 */
public final class UncertaintyWeights implements LossWeights {
    private final TaskScalars logVariances;
    private int tasks;

    /** @param learningRate of s */
    public UncertaintyWeights(double learningRate) {
        this.logVariances = new TaskScalars(0, learningRate);
    }

    @Override
    public void addTask(TaskId task) {
        tasks++;
        logVariances.grow(tasks);
    }

    @Override
    public void weigh(double[] losses, float[] weights) {
        for (int task = 0; task < tasks; task++) {
            double weight = StrictMath.exp(-logVariances.get(task));
            weights[task] = (float) weight;
            if (!Double.isNaN(losses[task])) {
                logVariances.step(task, 0.5 - weight * losses[task]);
            }
        }
    }

    @Override
    public void save(SavedState state) {
        logVariances.save(state);
    }

    @Override
    public void load(SavedState state) {
        logVariances.load(state);
    }
}
