package dev.reprise.agents.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the dense layers of a trunk are put together. A normalised layer computes f(g·(Wx - mean)/deviation + b) over its
 * units (layer normalisation, Ba et al. 2016, arXiv 1607.06450), with a gain g per unit that starts at 1; where all units
 * are equal the normalised sums are 0. The bias comes behind the normalisation, which is DL4J's form of it.
 */
public enum Trunk {
    /** One dense layer after the other. */
    PLAIN,
    /** The first layer normalised and with tanh, the others plain: the network of Continual World (Wołczyk et al. 2021). */
    LAYER_NORM {
        @Override
        public boolean normalised(int layer) {
            return layer == 0;
        }

        @Override
        public @Nullable Activation activation(int layer, Activation chosen) {
            return layer == 0 ? Activation.TANH : chosen;
        }
    },
    /**
     * A normalised layer, then blocks of two: x + N₂(f(N₁(x))), where N₁ and N₂ are normalised layers (BroNet of Nauman et
     * al. 2024, arXiv 2405.16158). An odd number of layers of one width.
     */
    RESIDUAL {
        @Override
        public boolean normalised(int layer) {
            return true;
        }

        @Override
        public @Nullable Activation activation(int layer, Activation chosen) {
            return endsBlock(layer) ? null : chosen;
        }

        @Override
        public int skippedFrom(int layer) {
            return endsBlock(layer) ? layer - 2 : -1;
        }

        @Override
        public int skippedTo(int layer) {
            return layer % 2 == 0 ? layer + 2 : -1;
        }

        private boolean endsBlock(int layer) {
            return layer > 0 && layer % 2 == 0;
        }

        @Override
        public void check(List<Integer> widths) {
            if (widths.size() % 2 == 0 || widths.stream().distinct().count() > 1) {
                throw new IllegalArgumentException(
                        "a residual trunk needs widths for a first layer and two more for each"
                                + " block, all the same, such as [256, 256, 256], not " + widths);
            }
        }
    };

    /** Whether a layer's sums are normalised. */
    public boolean normalised(int layer) {
        return false;
    }

    /**
     * What a layer does to its sums; null for nothing.
     *
     * @param chosen the network's activation
     */
    public @Nullable Activation activation(int layer, Activation chosen) {
        return chosen;
    }

    /** The layer whose output is added to this one's; -1 for none. */
    public int skippedFrom(int layer) {
        return -1;
    }

    /** The layer to whose output this one's is added, if there are so many; -1 for none. */
    public int skippedTo(int layer) {
        return -1;
    }

    /**
     * Checks the widths of the layers.
     *
     * @throws IllegalArgumentException when no such trunk has them
     */
    public void check(List<Integer> widths) {}
}
