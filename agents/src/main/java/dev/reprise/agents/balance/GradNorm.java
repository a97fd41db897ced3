package dev.reprise.agents.balance;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;

/**
 * GradNorm (Chen et al. 2018, arXiv 1711.02257, eq. 2): weights are learnt such that every task's weighted gradient has the
 * mean length of all times r^asymmetry, where r is how slowly the task's loss falls beside the others'. They add up to the
 * number of tasks in the update.
 *
 * <p>Lengths are taken over the whole backbone, not over its last layer, of the gradients of each task's own mean loss: unlike
 * the paper's, our tasks have unequal numbers of rows, and the weights are not to undo that. The loss that a task starts from
 * is that of its first update.
 */
public final class GradNorm implements LossWeights {
    private static final double LEAST = 1e-3;

    private final double asymmetry;
    private final TaskScalars weights;
    private double[] initial = {};
    private double[] present = {};

    /**
     * @param asymmetry 0: equal lengths; larger: more to the tasks that lag
     * @param learningRate of the weights
     */
    public GradNorm(double asymmetry, double learningRate) {
        this.asymmetry = asymmetry;
        this.weights = new TaskScalars(1, learningRate);
    }

    @Override
    public void addTask(TaskId task) {
        int tasks = initial.length + 1;
        weights.grow(tasks);
        initial = Arrays.copyOf(initial, tasks);
        initial[tasks - 1] = Double.NaN;
    }

    @Override
    public void weigh(double[] losses, float[] to) {
        present = Arrays.copyOf(losses, initial.length);
        for (int task = 0; task < initial.length; task++) {
            if (!Double.isNaN(losses[task]) && Double.isNaN(initial[task])) {
                initial[task] = Math.max(losses[task], 1e-12);
            }
            to[task] = (float) weights.get(task);
        }
    }

    @Override
    public boolean wantsNorms() {
        return true;
    }

    @Override
    public void norms(double[] norms) {
        int count = 0;
        double meanNorm = 0;
        double meanRatio = 0;
        for (int task = 0; task < initial.length; task++) {
            if (!Double.isNaN(norms[task]) && !Double.isNaN(present[task])) {
                count++;
                meanNorm += norms[task];
                meanRatio += present[task] / initial[task];
            }
        }
        if (count < 2 || meanRatio == 0) {
            return;
        }
        meanNorm /= count;
        meanRatio /= count;
        double sum = 0;
        for (int task = 0; task < initial.length; task++) {
            if (!Double.isNaN(norms[task]) && !Double.isNaN(present[task])) {
                double slowness = present[task] / initial[task] / meanRatio;
                double target = meanNorm * StrictMath.pow(slowness, asymmetry);
                double slope = norms[task] / weights.get(task);
                weights.step(task, Math.signum(norms[task] - target) * slope);
                weights.set(task, Math.max(LEAST, weights.get(task)));
                sum += weights.get(task);
            }
        }
        for (int task = 0; task < initial.length; task++) {
            if (!Double.isNaN(norms[task]) && !Double.isNaN(present[task])) {
                weights.set(task, weights.get(task) * count / sum);
            }
        }
    }

    @Override
    public void save(SavedState state) {
        weights.save(state);
        state.putDoubles("initial", initial);
    }

    @Override
    public void load(SavedState state) {
        weights.load(state);
        initial = state.doubles("initial");
    }
}
