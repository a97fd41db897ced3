package dev.reprise.agents.nn;

import dev.reprise.agents.nn.dl4j.Dl4jNetwork;
import dev.reprise.agents.nn.fused.FusedNetwork;
import dev.reprise.agents.nn.fused.ModularNetwork;
import org.jspecify.annotations.Nullable;

/** Who runs a network. Both give the same numbers but for rounding. */
public enum Executor {
    /** Our kernels on heap arrays: the default. Loads no native library. */
    FUSED {
        @Override
        public Network network(NetworkSpec spec, int threads) {
            return spec.sharing().plain() ? new FusedNetwork(spec, threads) : new ModularNetwork(spec, threads);
        }

        @Override
        public String describe(int threads) {
            return FusedNetwork.describe(threads);
        }

        @Override
        public @Nullable String remedy() {
            return FusedNetwork.vectorised()
                    ? null
                    : "the slow kernels are on, as this JVM has no Vector API;"
                            + " start it with --add-modules jdk.incubator.vector, as ./reprise does";
        }
    },
    /** DL4J's own layers: slow, the reference that the other is tested against. */
    DL4J {
        @Override
        public Network network(NetworkSpec spec, int threads) {
            return new Dl4jNetwork(spec);
        }

        @Override
        public String describe(int threads) {
            return "dl4j, the layers of DeepLearning4J";
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
     * @throws IllegalArgumentException when it cannot run such a network
     */
    public abstract Network network(NetworkSpec spec, int threads);

    /** What runs the networks in this JVM, in words for the log. */
    public abstract String describe(int threads);

    /** Why it is slower than it could be and what to do about it; null when there is nothing to do. */
    public @Nullable String remedy() {
        return null;
    }
}
