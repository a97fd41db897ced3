package dev.reprise.agents.balance;

import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/** A learnt number per task, each with an Adam of its own, so that a task that rests is not touched. */
public final class TaskScalars implements Saveable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final double initial;
    private final double learningRate;
    private double[] values = {};
    private double[] first = {};
    private double[] second = {};
    private double[] steps = {};

    /** @param initial what each number starts from */
    public TaskScalars(double initial, double learningRate) {
        this.initial = initial;
        this.learningRate = learningRate;
    }

    /** Makes room for tasks 0 … tasks-1. */
    public void grow(int tasks) {
        int known = values.length;
        if (tasks <= known) {
            return;
        }
        values = Arrays.copyOf(values, tasks);
        Arrays.fill(values, known, tasks, initial);
        first = Arrays.copyOf(first, tasks);
        second = Arrays.copyOf(second, tasks);
        steps = Arrays.copyOf(steps, tasks);
    }

    /** The number of a task. */
    public double get(int task) {
        return values[task];
    }

    /** Sets the number of a task; its moments stay. */
    public void set(int task, double value) {
        values[task] = value;
    }

    /** One step against {@code gradient}. */
    public void step(int task, double gradient) {
        steps[task]++;
        first[task] = BETA1 * first[task] + (1 - BETA1) * gradient;
        second[task] = BETA2 * second[task] + (1 - BETA2) * gradient * gradient;
        double m = first[task] / (1 - StrictMath.pow(BETA1, steps[task]));
        double v = second[task] / (1 - StrictMath.pow(BETA2, steps[task]));
        values[task] -= learningRate * m / (Math.sqrt(v) + 1e-8);
    }

    /** Fresh moments; the numbers stay. */
    public void resetOptimizer() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(steps, 0);
    }

    @Override
    public void save(SavedState state) {
        state.putDoubles("values", values);
        state.putDoubles("first", first);
        state.putDoubles("second", second);
        state.putDoubles("steps", steps);
    }

    @Override
    public void load(SavedState state) {
        values = state.doubles("values");
        first = state.doubles("first");
        second = state.doubles("second");
        steps = state.doubles("steps");
    }
}
