package dev.reprise.agents.balance;

import java.util.Arrays;
import java.util.List;

/**
 * Conflict-averse gradient descent (Liu et al. 2021, arXiv 2110.14048, algorithm 1): of all directions that differ from the
 * plain gradient g₀ by at most c·‖g₀‖, the one that is best for the loss that it is worst for. It is g₀ + c·‖g₀‖·g_w/‖g_w‖,
 * where g_w = Σ w·g over the tasks and w on the simplex minimises g_w·g₀ + c·‖g₀‖·‖g_w‖.
 *
 * <p>Differs in that g₀ is the gradient of the loss at hand, in which a task counts by its rows, and not the tasks' plain
 * mean; each g is a task's own mean gradient. The minimum is found by a fixed number of multiplicative steps. The result is
 * not scaled back by 1 + c, which Adam would not notice.
 */
public final class CaGrad implements GradientCombination {
    private static final int ITERATIONS = 200;

    private final double radius;

    /** @param radius c, in [0, 1): 0 is the plain sum */
    public CaGrad(double radius) {
        this.radius = radius;
    }

    @Override
    public void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients) {
        int count = parts.size();
        Arrays.fill(coefficients, 0, count, 1);
        double plain = 0;
        double[] alongPlain = new double[count];
        for (int p = 0; p < count; p++) {
            for (int q = 0; q < count; q++) {
                alongPlain[p] += products[p][q];
            }
            plain += alongPlain[p];
        }
        if (count < 2 || !(plain > 0)) {
            return;
        }
        double reach = radius * Math.sqrt(plain);
        double[] weights = minimise(parts, products, alongPlain, reach);
        double length = Math.sqrt(squareLength(parts, products, weights));
        for (int p = 0; p < count && length > 0; p++) {
            coefficients[p] += reach / length * weights[p] / parts.get(p).share();
        }
    }

    /** The w that minimises g_w·g₀ + reach·‖g_w‖ over the simplex; the function is convex. */
    private static double[] minimise(
            List<GradientParts.Part> parts, double[][] products, double[] alongPlain, double reach) {
        int count = parts.size();
        double[] weights = new double[count];
        Arrays.fill(weights, 1.0 / count);
        double[] best = weights.clone();
        double least = Double.POSITIVE_INFINITY;
        double[] slope = new double[count];
        for (int step = 0; step < ITERATIONS; step++) {
            double length = Math.sqrt(squareLength(parts, products, weights));
            double value = reach * length;
            double largest = 0;
            for (int p = 0; p < count; p++) {
                double own = 0;
                for (int q = 0; q < count; q++) {
                    own += weights[q] * products[p][q] / parts.get(q).share();
                }
                value += weights[p] * alongPlain[p] / parts.get(p).share();
                slope[p] = (alongPlain[p] + (length > 0 ? reach * own / length : 0))
                        / parts.get(p).share();
                largest = Math.max(largest, Math.abs(slope[p]));
            }
            if (value < least) {
                least = value;
                best = weights.clone();
            }
            if (largest == 0) {
                break;
            }
            double sum = 0;
            for (int p = 0; p < count; p++) {
                weights[p] *= StrictMath.exp(-slope[p] / largest / Math.sqrt(1 + step));
                sum += weights[p];
            }
            for (int p = 0; p < count; p++) {
                weights[p] /= sum;
            }
        }
        return best;
    }

    private static double squareLength(List<GradientParts.Part> parts, double[][] products, double[] weights) {
        double sum = 0;
        for (int p = 0; p < weights.length; p++) {
            for (int q = 0; q < weights.length; q++) {
                sum += weights[p]
                        * weights[q]
                        * products[p][q]
                        / (parts.get(p).share() * parts.get(q).share());
            }
        }
        return Math.max(0, sum);
    }
}
