package dev.reprise.agents.balance;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * Projecting conflicting gradients (Yu et al. 2020, "Gradient surgery for multi-task learning", algorithm 1): from each
 * part's gradient its component along every other part that it disagrees with is taken away, in random order; the results
 * are added up. Parts that agree are left as they are.
 */
public final class PcGrad implements GradientCombination {
    private final RandomStream random;

    /** @param random draws the order of the projections */
    public PcGrad(RandomStream random) {
        this.random = random;
    }

    @Override
    public void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients) {
        int count = parts.size();
        Arrays.fill(coefficients, 0, count, 0);
        double[] mix = new double[count];
        int[] order = new int[count];
        for (int p = 0; p < count; p++) {
            Arrays.fill(mix, 0);
            mix[p] = 1;
            shuffle(order);
            for (int q : order) {
                if (q == p || products[q][q] == 0) {
                    continue;
                }
                double agreement = 0;
                for (int k = 0; k < count; k++) {
                    agreement += mix[k] * products[k][q];
                }
                if (agreement < 0) {
                    mix[q] -= agreement / products[q][q];
                }
            }
            for (int k = 0; k < count; k++) {
                coefficients[k] += mix[k];
            }
        }
    }

    private void shuffle(int[] order) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    @Override
    public void save(SavedState state) {
        state.putRandom("random", random);
    }

    @Override
    public void load(SavedState state) {
        state.restoreRandom("random", random);
    }
}
