package dev.reprise.agents.balance;

import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.Map;

/** Weights that the configuration names; they hold for critics and policy. Tasks that are not named have 1. */
public final class FixedWeights implements LossWeights {
    private final Map<String, Double> named;
    private float[] weights = {};

    /** @param named by the tasks' names */
    public FixedWeights(Map<String, Double> named) {
        this.named = Map.copyOf(named);
    }

    @Override
    public void addTask(TaskId task) {
        weights = Arrays.copyOf(weights, weights.length + 1);
        weights[weights.length - 1] = named.getOrDefault(task.name(), 1.0).floatValue();
    }

    @Override
    public void weigh(double[] losses, float[] to) {
        System.arraycopy(weights, 0, to, 0, weights.length);
    }

    @Override
    public boolean weighsPolicy() {
        return true;
    }
}
