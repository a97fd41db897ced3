package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Elementary;

/**
 * The loops in which the time goes. Every implementation gives the same bits: elements of a product start from their
 * element of S and are accumulated over k in ascending order with fused multiply-adds, a dot product has {@link
 * #PARTIAL_SUMS} sums that are added pairwise, and a row's result does not depend on the other rows. Holds buffers: not
 * for concurrent use.
 *
 * <p>Rows of activations lie in blocks of {@link #BLOCK} columns: element (r, j) of a matrix whose blocks have room for
 * {@code stride} rows is number {@code at + (j / BLOCK * stride + r) * BLOCK + j % BLOCK}, where {@code at} is where row 0
 * starts in the first block. So a tile of any of the three products of a layer finds all its operands at constant
 * distances, and nothing but weights is ever copied. Columns beyond the last are there and are zero.
 */
interface Kernels {
    /** Partial sums of a dot product, whatever the width of the processor's vectors. */
    int PARTIAL_SUMS = 16;

    /** Columns of a block. */
    int BLOCK = 16;

    /**
     * Element of a {@code float[]} that starts a line of the cache, with an array header of 16 bytes and arrays that start
     * on a line ({@code -XX:ObjectAlignmentInBytes=64}). Buffers begin here, as a vector that straddles two lines costs two
     * reads. Where arrays lie elsewhere only time is lost.
     */
    int ALIGNED = 12;

    /** Numbers that a matrix takes in blocks, the first of them at {@link #ALIGNED}. */
    static int blockedSize(int stride, int columns) {
        return ALIGNED + blocks(columns) * BLOCK * stride;
    }

    /** Blocks of a matrix of so many columns. */
    static int blocks(int columns) {
        return (columns + BLOCK - 1) / BLOCK;
    }

    /** Columns of B that are packed together. */
    int panelWidth();

    /** Panels of a matrix of n columns. */
    default int panels(int n) {
        return (n + panelWidth() - 1) / panelWidth();
    }

    /** Numbers that a packed panel takes: a row of S, and those of B up to whole blocks, the last of them zero. */
    default int panelSize(int k) {
        return (1 + blocks(k) * BLOCK) * panelWidth();
    }

    /** Numbers that a packed matrix takes. */
    default int packedSize(int k, int n) {
        return panelSize(k) * panels(n);
    }

    /**
     * Copies panel {@code panel} of B = Wᵀ, k × n, and of a row of S to where {@link #layer} wants them. As {@link
     * #packBackward}, for concurrent use; what lies between the numbers that are written has to be zero.
     *
     * @param w n × k, rows contiguous
     * @param s n numbers
     */
    void packForward(float[] w, int wAt, float[] s, int sAt, int k, int n, int panel, float[] packed, int at);

    /**
     * Copies panel {@code panel} of B = W, k × n; S is zero.
     *
     * @param w k × n, rows contiguous
     */
    void packBackward(float[] w, int wAt, int k, int n, int panel, float[] packed, int at);

    /**
     * C = S + A·B.
     *
     * @param c m × n in blocks
     * @param a m × k in blocks
     * @param packed all panels of B and S
     */
    void layer(
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] packed,
            int packedAt,
            int m,
            int n,
            int k);

    /**
     * C += Aᵀ·B.
     *
     * @param c m × n, rows contiguous, one starting {@code cRow} numbers after the other
     * @param a k × m in blocks
     * @param b k × n in blocks
     */
    void gradient(
            float[] c,
            int cAt,
            int cRow,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int n,
            int k);

    /** Columns of B that {@link #gradient} takes at a time, in whole blocks; a job is best cut there. */
    int gradientWidth();

    /**
     * C = A·B, for a small k.
     *
     * @param c m × n in blocks
     * @param a m × k, rows contiguous, one after the other
     * @param b k × n, rows contiguous, one after the other
     */
    void spread(float[] c, int cAt, int cStride, float[] a, int aAt, float[] b, int bAt, int m, int n, int k);

    /**
     * C += Aᵀ·B, for a small m.
     *
     * @param c m × n, rows contiguous, one after the other
     * @param a k × m, rows contiguous, one after the other
     * @param b k × n in blocks
     */
    void collect(float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int bStride, int m, int n, int k);

    /**
     * Σ x[j]·y[j]: term j goes to partial sum j mod {@link #PARTIAL_SUMS}.
     *
     * @param x a row in blocks
     * @param y contiguous
     */
    float dot(float[] x, int xAt, int xStride, float[] y, int yAt, int count);

    /** y = max(y, 0). */
    void relu(float[] y, int at, int count);

    /** d = 0 where y is not above 0. */
    void reluGradient(float[] y, int yAt, float[] d, int dAt, int count);

    /** y = tanh(y), {@link Elementary}'s. */
    void tanh(float[] y, int at, int count);

    /**
     * Layer normalisation of a row in place: y = gain·n + bias with n = (y - mean)·s and s = 1/deviation, or 0 where that is 0.
     * Both sums over the row have {@link #PARTIAL_SUMS} parts.
     *
     * @param y row of {@code units} numbers in blocks
     * @param normal takes n, at the same place
     * @param values gain and bias of each unit, from {@code gain} and {@code bias} on
     * @return s
     */
    float normalise(float[] y, float[] normal, int at, int stride, int units, float[] values, int gain, int bias);

    /**
     * From the derivative by what {@link #normalise} made of a row to that by what it was, in place: with h = gain·d it is
     * s·(h - mean h - n·mean(h·n)).
     *
     * @param d row of the derivatives in blocks
     * @param errors takes them as they were, which the bias's gradient adds up, at the same place
     * @param products takes d·n, which the gain's gradient adds up
     * @param normal n of the row, at {@code normalAt}
     * @param scale s
     */
    void normaliseBackward(
            float[] d,
            float[] errors,
            float[] products,
            int at,
            float[] normal,
            int normalAt,
            int stride,
            int units,
            float scale,
            float[] values,
            int gain);

    /** One step of Adam for elements from … to - 1. */
    void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, ParameterMath.AdamStep step);

    /** f += approach·(p - f) for elements from … to - 1. */
    void follow(float[] f, float[] p, int from, int to, float approach);

    /** A name for the log. */
    String name();

    /** Whether this JVM can run {@link VectorKernels}. */
    static boolean vectorised() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** A fresh one of the fastest kind that this JVM can run. */
    static Kernels best() {
        return vectorised() && VectorKernels.fit() ? new VectorKernels() : new PlainKernels();
    }

    /** 1/√variance, 0 where that is 0. */
    static float inverseRoot(float variance) {
        return variance > 0 ? (float) (1 / Math.sqrt(variance)) : 0f;
    }

    /** Adds up partial sums pairwise: halves, quarters, eighths. */
    static float total(float[] s) {
        float a = (s[0] + s[8]) + (s[4] + s[12]);
        float b = (s[1] + s[9]) + (s[5] + s[13]);
        float c = (s[2] + s[10]) + (s[6] + s[14]);
        float d = (s[3] + s[11]) + (s[7] + s[15]);
        return (a + c) + (b + d);
    }
}
