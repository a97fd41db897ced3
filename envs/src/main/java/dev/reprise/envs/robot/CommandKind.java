package dev.reprise.envs.robot;

/** What the numbers of a command to the joints are. */
public enum CommandKind {
    /** rad/s or m/s; the joint goes on until it is told otherwise, or its watchdog stops it. */
    VELOCITY,
    /** rad or m, to be reached one control period later and held. */
    POSITION
}
