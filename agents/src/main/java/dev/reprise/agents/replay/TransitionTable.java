package dev.reprise.agents.replay;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Transitions in fixed-width rows: one row of floats each, beside it the collecting task, the episode and how it ended.
 * Measurements are kept in the precision in which they were judged. The rows of floats lie on the heap until they are
 * {@linkplain #spill spilled}.
 */
final class TransitionTable {
    private static final byte TERMINATED = 1;
    private static final byte TRUNCATED = 2;
    private static final byte SUCCESS = 4;
    /** Floats of a line of the cache. */
    private static final int LINE = 16;

    private final TransitionSchema schema;
    private final int capacity;
    private float[] rows;
    /** Where the rows lie when they are not on the heap. */
    private @Nullable FloatBuffer spilled;

    private int[] tasks;
    private long[] episodes;
    private byte[] flags;
    private int count;

    TransitionTable(TransitionSchema schema, int capacity) {
        this.schema = schema;
        this.capacity = capacity;
        this.rows = new float[capacity * schema.stride()];
        this.tasks = new int[capacity];
        this.episodes = new long[capacity];
        this.flags = new byte[capacity];
    }

    TransitionSchema schema() {
        return schema;
    }

    int capacity() {
        return capacity;
    }

    int count() {
        return count;
    }

    boolean full() {
        return count == capacity;
    }

    static long bytesPerRow(TransitionSchema schema) {
        return 4L * schema.stride() + 4 + 8 + 1;
    }

    int append(Transition transition) {
        write(count, transition);
        return count++;
    }

    void write(int row, Transition transition) {
        if (spilled != null) {
            throw new IllegalStateException("spilled transitions do not change");
        }
        int at = row * schema.stride();
        System.arraycopy(transition.observation(), 0, rows, at, schema.observations());
        System.arraycopy(transition.action(), 0, rows, at + schema.actionAt(), schema.actions());
        System.arraycopy(transition.nextObservation(), 0, rows, at + schema.nextObservationAt(), schema.observations());
        transition.before().copyTo(rows, at + schema.beforeAt());
        transition.after().copyTo(rows, at + schema.afterAt());
        rows[at + schema.rewardAt()] = transition.label().reward();
        tasks[row] = transition.task();
        episodes[row] = transition.episode();
        flags[row] = (byte) ((transition.label().terminated() ? TERMINATED : 0)
                | (transition.truncated() ? TRUNCATED : 0)
                | (transition.label().success() ? SUCCESS : 0));
    }

    /** Files all rows under a task. */
    void assign(int task) {
        Arrays.fill(tasks, 0, count, task);
    }

    int task(int row) {
        return tasks[row];
    }

    long episode(int row) {
        return episodes[row];
    }

    boolean truncated(int row) {
        return (flags[row] & TRUNCATED) != 0;
    }

    /** Moves the rows to {@code target}, which has to hold {@code capacity} of them; none can be written any more. */
    void spill(FloatBuffer target) {
        target.put(0, rows, 0, count * schema.stride());
        spilled = target;
        rows = new float[0];
    }

    /** Where the rows lie that are not on the heap; null when they are on the heap. */
    @Nullable
    FloatBuffer spilled() {
        return spilled;
    }

    private float number(int at) {
        return spilled == null ? rows[at] : spilled.get(at);
    }

    private void copy(int from, float[] target, int at, int numbers) {
        if (spilled == null) {
            System.arraycopy(rows, from, target, at, numbers);
        } else {
            spilled.get(from, target, at, numbers);
        }
    }

    private Measurement measurement(int at) {
        if (spilled == null) {
            return Measurement.view(schema.measurement(), rows, at);
        }
        float[] numbers = new float[schema.measurement().size()];
        spilled.get(at, numbers);
        return Measurement.of(schema.measurement(), numbers);
    }

    /** What the collecting task said. */
    Label label(int row) {
        return new Label(
                number(row * schema.stride() + schema.rewardAt()),
                (flags[row] & TERMINATED) != 0,
                (flags[row] & SUCCESS) != 0);
    }

    Measurement before(int row) {
        return measurement(row * schema.stride() + schema.beforeAt());
    }

    Measurement after(int row) {
        return measurement(row * schema.stride() + schema.afterAt());
    }

    /** Reads a number from every line of the cache that a row lies on, and returns some sum of them. */
    float touch(int row) {
        int end = (row + 1) * schema.stride();
        float sum = number(end - 1) + flags[row] + tasks[row];
        for (int i = row * schema.stride(); i < end; i += LINE) {
            sum += number(i);
        }
        return sum;
    }

    void copyObservation(int row, float[] target, int at) {
        copy(row * schema.stride(), target, at, schema.observations());
    }

    void copyAction(int row, float[] target, int at) {
        copy(row * schema.stride() + schema.actionAt(), target, at, schema.actions());
    }

    void copyNextObservation(int row, float[] target, int at) {
        copy(row * schema.stride() + schema.nextObservationAt(), target, at, schema.observations());
    }

    void save(SavedState state) {
        float[] filled = new float[count * schema.stride()];
        copy(0, filled, 0, filled.length);
        state.putFloats("rows", filled);
        state.putInts("tasks", Arrays.copyOf(tasks, count));
        state.putLongs("episodes", Arrays.copyOf(episodes, count));
        state.putBytes("flags", Arrays.copyOf(flags, count));
    }

    void load(SavedState state) {
        int[] savedTasks = state.ints("tasks");
        float[] savedRows = state.floats("rows");
        long[] savedEpisodes = state.longs("episodes");
        byte[] savedFlags = state.bytes("flags");
        count = savedTasks.length;
        if (count > capacity
                || savedRows.length != count * schema.stride()
                || savedEpisodes.length != count
                || savedFlags.length != count) {
            throw new IllegalArgumentException("saved transitions do not fit this suite's measurements or table size");
        }
        spilled = null;
        rows = Arrays.copyOf(savedRows, capacity * schema.stride());
        tasks = Arrays.copyOf(savedTasks, capacity);
        episodes = Arrays.copyOf(savedEpisodes, capacity);
        flags = Arrays.copyOf(savedFlags, capacity);
    }
}
