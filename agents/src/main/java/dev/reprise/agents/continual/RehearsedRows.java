package dev.reprise.agents.continual;

import dev.reprise.agents.nn.RowGroups;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Remembered rows of earlier tasks, drawn anew for every update: each task with equal probability, then one of its
 * memory's transitions. Tasks that are being trained are left out, unless their networks have begun anew.
 */
final class RehearsedRows {
    private final RehearsalMemory memory;
    private final RandomStream random;
    private final Predicate<RehearsalMemory.Entry> usable;
    private final boolean anew;
    private List<Integer> tasks = List.of();
    private int[] counts = {};
    private final RehearsalMemory.Entry[] entries;
    private final int[] indices;

    /**
     * @param rows per update
     * @param usable memories that hold what is rehearsed
     * @param anew whether the network begins anew with every phase but the first, so that tasks that are being trained have
     *     lost what they could as well
     */
    RehearsedRows(
            RehearsalMemory memory,
            RandomStream random,
            int rows,
            Predicate<RehearsalMemory.Entry> usable,
            boolean anew) {
        this.usable = usable;
        this.anew = anew;
        this.memory = memory;
        this.random = random;
        this.entries = new RehearsalMemory.Entry[rows];
        this.indices = new int[rows];
    }

    /** A phase begins; {@code off} for one without rehearsal. */
    void begin(PhaseStart phase, boolean off) {
        List<Integer> earlier = new ArrayList<>();
        boolean lost = anew && phase.phase() > 0;
        for (int task : memory.tasks()) {
            RehearsalMemory.Entry entry = memory.entry(task);
            if (entry != null && usable.test(entry) && (lost || !phase.tasks().contains(task))) {
                earlier.add(task);
            }
        }
        tasks = off ? List.of() : List.copyOf(earlier);
        counts = new int[tasks.size()];
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Rows per update. */
    int count() {
        return entries.length;
    }

    /** Draws the rows and appends them to {@code groups}. */
    void draw(RowGroups groups) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < entries.length; i++) {
            counts[random.nextInt(tasks.size())]++;
        }
        int row = 0;
        for (int k = 0; k < tasks.size(); k++) {
            RehearsalMemory.Entry entry =
                    Objects.requireNonNull(memory.entry(tasks.get(k)), "a rehearsed task has a memory");
            groups.add(tasks.get(k), counts[k]);
            for (int i = 0; i < counts[k]; i++, row++) {
                entries[row] = entry;
                indices[row] = random.nextInt(entry.recorded());
            }
        }
    }

    /** Memory that row {@code row} comes from. */
    RehearsalMemory.Entry entry(int row) {
        return entries[row];
    }

    /** Its place there. */
    int index(int row) {
        return indices[row];
    }
}
