package dev.reprise.agents.balance;

import java.util.Arrays;

/**
 * Whether a network can still learn, seen from the activations of its backbone. NaN where it was not measured.
 *
 * @param dormant part of all units that hardly ever answer (Sokar et al. 2023, arXiv 2302.12902, definition 3.1: mean activation
 *     over that of the unit's layer, at most a threshold)
 * @param rank of the last layer's features: the least number of singular values that make up 99 % of their sum (Kumar et al. 2021,
 *     arXiv 2010.14498, srank), of up to 64 rows
 * @param norm Euclidean length of the backbone's parameters
 */
public record Plasticity(double dormant, double rank, double norm) {
    /** Nothing was measured. */
    public static final Plasticity NONE = new Plasticity(Double.NaN, Double.NaN, Double.NaN);

    /** Most rows whose rank is looked at, which bounds the cost. */
    public static final int RANK_ROWS = 64;

    private static final double MOST = 0.99;
    private static final int SWEEPS = 30;

    /**
     * Which units of a layer are dormant.
     *
     * @param activations rows × units, row-major
     * @param threshold see {@link PlasticityConfig#dormant}
     */
    public static boolean[] dormant(float[] activations, int rows, int units, double threshold) {
        double[] means = new double[units];
        double all = 0;
        for (int row = 0; row < rows; row++) {
            for (int unit = 0; unit < units; unit++) {
                means[unit] += Math.abs(activations[row * units + unit]);
            }
        }
        for (double mean : means) {
            all += mean / units;
        }
        boolean[] dormant = new boolean[units];
        for (int unit = 0; unit < units; unit++) {
            dormant[unit] = means[unit] <= threshold * all;
        }
        return dormant;
    }

    /**
     * The effective rank of features.
     *
     * @param features rows × units, row-major; of more than {@link #RANK_ROWS} rows as many are taken at even distances, as
     *     rows of one task stand together
     */
    public static int rank(float[] features, int rows, int units) {
        int count = Math.min(rows, RANK_ROWS);
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = (int) ((long) rows * i / count) * units;
        }
        double[][] products = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int unit = 0; unit < units; unit++) {
                    sum += (double) features[from[i] + unit] * features[from[j] + unit];
                }
                products[i][j] = sum;
                products[j][i] = sum;
            }
        }
        diagonalise(products);
        double[] singular = new double[count];
        double all = 0;
        for (int i = 0; i < count; i++) {
            singular[i] = Math.sqrt(Math.max(0, products[i][i]));
            all += singular[i];
        }
        Arrays.sort(singular);
        double sum = 0;
        int rank = 0;
        while (rank < count && sum < MOST * all) {
            sum += singular[count - 1 - rank];
            rank++;
        }
        return rank;
    }

    /** Cyclic Jacobi rotations: the eigenvalues of a symmetric matrix come to stand on its diagonal. */
    private static void diagonalise(double[][] matrix) {
        int size = matrix.length;
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += matrix[i][i];
        }
        double small = 1e-12 * trace;
        boolean rotated = true;
        for (int sweep = 0; sweep < SWEEPS && rotated; sweep++) {
            rotated = false;
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (Math.abs(matrix[p][q]) > small) {
                        rotate(matrix, p, q);
                        rotated = true;
                    }
                }
            }
        }
    }

    private static void rotate(double[][] matrix, int p, int q) {
        double ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double first = matrix[k][p];
            double second = matrix[k][q];
            matrix[k][p] = cosine * first - sine * second;
            matrix[k][q] = sine * first + cosine * second;
        }
        for (int k = 0; k < matrix.length; k++) {
            double first = matrix[p][k];
            double second = matrix[q][k];
            matrix[p][k] = cosine * first - sine * second;
            matrix[q][k] = sine * first + cosine * second;
        }
    }
}
