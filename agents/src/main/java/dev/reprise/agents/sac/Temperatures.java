package dev.reprise.agents.sac;

import dev.reprise.agents.balance.TaskScalars;
import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.state.SavedState;

/** One temperature per task, tuned so that the entropy of the task's actions meets a target. */
final class Temperatures {
    private final double targetEntropy;
    private final TaskScalars logs;
    private int tasks;

    Temperatures(SacConfig.Temperature config, int actions) {
        this.targetEntropy = config.targetEntropyPerAction() * actions;
        this.logs = new TaskScalars(config.initialLog(), config.learningRate());
    }

    void addTask() {
        tasks++;
        logs.grow(tasks);
    }

    float alpha(int task) {
        return Elementary.exp((float) logs.get(task));
    }

    /** One step on -log α · (mean log density + target entropy). */
    void update(int task, double meanLogDensity) {
        logs.step(task, -(meanLogDensity + targetEntropy));
    }

    /** Goes on from where another agent's temperature of a task stands. */
    void takeOver(int task, Temperatures other, int otherTask) {
        logs.set(task, other.logs.get(otherTask));
    }

    void resetOptimizer() {
        logs.resetOptimizer();
    }

    void save(SavedState state) {
        logs.save(state);
    }

    void load(SavedState state) {
        logs.load(state);
    }
}
