package dev.reprise.agents.balance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Conflict-averse gradient descent (Liu et al. 2021, arXiv 2110.14048, algorithm 1): of all directions that differ from the
 * plain gradient g₀ by at most c·‖g₀‖, the one that is best for the loss that it is worst for. It is g₀ + c·‖g₀‖·g_w/‖g_w‖,
 * where g_w = Σ w·g over the tasks and w on the simplex minimises g_w·g₀ + c·‖g₀‖·‖g_w‖.
 *
 * <p>Differs in that g₀ is the gradient of the loss at hand, in which a task counts by its rows, and not the tasks' plain
 * mean; each g is a task's own mean gradient. The minimum is found by moving weight from one task to another, each time
 * between the two where the slopes differ most and as far as is best, until they are alike. The result is not scaled back by
 * 1 + c, which Adam would not notice.
 */
public final class CaGrad implements GradientCombination {
    /** Moves at most; some tens are enough, also where one gradient is a thousand times as long as another. */
    private static final int MOVES = 1000;

    /** Slopes that differ by no more than this part of the largest are alike. */
    private static final double ALIKE = 1e-6;

    private final double radius;

    /** @param radius c, in [0, 1): 0 is the plain sum */
    public CaGrad(double radius) {
        this.radius = radius;
    }

    @Override
    public void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients) {
        Arrays.fill(coefficients, 0, parts.size(), 1);
        // What has no gradient could take all the weight and say nothing.
        int[] moving =
                IntStream.range(0, parts.size()).filter(p -> products[p][p] > 0).toArray();
        int count = moving.length;
        double[] share = new double[count];
        double[][] own = new double[count][count];
        double[] alongPlain = new double[count];
        double plain = 0;
        for (int p = 0; p < count; p++) {
            share[p] = parts.get(moving[p]).share();
            for (int q = 0; q < count; q++) {
                double product = products[moving[p]][moving[q]];
                own[p][q] = product / (share[p] * parts.get(moving[q]).share());
                alongPlain[p] += product / share[p];
                plain += product;
            }
        }
        if (count < 2 || !(plain > 0)) {
            return;
        }
        double reach = radius * Math.sqrt(plain);
        double[] weights = minimise(own, alongPlain, reach);
        double length = Math.sqrt(dot(weights, times(own, weights)));
        for (int p = 0; p < count && length > 0; p++) {
            coefficients[moving[p]] += reach / length * weights[p] / share[p];
        }
    }

    /** The w that minimises g_w·g₀ + reach·‖g_w‖ over the simplex; the function is convex. */
    private static double[] minimise(double[][] products, double[] alongPlain, double reach) {
        int count = alongPlain.length;
        double[] weights = new double[count];
        Arrays.fill(weights, 1.0 / count);
        for (int move = 0; move < MOVES; move++) {
            double[] along = times(products, weights);
            double square = dot(weights, along);
            double perLength = square > 0 ? reach / Math.sqrt(square) : 0;
            int from = -1;
            int to = 0;
            double largest = 0;
            double[] slope = new double[count];
            for (int p = 0; p < count; p++) {
                slope[p] = alongPlain[p] + perLength * along[p];
                largest = Math.max(largest, Math.abs(slope[p]));
                from = weights[p] > 0 && (from < 0 || slope[p] > slope[from]) ? p : from;
                to = slope[p] < slope[to] ? p : to;
            }
            if (!(slope[from] - slope[to] > ALIKE * largest)) {
                break;
            }
            double moved = Math.min(
                    weights[from],
                    best(
                            alongPlain[to] - alongPlain[from],
                            reach,
                            square,
                            along[to] - along[from],
                            products[to][to] - 2 * products[to][from] + products[from][from]));
            weights[from] -= moved;
            weights[to] += moved;
        }
        return weights;
    }

    /** The t that minimises slope·t + reach·√(square + 2·cross·t + bend·t²), where that falls at t = 0; infinite if it falls for good. */
    private static double best(double slope, double reach, double square, double cross, double bend) {
        double steepest = reach * reach * bend - slope * slope;
        if (!(bend > 0) || steepest <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double apart = Math.max(0, square * bend - cross * cross);
        return Math.max(0, (-slope * Math.sqrt(apart / steepest) - cross) / bend);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[vector.length];
        for (int p = 0; p < vector.length; p++) {
            result[p] = dot(matrix[p], vector);
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
