package dev.reprise.agents.replay;

import java.util.Arrays;

/**
 * Transitions drawn for a batch, each with the task under whose label it is to be read. One transition can be drawn for
 * several tasks.
 */
public final class Draws {
    private TransitionTable[] tables;
    private int[] rows;
    private int[] readers;
    private Origin[] origins;
    private int count;

    /** Room for {@code expected} draws; grows when more come. */
    public Draws(int expected) {
        tables = new TransitionTable[expected];
        rows = new int[expected];
        readers = new int[expected];
        origins = new Origin[expected];
    }

    /** Forgets all draws. */
    public void clear() {
        count = 0;
    }

    /** How many have been drawn. */
    public int count() {
        return count;
    }

    /**
     * @param reader the task under whose label the transition is read
     * @param origin where it comes from
     */
    void add(TransitionTable table, int row, int reader, Origin origin) {
        if (count == rows.length) {
            int larger = 2 * count + 1;
            tables = Arrays.copyOf(tables, larger);
            rows = Arrays.copyOf(rows, larger);
            readers = Arrays.copyOf(readers, larger);
            origins = Arrays.copyOf(origins, larger);
        }
        tables[count] = table;
        rows[count] = row;
        readers[count] = reader;
        origins[count] = origin;
        count++;
    }

    /**
     * Reads a number from every line of the cache that the drawn rows lie on, and returns some sum of them. The reads do not
     * wait for each other, as those of the copies that follow do: rows come from all over the memory.
     */
    float touch() {
        float sum = 0;
        for (int draw = 0; draw < count; draw++) {
            sum += tables[draw].touch(rows[draw]);
        }
        return sum;
    }

    /**
     * The draws by reader, each reader's in the order in which they were drawn.
     *
     * @param order takes the draws
     * @param starts takes where each reader's begin, and behind the last of them the number of draws
     */
    void sort(int[] order, int[] starts, int readerCount) {
        Arrays.fill(starts, 0, readerCount + 1, 0);
        for (int draw = 0; draw < count; draw++) {
            starts[readers[draw] + 1]++;
        }
        for (int reader = 0; reader < readerCount; reader++) {
            starts[reader + 1] += starts[reader];
        }
        // Each start moves to the next one's place while its reader's draws are put in, …
        for (int draw = 0; draw < count; draw++) {
            order[starts[readers[draw]]++] = draw;
        }
        // … and back.
        for (int reader = readerCount; reader > 0; reader--) {
            starts[reader] = starts[reader - 1];
        }
        starts[0] = 0;
    }

    TransitionTable table(int draw) {
        return tables[draw];
    }

    int row(int draw) {
        return rows[draw];
    }

    int reader(int draw) {
        return readers[draw];
    }

    Origin origin(int draw) {
        return origins[draw];
    }
}
