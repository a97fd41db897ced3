package dev.reprise.agents.sac;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterLayout.Tensor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.fused.Adam;

/**
 * Recycling of dormant units, ReDo (Sokar et al. 2023, arXiv 2302.12902, algorithm 1): what enters a dormant unit is drawn
 * anew, what leaves it becomes zero, so that the network's outputs hardly change; the moments of both are forgotten. For
 * backbones that all tasks share.
 */
final class Recycling {
    private final PlasticityMeter meter;

    Recycling(PlasticityMeter meter) {
        this.meter = meter;
    }

    /**
     * Recycles what was dormant in the last forward pass.
     *
     * @param rows that are looked at, the first ones
     * @param fresh parameters to take what is drawn anew from
     * @return units recycled
     */
    int recycle(
            Network.Pass pass,
            NetworkSpec spec,
            ParameterVector parameters,
            ParameterVector fresh,
            Adam optimizer,
            int rows) {
        int layers = spec.widths().size();
        int recycled = 0;
        for (int layer = 0; layer < layers; layer++) {
            boolean[] dormant = meter.dormant(pass, layer, spec.widths().get(layer), rows);
            for (int unit = 0; unit < dormant.length; unit++) {
                if (dormant[unit]) {
                    renew(parameters, fresh, optimizer, layer, unit);
                    silence(parameters, optimizer, layer, layers, spec.heads().size(), unit);
                    recycled++;
                }
            }
        }
        return recycled;
    }

    private static void renew(ParameterVector parameters, ParameterVector fresh, Adam optimizer, int layer, int unit) {
        String name = ParameterLayout.trunk(layer);
        for (Tensor tensor : parameters.layout().tensors()) {
            if (tensor.layer().equals(name)) {
                int from = tensor.offset() + unit * tensor.inputs();
                System.arraycopy(fresh.values(), from, parameters.edit(), from, tensor.inputs());
                optimizer.forget(from, tensor.inputs());
            }
        }
    }

    private static void silence(
            ParameterVector parameters, Adam optimizer, int layer, int layers, int heads, int unit) {
        ParameterLayout layout = parameters.layout();
        int readers = layer + 1 < layers ? 1 : heads;
        for (int reader = 0; reader < readers; reader++) {
            Tensor weight = layer + 1 < layers ? layout.trunkWeight(layer + 1) : layout.headWeight(reader);
            for (int output = 0; output < weight.outputs(); output++) {
                int at = weight.offset() + output * weight.inputs() + unit;
                parameters.edit()[at] = 0;
                optimizer.forget(at, 1);
            }
        }
    }
}
