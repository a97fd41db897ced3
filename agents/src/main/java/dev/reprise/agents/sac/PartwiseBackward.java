package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.balance.GradientCombination;
import dev.reprise.agents.balance.GradientParts;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Back-propagates the rows of an update part by part, and makes one gradient of the parts. */
final class PartwiseBackward {
    private final @Nullable GradientCombination combination;
    private final GradientParts parts = new GradientParts();
    private double[] coefficients = {};

    /** @param combination what is made of the parts; null for their sum */
    PartwiseBackward(@Nullable GradientCombination combination) {
        this.combination = combination;
    }

    /** Appends a batch's groups, cut where rows from memory begin or end. */
    static void cut(RowGroups groups, boolean[] rehearsed, RowGroups to) {
        for (int g = 0; g < groups.count(); g++) {
            int from = groups.from(g);
            for (int row = from + 1; row <= groups.to(g); row++) {
                if (row == groups.to(g) || rehearsed[row] != rehearsed[from]) {
                    to.add(groups.head(g), row - from);
                    from = row;
                }
            }
        }
    }

    /**
     * Does what {@link Network.Pass#backward} does with zeros in {@code gradient}.
     *
     * @param groups cut between rows from memory and others
     * @param firstGroup earlier groups are left out
     * @param firstTerm from this group on rows are those of methods' terms
     * @param rehearsed whether a row is from memory, by its place behind the first row of {@code firstGroup}
     * @param weights of the rows in the loss, by the same places: those with 0 are no part of a task's share; null where all count
     */
    void backward(
            Network.Pass pass,
            ParameterVector parameters,
            RowGroups groups,
            int firstGroup,
            int firstTerm,
            boolean[] rehearsed,
            float @Nullable [] weights,
            float[] outputGradient,
            float @Nullable [] featureGradient,
            ParameterVector gradient) {
        parts.clear();
        int origin = firstGroup < groups.count() ? groups.from(firstGroup) : 0;
        int rows = firstTerm > firstGroup ? groups.to(firstTerm - 1) - origin : 0;
        int counted = counted(weights, 0, rows);
        for (int g = firstGroup; g < firstTerm; g++) {
            int from = groups.from(g) - origin;
            int to = groups.to(g) - origin;
            int own = counted(weights, from, to);
            // Of a task without a label there is no gradient but that of hints.
            double share = own > 0 ? (double) own / counted : (double) (to - from) / rows;
            GradientParts.Kind kind = rehearsed[from] ? GradientParts.Kind.REHEARSED : GradientParts.Kind.OWN;
            ParameterVector part = parts.add(new GradientParts.Part(groups.head(g), kind, share), gradient.layout());
            pass.backward(parameters, groups, g, g + 1, outputGradient, featureGradient, part);
        }
        if (firstTerm < groups.count()) {
            ParameterVector part = parts.add(new GradientParts.Part(-1, GradientParts.Kind.TERM, 1), gradient.layout());
            pass.backward(parameters, groups, firstTerm, groups.count(), outputGradient, featureGradient, part);
        }
        int count = parts.parts().size();
        coefficients = coefficients.length < count ? new double[count] : coefficients;
        Arrays.fill(coefficients, 1);
        int length = gradient.values().length;
        if (combination != null && count > 0) {
            length = combination.wholeVector() ? length : gradient.layout().trunkSize();
            combination.weigh(parts.parts(), parts.products(length), coefficients);
        }
        parts.combine(coefficients, length, gradient);
    }

    private static int counted(float @Nullable [] weights, int from, int to) {
        int count = weights == null ? to - from : 0;
        for (int row = from; weights != null && row < to; row++) {
            count += weights[row] > 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether the gradients of the last call agree over the first {@code trunk} parameters. */
    GradientAgreement agreement(int trunk) {
        return GradientAgreement.of(parts.parts(), parts.products(trunk));
    }

    /** Length of each task's gradient over the backbone in the last call; NaN for tasks without rows. */
    double[] norms(int tasks, int trunk) {
        double[][] products = parts.products(trunk);
        List<GradientParts.Part> all = parts.parts();
        double[] norms = new double[tasks];
        for (int task = 0; task < tasks; task++) {
            double square = 0;
            boolean any = false;
            for (int p = 0; p < all.size(); p++) {
                for (int q = 0; q < all.size(); q++) {
                    if (all.get(p).task() == task && all.get(q).task() == task) {
                        square += products[p][q];
                        any = true;
                    }
                }
            }
            norms[task] = any ? Math.sqrt(Math.max(0, square)) : Double.NaN;
        }
        return norms;
    }
}
