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
     */
    void backward(
            Network.Pass pass,
            ParameterVector parameters,
            RowGroups groups,
            int firstGroup,
            int firstTerm,
            boolean[] rehearsed,
            float[] outputGradient,
            float @Nullable [] featureGradient,
            ParameterVector gradient) {
        parts.clear();
        int origin = firstGroup < groups.count() ? groups.from(firstGroup) : 0;
        double rows = firstTerm > firstGroup ? groups.to(firstTerm - 1) - origin : 1;
        for (int g = firstGroup; g < firstTerm; g++) {
            int length = groups.to(g) - groups.from(g);
            GradientParts.Kind kind =
                    rehearsed[groups.from(g) - origin] ? GradientParts.Kind.REHEARSED : GradientParts.Kind.OWN;
            ParameterVector part =
                    parts.add(new GradientParts.Part(groups.head(g), kind, length / rows), gradient.layout());
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
