package dev.reprise.agents.nn;

import dev.reprise.agents.nn.dl4j.Dl4jNetwork;
import dev.reprise.agents.nn.fused.FusedNetwork;

/** Who runs a network. Both give the same numbers but for rounding. */
public enum Executor {
    /** Our kernels on heap arrays: the default. Loads no native library. */
    FUSED {
        @Override
        public Network network(NetworkSpec spec) {
            return new FusedNetwork(spec);
        }
    },
    /** DL4J's own layers: slow, the reference that the other is tested against. */
    DL4J {
        @Override
        public Network network(NetworkSpec spec) {
            return new Dl4jNetwork(spec);
        }
    };

    /** A network that this executor runs. */
    public abstract Network network(NetworkSpec spec);
}
