package dev.reprise.agents.replay;

/** Where a row of a batch comes from. */
enum Origin {
    /** The reading task has collected it. */
    OWN,
    /** Another task has, or the reading task in another visit. */
    SHARED,
    /** The memory of an earlier visit. */
    REHEARSED
}
