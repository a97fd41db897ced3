package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.Trunk;
import java.util.Arrays;
import java.util.Collections;

/**
 * The trunk's weights and biases in the order in which the kernels read them, for the way forward and the way back. Made anew when
 * the parameters have changed, and only for the way that is gone.
 */
final class PackedWeights {
    private final ParameterLayout layout;
    private final int layers;
    private final Trunk trunk;
    private final float[] zeros;
    private final Kernels kernels;
    private final Way forward;
    private final Way backward;
    private final float[][] heads;
    private final long[] headVersions;

    /** One way through the trunk. */
    private final class Way {
        final boolean forward;
        final int[] offsets = new int[layers + 1];
        final int[] firstPanels = new int[layers + 1];
        float[] packed = {};
        float[] parameters = {};
        long version = -1;
        final Team.Job pack = this::packPanel;

        Way(boolean forward) {
            this.forward = forward;
            offsets[0] = Kernels.ALIGNED;
            for (int layer = 0; layer < layers; layer++) {
                ParameterLayout.Tensor weight = layout.trunkWeight(layer);
                int k = forward ? weight.inputs() : weight.outputs();
                int n = forward ? weight.outputs() : weight.inputs();
                offsets[layer + 1] = offsets[layer] + Kernels.packedSize(k, n);
                firstPanels[layer + 1] = firstPanels[layer] + kernels.panels(n);
            }
        }

        void bringUpToDate(ParameterVector vector, Team team) {
            if (version == vector.version()) {
                return;
            }
            if (packed.length == 0) {
                packed = new float[offsets[layers]];
            }
            parameters = vector.values();
            version = vector.version();
            team.run(pack, firstPanels[layers]);
        }

        private void packPanel(int item, int worker) {
            int layer = 0;
            while (item >= firstPanels[layer + 1]) {
                layer++;
            }
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            int panel = item - firstPanels[layer];
            int at = offsets[layer];
            if (forward) {
                // A normalised layer's bias comes behind the normalisation.
                boolean plain = !trunk.normalised(layer);
                kernels.packForward(
                        parameters,
                        weight.offset(),
                        plain ? parameters : zeros,
                        plain ? layout.trunkBias(layer).offset() : 0,
                        weight.inputs(),
                        weight.outputs(),
                        panel,
                        packed,
                        at);
            } else {
                int inputs = weight.inputs();
                kernels.packBackward(parameters, weight.offset(), inputs, weight.outputs(), inputs, panel, packed, at);
            }
        }
    }

    PackedWeights(NetworkSpec spec, ParameterLayout layout, Kernels kernels) {
        this.layout = layout;
        this.layers = spec.widths().size();
        this.trunk = spec.trunk();
        this.zeros = new float[Collections.max(spec.widths())];
        this.kernels = kernels;
        this.heads = new float[spec.heads().size()][0];
        this.headVersions = new long[spec.heads().size()];
        Arrays.fill(headVersions, -1);
        this.forward = new Way(true);
        this.backward = new Way(false);
    }

    /** For the heads: features × outputs of those that have rows. */
    synchronized void readyHeads(ParameterVector parameters, RowGroups groups) {
        for (int g = 0; g < groups.count(); g++) {
            int head = groups.head(g);
            if (headVersions[head] == parameters.version()) {
                continue;
            }
            ParameterLayout.Tensor weight = layout.headWeight(head);
            if (heads[head].length == 0) {
                heads[head] = new float[Kernels.ALIGNED + Kernels.packedSize(weight.inputs(), weight.outputs())];
            }
            float[] values = parameters.values();
            int bias = layout.headBias(head).offset();
            kernels.packForward(
                    values,
                    weight.offset(),
                    values,
                    bias,
                    weight.inputs(),
                    weight.outputs(),
                    heads[head],
                    Kernels.ALIGNED);
            headVersions[head] = parameters.version();
        }
    }

    /** A head that was made ready, from {@link Kernels#ALIGNED} on. */
    float[] head(int head) {
        return heads[head];
    }

    /** For the way forward: inputs × units of each layer. */
    synchronized void readyForward(ParameterVector parameters, Team team) {
        forward.bringUpToDate(parameters, team);
    }

    /** For the way back: units × inputs of each layer. */
    synchronized void readyBackward(ParameterVector parameters, Team team) {
        backward.bringUpToDate(parameters, team);
    }

    float[] forward() {
        return forward.packed;
    }

    int forwardOffset(int layer) {
        return forward.offsets[layer];
    }

    float[] backward() {
        return backward.packed;
    }

    int backwardOffset(int layer) {
        return backward.offsets[layer];
    }
}
