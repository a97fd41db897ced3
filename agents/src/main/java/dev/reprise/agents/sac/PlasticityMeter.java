package dev.reprise.agents.sac;

import dev.reprise.agents.balance.Plasticity;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterVector;
import java.util.List;

/** Looks at the activations of a network's last forward pass. */
final class PlasticityMeter {
    private final double threshold;
    private float[] activations = {};

    /** @param threshold a unit is dormant whose mean activation is at most this part of its layer's mean */
    PlasticityMeter(double threshold) {
        this.threshold = threshold;
    }

    /** Measures the first {@code rows} rows. */
    Plasticity measure(Network.Pass pass, NetworkSpec spec, ParameterVector parameters, int rows) {
        List<Integer> widths = spec.widths();
        int dormant = 0;
        int units = 0;
        int rank = 0;
        for (int layer = 0; layer < widths.size(); layer++) {
            boolean[] asleep = dormant(pass, layer, widths.get(layer), rows);
            if (asleep.length == 0) {
                return Plasticity.NONE;
            }
            units += asleep.length;
            for (boolean one : asleep) {
                dormant += one ? 1 : 0;
            }
            rank = layer == widths.size() - 1 ? Plasticity.rank(activations, rows, asleep.length) : 0;
        }
        double squares = 0;
        for (int i = 0; i < parameters.layout().trunkSize(); i++) {
            squares += (double) parameters.values()[i] * parameters.values()[i];
        }
        return new Plasticity((double) dormant / units, rank, Math.sqrt(squares));
    }

    /** Which units of a layer are dormant in the first {@code rows} rows; empty where the network cannot tell. */
    boolean[] dormant(Network.Pass pass, int layer, int units, int rows) {
        activations = activations.length < rows * units ? new float[rows * units] : activations;
        return rows > 0 && pass.copyLayer(layer, 0, rows, activations)
                ? Plasticity.dormant(activations, rows, units, threshold)
                : new boolean[0];
    }
}
