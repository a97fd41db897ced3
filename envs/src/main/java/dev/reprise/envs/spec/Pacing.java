package dev.reprise.envs.spec;

/** Whose clock an environment follows. */
public enum Pacing {
    /** Time stands still between steps: an episode is a pure function of its task, seed and actions. */
    LOCKSTEP,
    /** Time is the wall's: a robot moves on while the agent thinks. */
    REALTIME
}
