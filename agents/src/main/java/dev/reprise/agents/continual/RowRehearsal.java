package dev.reprise.agents.continual;

import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.function.Predicate;

/** What holds a network to what it said of remembered rows at the end of earlier tasks' last visits: which rows these are. */
abstract class RowRehearsal implements ContinualMethod {
    /** What the configuration says of rehearsal. */
    protected final RehearsalConfig config;

    /** The rows of the present update. */
    protected final RehearsedRows rows;

    private final RandomStream random;

    /**
     * @param random draws the rows
     * @param count rows per update
     * @param usable memories that hold what is rehearsed
     * @param anew whether the network begins anew with every phase but the first
     */
    RowRehearsal(
            RehearsalConfig config,
            RehearsalMemory memory,
            RandomStream random,
            int count,
            Predicate<RehearsalMemory.Entry> usable,
            boolean anew) {
        this.config = config;
        this.random = random;
        this.rows = new RehearsedRows(memory, random, count, usable, anew);
    }

    @Override
    public final void onPhaseStart(PhaseStart phase) {
        rows.begin(phase, config.offIn(phase.phase()));
    }

    /** Draws the rows and appends them to {@code groups}, by the head that they go through. */
    public final void draw(RowGroups groups) {
        rows.draw(groups);
    }

    @Override
    public final void save(SavedState state) {
        state.putRandom("random", random);
    }

    @Override
    public final void load(SavedState state) {
        state.restoreRandom("random", random);
    }
}
