package dev.reprise.agents.balance;

import java.util.Arrays;
import java.util.List;

/**
 * Averaged gradient episodic memory, A-GEM (Chaudhry et al. 2019, arXiv 1812.00420, eq. 11): rehearsed rows are not learnt
 * from; their gradient is a reference. Where the gradient of all else points against it, its component along the reference
 * is taken away, so that the mean loss of what is remembered does not grow.
 *
 * <p>Continual World's code makes one projection for policy and critics together; here each network has its own.
 */
public final class AveragedEpisodicMemory implements GradientCombination {
    @Override
    public boolean wholeVector() {
        return true;
    }

    @Override
    public void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients) {
        double agreement = 0;
        double reference = 0;
        for (int p = 0; p < parts.size(); p++) {
            for (int q = 0; q < parts.size(); q++) {
                boolean remembered = parts.get(q).kind() == GradientParts.Kind.REHEARSED;
                if (remembered && parts.get(p).kind() == GradientParts.Kind.REHEARSED) {
                    reference += products[p][q];
                } else if (remembered) {
                    agreement += products[p][q];
                }
            }
        }
        Arrays.fill(coefficients, 0, parts.size(), 1);
        double correction = agreement < 0 && reference > 0 ? -agreement / reference : 0;
        for (int p = 0; p < parts.size(); p++) {
            if (parts.get(p).kind() == GradientParts.Kind.REHEARSED) {
                coefficients[p] = correction;
            }
        }
    }
}
