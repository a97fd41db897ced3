package dev.reprise.agents.balance;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/**
 * Values in units of their own spread (van Hasselt et al. 2016, arXiv 1602.07714; for many tasks Hessel et al. 2018, arXiv
 * 1809.04474, eq. 5 to 9): a critic's head gives (value - mean)/deviation of its task, both running figures of the
 * task's targets. When they move, the head is rewritten so that the values that it stands for stay.
 */
public final class PopArt implements Saveable {
    private static final double LEAST = 1e-4;
    private static final double LARGEST = 1e6;

    private final double step;
    private double[] means = {};
    private double[] squares = {};

    /** @param step part of the running figures that an update replaces, in [0, 1); 0 turns it off */
    public PopArt(double step) {
        this.step = step;
    }

    /** Whether values are in units of their own at all. */
    public boolean enabled() {
        return step > 0;
    }

    /** A task has been met; its mean is 0, its deviation 1. */
    public void addTask() {
        means = Arrays.copyOf(means, means.length + 1);
        squares = Arrays.copyOf(squares, squares.length + 1);
        squares[squares.length - 1] = 1;
    }

    /** Running mean of the targets of {@code task}. */
    public float mean(int task) {
        return (float) means[task];
    }

    /** Running standard deviation of the targets of {@code task}; positive. */
    public float deviation(int task) {
        double variance = squares[task] - means[task] * means[task];
        return (float) Math.sqrt(Math.min(LARGEST * LARGEST, Math.max(LEAST * LEAST, variance)));
    }

    /**
     * Takes note of targets of a task and rewrites the heads.
     *
     * @param mean of the targets
     * @param square mean of their squares
     * @param networks whose heads give the task's values in the present units
     */
    public void observe(int task, double mean, double square, ParameterVector... networks) {
        float oldMean = mean(task);
        float oldDeviation = deviation(task);
        means[task] += step * (mean - means[task]);
        squares[task] += step * (square - squares[task]);
        float scale = oldDeviation / deviation(task);
        float shift = (oldMean - mean(task)) / deviation(task);
        for (ParameterVector network : networks) {
            float[] values = network.edit();
            ParameterLayout.Tensor weight = network.layout().headWeight(task);
            for (int i = weight.offset(); i < weight.offset() + weight.size(); i++) {
                values[i] *= scale;
            }
            int bias = network.layout().headBias(task).offset();
            values[bias] = values[bias] * scale + shift;
        }
    }

    /** Goes on from another agent's figures of a task. */
    public void takeOver(int task, PopArt other, int otherTask) {
        means[task] = other.means[otherTask];
        squares[task] = other.squares[otherTask];
    }

    @Override
    public void save(SavedState state) {
        state.putDoubles("means", means);
        state.putDoubles("squares", squares);
    }

    @Override
    public void load(SavedState state) {
        means = state.doubles("means");
        squares = state.doubles("squares");
    }
}
