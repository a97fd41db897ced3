package dev.reprise.sim.render;

/** What a surface looks like beside its colour. */
public enum Finish {
    /** Matte, of one colour. */
    MATTE,
    /** Squares of {@link Look#CHECKER_METRES} in two tones, in the geom's x and y. */
    CHECKER,
    /** A checker that fades into the background far away from the scene. */
    FLOOR
}
