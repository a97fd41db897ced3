package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.ReservoirMemory;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each task for rehearsal: a reservoir over all its transitions of all visits, and, from the end of its
 * last visit on, what the policy did then in each of the kept observations.
 */
public final class RehearsalMemory implements Saveable {
    /** Rows that go through a network at a time: a memory may be of any size. */
    private static final int BLOCK_ROWS = 1024;

    private final TransitionSchema schema;
    private final RehearsalConfig config;
    private final long seed;
    private final int taskCount;
    private final Map<Integer, Entry> entries = new TreeMap<>();
    private double emphasis = 1;

    /** Memory and stored policy outputs of one task. */
    static final class Entry {
        final ReservoirMemory memory;
        private int recorded;
        /**
         * count × head outputs, NaN where the transition has been overwritten since; null before the task's first visit has
         * ended.
         */
        float @Nullable [] outputs;
        /** Of both critics: a value for each; null before the first visit has ended, and where they are not asked for. */
        float @Nullable [][] values;

        Entry(ReservoirMemory memory) {
            this.memory = memory;
        }

        /** For how many transitions outputs are stored. */
        int recorded() {
            return recorded;
        }

        /** Takes a transition in; what the policy did where it stands now is no longer known. */
        void offer(Transition transition) {
            int place = memory.offer(transition);
            float[] known = outputs;
            if (known != null && place >= 0 && place < recorded) {
                int width = known.length / recorded;
                Arrays.fill(known, place * width, (place + 1) * width, Float.NaN);
            }
        }
    }

    /**
     * @param seed of the run; each task's reservoir draws from a stream of its own
     * @param taskCount tasks of the curriculum
     */
    public RehearsalMemory(TransitionSchema schema, RehearsalConfig config, long seed, int taskCount) {
        this.schema = schema;
        this.config = config;
        this.seed = seed;
        this.taskCount = taskCount;
    }

    /** Makes sure that a task has a memory, sized by its longest visit so far. */
    public void open(int task, long visitSteps) {
        int slot = file(task);
        int capacity = capacity(visitSteps);
        Entry entry = entries.get(slot);
        if (entry == null) {
            entries.put(slot, new Entry(newMemory(slot, capacity)));
        } else {
            entry.memory.enlarge(capacity);
        }
    }

    /** Shape of the transitions that it holds. */
    TransitionSchema schema() {
        return schema;
    }

