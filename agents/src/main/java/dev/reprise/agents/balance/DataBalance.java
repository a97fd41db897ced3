package dev.reprise.agents.balance;

import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares environment steps, rows of batches and rows of memories out between tasks, and keeps the running success that this
 * may go by.
 */
public final class DataBalance implements Saveable {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final DataConfig config;
    private double[] weights = {};
    private double[] success = {};
    /** Steps that each task of the phase is still owed; together 0. */
    private double[] owed = {};
    /** Where the next batch's fractions of rows are rounded up, in [0, 1). It goes round by the golden ratio: spread evenly. */
    private double rounding = 0.5;

    /** Of all tasks that will be met. */
    public DataBalance(DataConfig config) {
        this.config = config;
    }

    /** A task has been met; it is the one behind the last. */
    public void addTask(TaskId task) {
        int tasks = weights.length + 1;
        Map<String, Double> named = config.weights() == null ? Map.of() : config.weights();
        weights = Arrays.copyOf(weights, tasks);
        weights[tasks - 1] = named.getOrDefault(task.name(), 1.0);
        success = Arrays.copyOf(success, tasks);
        owed = Arrays.copyOf(owed, tasks);
    }

    /** A phase begins: nobody is owed anything. */
    public void beginPhase() {
        Arrays.fill(owed, 0);
    }

    /**
     * The task whose episode comes next: the one that is owed most steps, the first of them when several are. It is charged
     * with a whole episode.
     *
     * @param steps that an episode takes at most
     * @return index in {@code tasks}
     */
    public int next(List<Integer> tasks, int steps) {
        double[] shares = shares(config.steps(), tasks, new long[tasks.size()]);
        int chosen = 0;
        for (int i = 0; i < tasks.size(); i++) {
            owed[tasks.get(i)] += shares[i] * steps;
            chosen = owed[tasks.get(i)] > owed[tasks.get(chosen)] + 1e-9 ? i : chosen;
        }
        owed[tasks.get(chosen)] -= steps;
        return chosen;
    }

    /**
     * An episode is over.
     *
     * @param succeeded null when it was cut off, which says nothing of it
     * @param unused steps that it was charged with and did not take
     */
    public void episodeEnded(List<Integer> tasks, int task, @Nullable Boolean succeeded, int unused) {
        if (succeeded != null) {
            success[task] = config.decay() * success[task] + (1 - config.decay()) * (succeeded ? 1 : 0);
        }
        double[] shares = shares(config.steps(), tasks, new long[tasks.size()]);
        for (int i = 0; i < tasks.size(); i++) {
            owed[tasks.get(i)] -= shares[i] * unused;
        }
        owed[task] += unused;
    }

    /**
     * Whether enough has been collected to learn from. Where steps and rows are shared out evenly, every task soon has its
     * part of a batch, and is waited for. Elsewhere a task's first step may come very late: there it is enough that all
     * together have collected a batch, from which who has collected nothing is left out.
     *
     * @param present tasks in training
     * @param rows that a batch has of those of them that have collected anything
     * @param amounts what each of these has collected
     */
    public boolean enough(int present, int[] rows, long[] amounts) {
        if (config.steps() != DataConfig.Share.UNIFORM || config.rows() != DataConfig.Share.UNIFORM) {
            return amounts.length > 0
                    && Arrays.stream(amounts).sum() >= Arrays.stream(rows).sum();
        }
        boolean enough = amounts.length == present;
        for (int i = 0; i < rows.length; i++) {
            enough &= amounts[i] >= rows[i];
        }
        return enough;
    }

    /**
     * Splits a batch's rows. A share that is no whole number of rows is rounded up in some batches and down in others, so that
     * a task whose share is less than a row gets one now and then.
     *
     * @param amounts what each of the tasks has collected
     * @return rows for each of them; they add up to {@code rows}
     */
    public int[] rows(int rows, List<Integer> tasks, long[] amounts) {
        int[] split = new int[tasks.size()];
        if (config.rows() == DataConfig.Share.UNIFORM && rows >= split.length) {
            for (int i = 0; i < split.length; i++) {
                split[i] = rows * (i + 1) / split.length - rows * i / split.length;
            }
            return split;
        }
        double[] shares = shares(config.rows(), tasks, amounts);
        double sum = 0;
        int given = 0;
        for (int i = 0; i < split.length; i++) {
            sum += shares[i];
            int upTo = i == split.length - 1 ? rows : (int) Math.min(rows, Math.floor(rows * sum + rounding));
            split[i] = upTo - given;
            given = upTo;
        }
        rounding = (rounding + GOLDEN) % 1;
        return split;
    }

    /** Whether each memory gives as many rows as any other. */
    public boolean memoriesAlike() {
        return config.memory() == DataConfig.Share.UNIFORM;
    }

    /**
     * The memories' shares of the rehearsed rows.
     *
     * @param amounts what each of the memories holds
     */
    public double[] memoryShares(List<Integer> tasks, long[] amounts) {
        return shares(config.memory(), tasks, amounts);
    }

    /** Positive numbers that add up to 1. */
    private double[] shares(DataConfig.Share by, List<Integer> tasks, long[] amounts) {
        double[] shares = new double[tasks.size()];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            int task = tasks.get(i);
            shares[i] = switch (by) {
                case UNIFORM -> 1;
                case PROPORTIONAL -> amounts[i];
                case WEIGHTED -> weights[task];
                case LAGGING -> config.floor() + 1 - success[task];
            };
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum > 0 ? shares[i] / sum : 1.0 / shares.length;
        }
        return shares;
    }

    @Override
    public void save(SavedState state) {
        state.putDoubles("success", success);
        state.putDoubles("owed", owed);
        state.putDoubles("rounding", new double[] {rounding});
    }

    @Override
    public void load(SavedState state) {
        success = state.doubles("success");
        owed = state.doubles("owed");
        rounding = state.doubles("rounding")[0];
    }
}
