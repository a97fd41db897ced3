package dev.reprise.agents.nn;

/** What a trunk layer does to its sums; heads are linear. */
public enum Activation {
    /** max(0, x); its derivative at 0 is 0. */
    RELU,
    /** x above 0, {@link #LEAK} · x below; its derivative at 0 is the latter's. */
    LEAKY_RELU,
    /** Hyperbolic tangent. */
    TANH,
    /** x above 0, e to the x minus 1 below (Clevert et al. 2016, with α = 1). */
    ELU;

    /** Slope of {@link #LEAKY_RELU} below 0, as in PyTorch and DL4J. */
    public static final float LEAK = 0.01f;
}
