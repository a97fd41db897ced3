package dev.reprise.agents.nn;

import dev.reprise.agents.nn.dl4j.Dl4jNetwork;
import dev.reprise.agents.nn.fused.FusedNetwork;

/** Who runs a network. Both give the same numbers but for rounding. */
public enum Executor {
    /** Our kernels on heap arrays: the default. Loads no native library. */
    FUSED {
        @Override
        public Network network(NetworkSpec spec, int threads) {
            return new FusedNetwork(spec, threads);
        }
    },
    /** DL4J's own layers: slow, the reference that the other is tested against. */
    DL4J {
        @Override
        public Network network(NetworkSpec spec, int threads) {
            return new Dl4jNetwork(spec);
        }
    };

    /** A network that this executor runs in the caller's thread. */
    public Network network(NetworkSpec spec) {
        return network(spec, 1);
    }

    /**
     * A network that this executor runs.
     *
     * @param threads that may share a pass; DL4J's layers use one
     */
    public abstract Network network(NetworkSpec spec, int threads);
}
