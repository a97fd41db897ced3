package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import java.util.List;

/**
 * Weights and biases of layers in the order in which the kernels read them, for the way forward and the way back. Made
 * anew when the parameters have changed, and only for the way that is gone.
 */
final class PackedWeights {
    private final List<ParameterLayout.Dense> layers;
    private final float[] zeros;
    private final Kernels kernels;
    private final Way forward;
    private final Way backward;

    /** One way through the layers. */
    private final class Way {
        final boolean forward;
        final int[] offsets = new int[layers.size() + 1];
        final int[] firstPanels = new int[layers.size() + 1];
        float[] packed = {};
        float[] parameters = {};
        long version = -1;
        final Team.Job pack = this::packPanel;

        Way(boolean forward) {
            this.forward = forward;
            offsets[0] = Kernels.ALIGNED;
            for (int layer = 0; layer < layers.size(); layer++) {
                ParameterLayout.Tensor weight = layers.get(layer).weight();
                int k = forward ? weight.inputs() : weight.outputs();
                int n = forward ? weight.outputs() : weight.inputs();
                offsets[layer + 1] = offsets[layer] + kernels.packedSize(k, n);
                firstPanels[layer + 1] = firstPanels[layer] + kernels.panels(n);
            }
        }

        void bringUpToDate(ParameterVector vector, Team team) {
            if (version == vector.version() || layers.isEmpty()) {
                return;
            }
            if (packed.length == 0) {
                packed = new float[offsets[layers.size()]];
            }
            parameters = vector.values();
            version = vector.version();
            team.run(pack, firstPanels[layers.size()]);
        }

        private void packPanel(int item, int worker) {
            int layer = 0;
            while (item >= firstPanels[layer + 1]) {
                layer++;
            }
            ParameterLayout.Tensor weight = layers.get(layer).weight();
            int panel = item - firstPanels[layer];
            int at = offsets[layer];
            if (forward) {
                at += panel * kernels.panelSize(weight.inputs());
                // A normalised layer's bias comes behind the normalisation.
                boolean plain = layers.get(layer).gain() == null;
                kernels.packForward(
                        parameters,
                        weight.offset(),
                        plain ? parameters : zeros,
                        plain ? layers.get(layer).bias().offset() : 0,
                        weight.inputs(),
                        weight.outputs(),
                        panel,
                        packed,
                        at);
            } else {
                at += panel * kernels.panelSize(weight.outputs());
                kernels.packBackward(parameters, weight.offset(), weight.outputs(), weight.inputs(), panel, packed, at);
            }
        }
    }

    PackedWeights(List<ParameterLayout.Dense> layers, Kernels kernels) {
        this.layers = List.copyOf(layers);
        this.zeros = new float
                [layers.stream().mapToInt(layer -> layer.bias().outputs()).max().orElse(0)];
        this.kernels = kernels;
        this.forward = new Way(true);
        this.backward = new Way(false);
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
