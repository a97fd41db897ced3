package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/** A dense trunk that all tasks share and a linear head for each, on heap arrays. */
public final class FusedNetwork implements Network {
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Supplier<Kernels> kernels;
    private final Team team;
    private final Map<ParameterVector, PackedWeights> packed = new WeakHashMap<>();

    /**
     * With the fastest kernels that this JVM can run.
     *
     * @param threads that share a pass; the result has the same bits for any number
     */
    public FusedNetwork(NetworkSpec spec, int threads) {
        this(spec, threads, Kernels::best);
    }

    FusedNetwork(NetworkSpec spec, int threads, Supplier<Kernels> kernels) {
        this.spec = spec;
        this.layout = ParameterLayout.of(spec);
        this.kernels = kernels;
        this.team = Team.of(threads);
    }

    /** Whether this JVM can run the vector kernels. */
    public static boolean vectorised() {
        return Kernels.vectorised();
    }

    /** Kernels and threads of this JVM, for the log. */
    public static String describe(int threads) {
        return "fused, " + Kernels.best().name() + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Pass newPass(int maxRows) {
        return new FusedPass(this, maxRows);
    }

    Team team() {
        return team;
    }

    Kernels newKernels() {
        return kernels.get();
    }

    /** One for each vector, for as long as the vector is in use. */
    PackedWeights weights(ParameterVector parameters) {
        synchronized (packed) {
            PackedWeights weights = packed.get(parameters);
            if (weights == null) {
                weights = new PackedWeights(layout.trunk(), newKernels());
                packed.put(parameters, weights);
            }
            return weights;
        }
    }
}