    private int capacity(long visitSteps) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE / 2, (long) (visitSteps * config.memoryFraction())));
    }

    private ReservoirMemory newMemory(int slot, int capacity) {
        return new ReservoirMemory(schema, capacity, RandomStream.named(seed, "memory/" + slot));
    }

    /** Offers a transition to the memory of the task that collected it. */
    public void offer(Transition transition) {
        int slot = file(transition.task());
        Entry entry = entries.get(slot);
        if (entry == null) {
            throw new IllegalStateException("task " + transition.task() + " has no memory yet");
        }
        entry.offer(
                slot == transition.task()
                        ? transition
                        : new Transition(
                                slot,
                                transition.episode(),
                                transition.observation(),
                                transition.before(),
                                transition.action(),
                                transition.nextObservation(),
                                transition.after(),
                                transition.label(),
                                transition.truncated()));
    }

    /** Stores what the policy does now, with the head of {@code task}, in each observation of the task's memory. */
    public void recordPolicy(int task, Network actor, ParameterVector parameters) {
        Entry entry = entries.get(file(task));
        if (entry == null || entry.memory.count() == 0) {
            return;
        }
        int count = entry.memory.count();
        int width = actor.spec().headOutputs();
        float[] outputs = new float[count * width];
        Network.Pass pass = actor.newPass(Math.min(count, BLOCK_ROWS));
        for (int from = 0; from < count; from += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, count - from);
            for (int i = 0; i < rows; i++) {
                entry.memory.copyObservation(from + i, pass.input(), i * schema.observations());
            }
            pass.forward(parameters, RowGroups.single(task, rows));
            System.arraycopy(pass.output(), 0, outputs, from * width, rows * width);
        }
        entry.outputs = outputs;
        entry.recorded = count;
    }

    /** Stores what both critics say now, with the heads of {@code task}, of each observation and action of its memory. */
    public void recordValues(int task, LearntValues critics, ActionScaling scaling) {
        Entry entry = entries.get(file(task));
        if (entry == null || entry.memory.count() == 0) {
            return;
        }
        int count = entry.memory.count();
        int width = schema.observations() + schema.actions();
        float[][] values = new float[2][count];
        float[] input = new float[Math.min(count, BLOCK_ROWS) * width];
        for (int from = 0; from < count; from += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, count - from);
            for (int i = 0; i < rows; i++) {
                entry.memory.copyObservation(from + i, input, i * width);
                int at = i * width + schema.observations();
                entry.memory.copyAction(from + i, input, at);
                for (int a = 0; a < schema.actions(); a++) {
                    input[at + a] = scaling.toUnit(a, input[at + a]);
                }
            }
            float[] asked = rows * width == input.length ? input : Arrays.copyOf(input, rows * width);
            for (int critic = 0; critic < values.length; critic++) {
                System.arraycopy(critics.values(critic, task, asked, rows), 0, values[critic], from, rows);
            }
        }
        entry.values = values;
    }

    /** Takes over another agent's memory of a task, if it has one, with what its policy did. */
    public void takeOver(int task, RehearsalMemory other, int otherTask) {
        Entry theirs = other.entries.get(otherTask);
        if (theirs != null) {
            Entry entry = new Entry(newMemory(task, theirs.memory.capacity()));
            entry.memory.takeOver(theirs.memory, task);
            entry.recorded = theirs.recorded;
            entry.outputs = theirs.outputs == null ? null : theirs.outputs.clone();
            entry.values = theirs.values == null
                    ? null
                    : Arrays.stream(theirs.values).map(float[]::clone).toArray(float[][]::new);
            entries.put(task, entry);
        }
    }

    /**
     * How much more is rehearsed than the configuration says: rows of old experience and the coefficient of policy rehearsal
     * are multiplied by it. 1 at first.
     */
    public double emphasis() {
        return emphasis;
    }

    /** Sets {@link #emphasis}. */
    public void emphasise(double factor) {
        emphasis = factor;
    }

    /** Tasks that have a memory with something in it, in order. */
    public List<Integer> tasks() {
        List<Integer> tasks = new ArrayList<>();
        entries.forEach((task, entry) -> {
            if (entry.memory.count() > 0) {
                tasks.add(task);
            }
        });
        return tasks;
    }

    /** The memory filed under {@code task}, or null. */
    public @Nullable ReservoirMemory memory(int task) {
        Entry entry = entries.get(task);
        return entry == null ? null : entry.memory;
    }

    @Nullable
    Entry entry(int task) {
        return entries.get(task);
    }

    /** Under which task the transitions of {@code task} are kept: its own, unless the control scrambles them. */
    private int file(int task) {
        return config.scrambleTasks() ? (task + 1) % taskCount : task;
    }

    @Override
    public void save(SavedState state) {
        state.putDoubles("emphasis", emphasis);
        state.putInts("tasks", entries.keySet().stream().mapToInt(i -> i).toArray());
        entries.forEach((task, entry) -> {
            SavedState scope = state.scope("task-" + task);
            scope.putInts("capacity", entry.memory.capacity());
            entry.memory.save(scope);
            if (entry.outputs != null) {
                scope.putFloats("outputs", entry.outputs);
            }
            if (entry.values != null) {
                scope.putFloats("values-0", entry.values[0]);
                scope.putFloats("values-1", entry.values[1]);
            }
        });
    }

    @Override
    public void load(SavedState state) {
        entries.clear();
        emphasis = state.has("emphasis") ? state.doubles("emphasis")[0] : 1;
        for (int task : state.ints("tasks")) {
            SavedState scope = state.scope("task-" + task);
            Entry entry = new Entry(newMemory(task, scope.ints("capacity")[0]));
            entry.memory.load(scope);
            if (scope.has("outputs")) {
                entry.outputs = scope.floats("outputs");
                entry.recorded = entry.outputs.length / (2 * schema.actions());
            }
            if (scope.has("values-0")) {
                entry.values = new float[][] {scope.floats("values-0"), scope.floats("values-1")};
            }
            entries.put(task, entry);
        }
    }
}
