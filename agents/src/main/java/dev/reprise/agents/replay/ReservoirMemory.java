package dev.reprise.agents.replay;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;

/**
 * A fixed number of transitions of one task, each that was ever offered with equal probability (Vitter 1985, "Random
 * sampling with a reservoir", algorithm R). Holds copies, so it outlives the replay's segments.
 */
public final class ReservoirMemory {
    private TransitionTable table;
    private final RandomStream random;
    private long offered;

    /**
     * @param capacity most transitions held, at least one
     * @param random decides who stays
     */
    public ReservoirMemory(TransitionSchema schema, int capacity, RandomStream random) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a memory must hold at least one transition, not " + capacity);
        }
        this.table = new TransitionTable(schema, capacity);
        this.random = random;
    }

    /** Most transitions held. */
    public int capacity() {
        return table.capacity();
    }

    /** Transitions held. */
    public int count() {
        return table.count();
    }

    /** Transitions ever offered. */
    public long offered() {
        return offered;
    }

    /**
     * Takes the transition in, perhaps in the place of another.
     *
     * @return where it stands now; -1 where it was not taken
     */
    public int offer(Transition transition) {
        offered++;
        if (!table.full()) {
            table.append(transition);
            return table.count() - 1;
        }
        long place = random.nextLong(offered);
        if (place >= table.capacity()) {
            return -1;
        }
        table.write((int) place, transition);
        return (int) place;
    }

    /**
     * Makes room for {@code capacity} transitions, if there is less. What is offered next fills it, so that transitions from
     * before are then held with a smaller probability than those.
     */
    public void enlarge(int capacity) {
        if (capacity > table.capacity()) {
            SavedState held = new SavedState();
            table.save(held);
            table = new TransitionTable(table.schema(), capacity);
            table.load(held);
        }
    }

    /** Takes over all that another memory holds, filed under {@code task}, and where its random stream stands. */
    public void takeOver(ReservoirMemory other, int task) {
        SavedState state = new SavedState();
        other.save(state);
        load(state);
        table.assign(task);
    }

    /** Copies the observation of transition {@code index} to {@code target} from {@code at} on. */
    public void copyObservation(int index, float[] target, int at) {
        table.copyObservation(index, target, at);
    }

    /** Copies the action of transition {@code index}, in the units of its spec, to {@code target} from {@code at} on. */
    public void copyAction(int index, float[] target, int at) {
        table.copyAction(index, target, at);
    }

    /** Number of the episode that transition {@code index} belongs to. */
    public long episode(int index) {
        return table.episode(index);
    }

    TransitionTable table() {
        return table;
    }

    /** Writes what is held. */
    public void save(SavedState state) {
        state.putLongs("offered", offered);
        state.putRandom("random", random);
        table.save(state);
    }

    /** Takes up what {@link #save} wrote. */
    public void load(SavedState state) {
        offered = state.getLong("offered");
        state.restoreRandom("random", random);
        table.load(state);
    }
}
