package dev.reprise.agents.nn;

import dev.reprise.agents.nn.fused.FusedNetwork;

/** Who runs a network. Both give the same numbers but for rounding. */
public enum Executor {
    /** Our kernels on heap arrays: the default. Loads no native library. */
    FUSED;

    /** A network that this executor runs. */
    public Network network(NetworkSpec spec) {
        return new FusedNetwork(spec);
    }
}
