package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * A network of which tasks share what {@link dev.reprise.agents.nn.ParameterSharing} says, on heap arrays and with the
 * kernels of {@link FusedNetwork}. That one is the faster where tasks share the whole trunk and nothing conditions it.
 */
public final class ModularNetwork implements Network {
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Supplier<Kernels> kernels;
    private final Team team;
    private final Map<ParameterVector, Weights> packed = new WeakHashMap<>();

    /** Packed weights of one vector: of the shared layers, and of each task's column. */
    final class Weights {
        final PackedWeights shared = new PackedWeights(layout.trunk(), newKernels());
        final List<PackedWeights> columns = new ArrayList<>();

        private Weights() {
            for (int task = 0; task < layout.tasks().size(); task++) {
                columns.add(new PackedWeights(column(task), newKernels()));
            }
        }

        /** Brings up to date what rows of these groups go through: only their tasks' columns, where columns do not mix. */
        void ready(ParameterVector parameters, RowGroups groups, boolean forward) {
            ready(shared, parameters, forward);
            if (stitched()) {
                columns.forEach(column -> ready(column, parameters, forward));
            }
            for (int g = 0; g < groups.count() && !stitched(); g++) {
                ready(columns.get(groups.head(g)), parameters, forward);
            }
        }

        private void ready(PackedWeights weights, ParameterVector parameters, boolean forward) {
            if (forward) {
                weights.readyForward(parameters, team);
            } else {
                weights.readyBackward(parameters, team);
            }
        }
    }

    /**
     * With the fastest kernels that this JVM can run.
     *
     * @param threads that share a pass; the result has the same bits for any number
     */
    public ModularNetwork(NetworkSpec spec, int threads) {
        this(spec, threads, Kernels::best);
    }

    ModularNetwork(NetworkSpec spec, int threads, Supplier<Kernels> kernels) {
        this.spec = spec;
        this.layout = ParameterLayout.of(spec);
        this.kernels = kernels;
        this.team = Team.of(threads);
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
        return new ModularPass(this, maxRows);
    }

    /** A task's own layers of the trunk. */
    List<ParameterLayout.Dense> column(int task) {
        List<ParameterLayout.Dense> column = new ArrayList<>();
        for (int layer = spec.sharedLayers(); layer < spec.widths().size(); layer++) {
            column.add(layout.dense(ParameterLayout.trunk(layer), layout.tasks().get(task)));
        }
        return column;
    }

    boolean stitched() {
        return spec.sharing().stitched();
    }

    Team team() {
        return team;
    }

    Kernels newKernels() {
        return kernels.get();
    }

    /** One for each vector, for as long as the vector is in use. */
    Weights weights(ParameterVector parameters) {
        synchronized (packed) {
            return packed.computeIfAbsent(parameters, vector -> new Weights());
        }
    }
}
