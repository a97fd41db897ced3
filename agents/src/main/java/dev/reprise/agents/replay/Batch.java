package dev.reprise.agents.replay;

import dev.reprise.agents.nn.RowGroups;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch as struct of arrays: rows grouped by the task that reads them, each with that task's label. A row whose label
 * is missing has weight 0. Reusable: {@link #gather} overwrites it.
 */
public final class Batch {
    private final TransitionSchema schema;
    private float[] observations = {};
    private float[] actions = {};
    private float[] nextObservations = {};
    private float[] rewards = {};
    private float[] discounts = {};
    private float[] weights = {};
    private boolean[] rehearsed = {};
    private boolean[] shared = {};
    private float[] action = {};
    /** The draws in the order of their readers, and where each reader's begin. */
    private int[] order = {};

    private int[] starts = {};
    /** What the draws' rows gave when they were touched; kept so that the JIT does not leave that out. */
    @SuppressWarnings("UnusedVariable")
    private float touched;

    /** What was gathered last. */
    private @Nullable Draws drawn;

    private @Nullable Labels judges;
    private int tasks;

    private final RowGroups groups = new RowGroups();
    private int rows;
    private int gaps;

    /** A batch of transitions of this shape. */
    public Batch(TransitionSchema schema) {
        this.schema = schema;
        this.action = new float[schema.actions()];
    }

    /**
     * Reads the drawn transitions, each under its reader's label.
     *
     * @param tasks how many tasks there are
     * @param labels asked for every transition that another task collected
     */
    public void gather(Draws draws, int tasks, Labels labels) {
        this.drawn = draws;
        this.tasks = tasks;
        this.judges = labels;
        ensure(draws.count(), tasks);
        touched = draws.touch();
        draws.sort(order, starts, tasks);
        groups.clear();
        rows = 0;
        gaps = 0;
        for (int task = 0; task < tasks; task++) {
            for (int i = starts[task]; i < starts[task + 1]; i++) {
                int draw = order[i];
                read(draws.table(draw), draws.row(draw), task, draws.origin(draw), labels);
            }
            groups.add(task, starts[task + 1] - starts[task]);
        }
    }

    private void read(TransitionTable table, int row, int reader, Origin origin, Labels labels) {
        table.copyObservation(row, observations, rows * schema.observations());
        table.copyAction(row, actions, rows * schema.actions());
        table.copyNextObservation(row, nextObservations, rows * schema.observations());
        put(label(table, row, reader, labels));
        rehearsed[rows] = origin == Origin.REHEARSED;
        shared[rows] = origin == Origin.SHARED;
        rows++;
    }

    private void put(@Nullable Label label) {
        rewards[rows] = label == null ? 0 : label.reward();
        discounts[rows] = label == null || label.terminated() ? 0 : 1;
        weights[rows] = label == null ? 0 : 1;
        gaps += label == null ? 1 : 0;
    }

    private void ensure(int count, int tasks) {
        if (order.length < count) {
            order = new int[count];
        }
        if (starts.length <= tasks) {
            starts = new int[tasks + 1];
        }
        if (rewards.length < count) {
            observations = new float[count * schema.observations()];
            actions = new float[count * schema.actions()];
            nextObservations = new float[count * schema.observations()];
            rewards = new float[count];
            discounts = new float[count];
            weights = new float[count];
            rehearsed = new boolean[count];
            shared = new boolean[count];
        }
    }

    /** Which rows belong to which task. */
    public RowGroups groups() {
        return groups;
    }

    /** How many tasks there are. */
    public int tasks() {
        return tasks;
    }

    /** The measurement before a row's action, for as long as nothing else is drawn. */
    public Measurement before(int row) {
        Draws draws = Objects.requireNonNull(drawn, "nothing gathered");
        return draws.table(order[row]).before(draws.row(order[row]));
    }

    /**
     * What any task says of a row, whichever reads it, for as long as nothing else is drawn; null where it cannot judge it.
     */
    public @Nullable Label label(int row, int task) {
        Draws draws = Objects.requireNonNull(drawn, "nothing gathered");
        return label(draws.table(order[row]), draws.row(order[row]), task, Objects.requireNonNull(judges));
    }

    private @Nullable Label label(TransitionTable table, int row, int task, Labels labels) {
        if (table.task(row) == task) {
            return table.label(row);
        }
        table.copyAction(row, action, 0);
        return labels.label(task, table.before(row), action, table.after(row));
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Rows whose label is missing. */
    public int gaps() {
        return gaps;
    }

    /** rows × observation. */
    public float[] observations() {
        return observations;
    }

    /** rows × action, in the units of the action spec. */
    public float[] actions() {
        return actions;
    }

    /** rows × observation. */
    public float[] nextObservations() {
        return nextObservations;
    }

    /** Rewards as the reading tasks give them, not normalised. */
    public float[] rewards() {
        return rewards;
    }

    /** 0 where the reading task ended the episode, else 1. */
    public float[] discounts() {
        return discounts;
    }

    /** 0 where the label is missing or the row is not to be learnt from, else 1. */
    public float[] weights() {
        return weights;
    }

    /** Whether the row comes from the memory of an earlier visit. */
    public boolean[] rehearsed() {
        return rehearsed;
    }

    /** Whether another task has collected the row, or the reading task in another visit. */
    public boolean[] shared() {
        return shared;
    }
}
