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
    private boolean[] rehearsed;
    private int count;

    /** Room for {@code expected} draws; grows when more come. */
    public Draws(int expected) {
        tables = new TransitionTable[expected];
        rows = new int[expected];
        readers = new int[expected];
        rehearsed = new boolean[expected];
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
     * @param rehearsal it comes from the memory of an earlier visit
     */
    void add(TransitionTable table, int row, int reader, boolean rehearsal) {
        if (count == rows.length) {
            int larger = 2 * count + 1;
            tables = Arrays.copyOf(tables, larger);
            rows = Arrays.copyOf(rows, larger);
            readers = Arrays.copyOf(readers, larger);
            rehearsed = Arrays.copyOf(rehearsed, larger);
        }
        tables[count] = table;
        rows[count] = row;
        readers[count] = reader;
        rehearsed[count] = rehearsal;
        count++;
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

    boolean rehearsal(int draw) {
        return rehearsed[draw];
    }
}
