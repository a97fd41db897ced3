package dev.reprise.agents.nn;

/** What a trunk layer does to its sums; heads are linear. */
public enum Activation {
    /** max(0, x); its derivative at 0 is 0. */
    RELU,
    /** Hyperbolic tangent. */
    TANH
}
