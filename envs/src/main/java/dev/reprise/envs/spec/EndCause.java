package dev.reprise.envs.spec;

/** The three ways in which an episode ends. They differ in what the learner may conclude from the last transition. */
public enum EndCause {
    /** The task ended the episode: nothing comes after, so the value of the next state is zero. */
    TERMINATED,
    /** The clock ended the episode: the task would have gone on, so the learner bootstraps from the next state. */
    TRUNCATED,
    /** A fault or an emergency stop ended the episode: its last transition tells nothing and is dropped. */
    ABORTED
}
