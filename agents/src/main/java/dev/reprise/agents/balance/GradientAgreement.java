package dev.reprise.agents.balance;

import java.util.List;

/**
 * How far the gradients of one network agree: whether tasks that learn together pull in one direction, and whether learning
 * the new and rehearsing the old do. Cosines are over the backbone, in [-1, 1]; negative ones are conflicts (Yu et al.
 * 2020, definition 1). NaN where there is nothing to compare.
 *
 * @param rehearsalCosine between the gradient of the present tasks' own rows and that of rehearsed rows and methods' terms
 * @param rehearsalRatio length of the latter by that of the former: far from 1, one of them hardly counts
 * @param taskCosine between two tasks that are trained, mean over all pairs
 * @param taskRatio length of the longer of two tasks' gradients by that of the shorter, geometric mean over all pairs: at least 1,
 *     and 1 where all are equally long. A gradient is what a task adds to that of the whole loss, its share of the rows included
 */
public record GradientAgreement(double rehearsalCosine, double rehearsalRatio, double taskCosine, double taskRatio) {
    /** Nothing was measured. */
    public static final GradientAgreement NONE = new GradientAgreement(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** From the inner products of the parts; parts × parts. */
    public static GradientAgreement of(List<GradientParts.Part> parts, double[][] products) {
        double own = 0;
        double old = 0;
        double between = 0;
        double cosines = 0;
        double logRatios = 0;
        int pairs = 0;
        for (int p = 0; p < parts.size(); p++) {
            for (int q = 0; q < parts.size(); q++) {
                boolean first = parts.get(p).kind() == GradientParts.Kind.OWN;
                boolean second = parts.get(q).kind() == GradientParts.Kind.OWN;
                own += first && second ? products[p][q] : 0;
                old += !first && !second ? products[p][q] : 0;
                between += first && !second ? products[p][q] : 0;
                if (first && second && p < q && products[p][p] > 0 && products[q][q] > 0) {
                    cosines += products[p][q] / Math.sqrt(products[p][p] * products[q][q]);
                    logRatios += 0.5 * Math.abs(StrictMath.log(products[p][p] / products[q][q]));
                    pairs++;
                }
            }
        }
        boolean both = own > 0 && old > 0;
        return new GradientAgreement(
                both ? between / Math.sqrt(own * old) : Double.NaN,
                both ? Math.sqrt(old / own) : Double.NaN,
                pairs > 0 ? cosines / pairs : Double.NaN,
                pairs > 0 ? StrictMath.exp(logRatios / pairs) : Double.NaN);
    }
}
