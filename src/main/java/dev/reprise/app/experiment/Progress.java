package dev.reprise.app.experiment;

/** Hears how far a run is. */
public interface Progress {
    /** Silence. */
    Progress NONE = (step, total, what) -> {};

    /** The run stands at {@code step} of {@code total}, in the phase {@code what}. Called very often. */
    void at(long step, long total, String what);

    /** Nothing more is coming. */
    default void finished() {}
}
