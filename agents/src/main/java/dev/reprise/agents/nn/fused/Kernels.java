package dev.reprise.agents.nn.fused;

/**
 * The loops in which the time goes. Every implementation gives the same bits: elements of a product start from their
 * element of S and are accumulated over k in ascending order with fused multiply-adds, a dot product has {@link
 * #PARTIAL_SUMS} sums that are added pairwise, and a row's result does not depend on the other rows. Holds buffers: not
 * for concurrent use.
 */
interface Kernels {
    /** Partial sums of a dot product, whatever the width of the processor's vectors. */
    int PARTIAL_SUMS = 16;

    /** Columns of a block. */
    int BLOCK = 16;

    /**
     * C = S + A·B.
     *
     * @param c m × n, rows contiguous; may be S itself
     * @param s m × n, rows contiguous
     * @param a m × k
     * @param b k × n
     */
    void product(Matrix c, Matrix s, Matrix a, Matrix b, int m, int n, int k);

    /** Columns of B that are packed together. */
    int panelWidth();

    /** Numbers that a packed matrix takes. */
    default int packedSize(int k, int n) {
        return k * panelWidth() * panels(n);
    }

    /** Panels of a matrix of n columns. */
    default int panels(int n) {
        return (n + panelWidth() - 1) / panelWidth();
    }

    /**
     * Copies panel {@code panel} of B, k × n, to where {@link #packedProduct} wants it, padded with zeros at the right
     * edge. Unlike the others, for concurrent use.
     */
    void pack(Matrix b, int k, int n, int panel, float[] packed, int offset);

    /** As {@link #product}, with the rows of A contiguous and a B all of whose panels have been packed at {@code offset}. */
    void packedProduct(Matrix c, Matrix s, Matrix a, float[] packed, int offset, int m, int n, int k);

    /**
     * Copies rows of X to blocks of {@link #BLOCK} columns, for {@link #blockedProduct}: element (r, j) to {@code offset +
     * (j / BLOCK * stride + r) * BLOCK + j % BLOCK}.
     *
     * @param x rows × columns, rows contiguous, one after the other
     * @param stride rows that a block has room for
     */
    void block(float[] x, int xOffset, int rows, int columns, float[] blocked, int offset, int stride);

    /**
     * C += Aᵀ·B.
     *
     * @param c m × n, rows contiguous
     * @param blocked A, k × m, in blocks
     * @param b k × n, rows contiguous
     */
    void blockedProduct(Matrix c, float[] blocked, int offset, int stride, Matrix b, int m, int n, int k);

    /** Columns of B that {@link #blockedProduct} takes at a time; a job is best cut there. */
    int blockedWidth();

    /** Σ x[i]·y[i]: term i goes to partial sum i mod {@link #PARTIAL_SUMS}. */
    float dot(float[] x, int xOffset, float[] y, int yOffset, int count);

    /** y = max(y, 0). */
    void relu(float[] y, int offset, int count);

    /** d = 0 where y is not above 0. */
    void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int count);

    /** One step of Adam for elements from … to - 1. */
    void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, ParameterMath.AdamStep step);

    /** f += approach·(p - f) for elements from … to - 1. */
    void follow(float[] f, float[] p, int from, int to, float approach);

    /** Numbers that a matrix takes in blocks. */
    static int blockedSize(int rows, int columns) {
        return (columns + BLOCK - 1) / BLOCK * BLOCK * rows;
    }

    /** A name for the log. */
    String name();

    /** Whether this JVM can run {@link VectorKernels}. */
    static boolean vectorised() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** A fresh one of the fastest kind that this JVM can run. */
    static Kernels best() {
        return vectorised() ? new VectorKernels() : new PlainKernels();
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
