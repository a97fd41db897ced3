package dev.reprise.agents.balance;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;

/**
 * Fast adaptive multitask optimisation (Liu et al. 2023, arXiv 2306.03792, algorithm 1): all losses are to fall at the same
 * rate. With z = softmax(ξ) over the tasks in the update, a loss has the weight c·z/L, where c makes the weights' mean 1
 * (their sum in the paper); after the update ξ goes down the gradient of Σ z·(fall of the log loss) + γ/2·‖ξ‖². The paper steps
 * it plainly; the authors' code (Cranial-XIX/FAMO, famo.py) and we with Adam, the decay being part of the gradient. Costs one
 * more forward pass of the critics, no gradient per task.
 */
public final class Famo implements LossWeights {
    /** Keeps the logarithm of a loss finite. */
    private static final double LEAST = 1e-8;

    private final double decay;
    private final TaskScalars logits;
    private double[] before = {};
    private int tasks;

    /**
     * @param decay γ of ξ
     * @param learningRate of ξ
     */
    public Famo(double decay, double learningRate) {
        this.decay = decay;
        this.logits = new TaskScalars(0, learningRate);
    }

    @Override
    public void addTask(TaskId task) {
        tasks++;
        logits.grow(tasks);
    }

    @Override
    public void weigh(double[] losses, float[] weights) {
        before = Arrays.copyOf(losses, tasks);
        double[] share = softmax(losses);
        double sum = 0;
        int count = 0;
        for (int task = 0; task < tasks; task++) {
            if (!Double.isNaN(losses[task])) {
                share[task] /= losses[task] + LEAST;
                sum += share[task];
                count++;
            }
        }
        for (int task = 0; task < tasks; task++) {
            weights[task] = Double.isNaN(losses[task]) ? 1 : (float) (share[task] * count / sum);
        }
    }

    private double[] softmax(double[] losses) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int task = 0; task < tasks; task++) {
            largest = Double.isNaN(losses[task]) ? largest : Math.max(largest, logits.get(task));
        }
        double[] share = new double[tasks];
        double sum = 0;
        for (int task = 0; task < tasks; task++) {
            share[task] = Double.isNaN(losses[task]) ? 0 : StrictMath.exp(logits.get(task) - largest);
            sum += share[task];
        }
        for (int task = 0; task < tasks && sum > 0; task++) {
            share[task] /= sum;
        }
        return share;
    }

    @Override
    public boolean wantsOutcome() {
        return true;
    }

    @Override
    public void outcome(double[] losses) {
        double[] share = softmax(before);
        double[] fall = new double[tasks];
        double mean = 0;
        for (int task = 0; task < tasks; task++) {
            if (share[task] > 0) {
                fall[task] = StrictMath.log(before[task] + LEAST) - StrictMath.log(losses[task] + LEAST);
                mean += share[task] * fall[task];
            }
        }
        for (int task = 0; task < tasks; task++) {
            if (share[task] > 0) {
                // A task whose loss falls faster than the others' gets less.
                logits.step(task, share[task] * (fall[task] - mean) + decay * logits.get(task));
            }
        }
    }

    @Override
    public void save(SavedState state) {
        logits.save(state);
    }

    @Override
    public void load(SavedState state) {
        logits.load(state);
    }
}
