package dev.reprise.agents.sac;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/** One temperature per task, each with an Adam of its own, so that a task that rests is not touched. */
final class Temperatures {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final SacConfig.Temperature config;
    private final double targetEntropy;
    private double[] logs = {};
    private double[] first = {};
    private double[] second = {};
    private double[] steps = {};

    Temperatures(SacConfig.Temperature config, int actions) {
        this.config = config;
        this.targetEntropy = config.targetEntropyPerAction() * actions;
    }

    void addTask() {
        logs = Arrays.copyOf(logs, logs.length + 1);
        logs[logs.length - 1] = config.initialLog();
        first = Arrays.copyOf(first, logs.length);
        second = Arrays.copyOf(second, logs.length);
        steps = Arrays.copyOf(steps, logs.length);
    }

    float alpha(int task) {
        return Elementary.exp((float) logs[task]);
    }

    /** One step on -log α · (mean log density + target entropy). */
    void update(int task, double meanLogDensity) {
        double gradient = -(meanLogDensity + targetEntropy);
        steps[task]++;
        first[task] = BETA1 * first[task] + (1 - BETA1) * gradient;
        second[task] = BETA2 * second[task] + (1 - BETA2) * gradient * gradient;
        double m = first[task] / (1 - StrictMath.pow(BETA1, steps[task]));
        double v = second[task] / (1 - StrictMath.pow(BETA2, steps[task]));
        logs[task] -= config.learningRate() * m / (Math.sqrt(v) + 1e-8);
    }

    void resetOptimizer() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(steps, 0);
    }

    void save(SavedState state) {
        state.putDoubles("logs", logs);
        state.putDoubles("first", first);
        state.putDoubles("second", second);
        state.putDoubles("steps", steps);
    }

    void load(SavedState state) {
        logs = state.doubles("logs");
        first = state.doubles("first");
        second = state.doubles("second");
        steps = state.doubles("steps");
    }
}
