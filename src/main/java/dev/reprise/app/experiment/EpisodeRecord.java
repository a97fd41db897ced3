package dev.reprise.app.experiment;

import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/**
 * The running training episode as it can be replayed: task, reset seed and the actions since; and what has been summed
 * up of it.
 */
final class EpisodeRecord {
    private final int actionSize;
    private int task;
    private long seed;
    private long number;
    private float[] actions = new float[64];
    private int length;
    private double sumOfRewards;
    private boolean success;
    private boolean running;

    EpisodeRecord(int actionSize) {
        this.actionSize = actionSize;
    }

    /** @param newNumber of the episode within the run */
    void begin(int newTask, long newSeed, long newNumber) {
        task = newTask;
        seed = newSeed;
        number = newNumber;
        length = 0;
        sumOfRewards = 0;
        success = false;
        running = true;
    }

    void action(float[] action) {
        int needed = (length + 1) * actionSize;
        if (needed > actions.length) {
            actions = Arrays.copyOf(actions, 2 * needed);
        }
        System.arraycopy(action, 0, actions, length * actionSize, actionSize);
        length++;
    }

    void label(double reward, boolean succeeded) {
        sumOfRewards += reward;
        success |= succeeded;
    }

    void end() {
        running = false;
    }

    boolean running() {
        return running;
    }

    int task() {
        return task;
    }

    long seed() {
        return seed;
    }

    long number() {
        return number;
    }

    int length() {
        return length;
    }

    double sumOfRewards() {
        return sumOfRewards;
    }

    boolean success() {
        return success;
    }

    float[] action(int step) {
        return Arrays.copyOfRange(actions, step * actionSize, (step + 1) * actionSize);
    }

    void save(SavedState state) {
        state.putLongs("episode", running ? 1 : 0, task, seed, length, success ? 1 : 0, number);
        state.putDoubles("sum", sumOfRewards);
        state.putFloats("actions", Arrays.copyOf(actions, length * actionSize));
    }

    void load(SavedState state) {
        long[] values = state.longs("episode");
        running = values[0] == 1;
        task = (int) values[1];
        seed = values[2];
        length = (int) values[3];
        success = values[4] == 1;
        number = values[5];
        sumOfRewards = state.doubles("sum")[0];
        actions = Arrays.copyOf(state.floats("actions"), Math.max(64, length * actionSize));
    }
}
