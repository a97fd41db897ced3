package dev.reprise.agents.nn.fused;

/**
 * The loops in which the time goes. Every implementation gives the same bits: elements of a product start from their
 * element of S and are accumulated over k in ascending order with fused multiply-adds, and a row's result does not depend on
 * the other rows. Holds buffers: not for concurrent use.
 *
 * <p>Rows of activations lie in blocks of {@link #BLOCK} columns: element (r, j) of a matrix whose blocks have room for
 * {@code stride} rows is number {@code at + (j / BLOCK * stride + r) * BLOCK + j % BLOCK}, where {@code at} is where row 0
 * starts in the first block. So a tile of any of the three products of a layer finds all its operands at constant
 * distances, and nothing but weights is copied for it. Columns beyond the last are there and are zero.
 */
interface Kernels {
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

    /** Columns of B that are packed together in a panel, in whole blocks; what is left at the right has a panel a block. */
    int panelWidth();

    /** Panels of a matrix of n columns. */
    default int panels(int n) {
        int wide = panelWidth() / BLOCK;
        return blocks(n) / wide + blocks(n) % wide;
    }

    /** First column of a panel. */
    default int firstColumn(int panel, int n) {
        int full = blocks(n) * BLOCK / panelWidth();
        return panel < full ? panel * panelWidth() : full * panelWidth() + (panel - full) * BLOCK;
    }

    /** Columns of a panel, up to whole blocks. */
    default int columns(int panel, int n) {
        return firstColumn(panel, n) + panelWidth() <= blocks(n) * BLOCK ? panelWidth() : BLOCK;
    }

    /**
     * Where a panel starts in a packed matrix: before it lie, for each column of the others, a number of S and those of B up
     * to whole blocks, the last of them zero.
     */
    default int panelStart(int panel, int k, int n) {
        return firstColumn(panel, n) * (1 + blocks(k) * BLOCK);
    }

    /** Numbers that a packed matrix takes. */
    static int packedSize(int k, int n) {
        return blocks(n) * BLOCK * (1 + blocks(k) * BLOCK);
    }

    /**
     * Copies panel {@code panel} of B = Wᵀ, k × n, and of a row of S to where {@link #layer} wants them. As {@link
     * #packBackward}, for concurrent use; what lies between the numbers that are written has to be zero.
     *
     * @param w n × k, rows contiguous
     * @param s n numbers
     * @param at where the packed matrix starts
     */
    void packForward(float[] w, int wAt, float[] s, int sAt, int k, int n, int panel, float[] packed, int at);

    /** Copies all panels of B = Wᵀ and S. */
    default void packForward(float[] w, int wAt, float[] s, int sAt, int k, int n, float[] packed, int at) {
        for (int panel = 0; panel < panels(n); panel++) {
            packForward(w, wAt, s, sAt, k, n, panel, packed, at);
        }
    }

    /**
     * Copies panel {@code panel} of B = W, k × n; S is zero.
     *
     * @param w k × n, rows contiguous, one starting {@code wRow} numbers after the other
     * @param at where the packed matrix starts
     */
    void packBackward(float[] w, int wAt, int wRow, int k, int n, int panel, float[] packed, int at);

    /** Copies all panels of B = W. */
    default void packBackward(float[] w, int wAt, int wRow, int k, int n, float[] packed, int at) {
        for (int panel = 0; panel < panels(n); panel++) {
            packBackward(w, wAt, wRow, k, n, panel, packed, at);
        }
    }

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

    /** y = max(y, 0). */
    void relu(float[] y, int at, int count);

    /** d = 0 where y is not above 0. */
    void reluGradient(float[] y, int yAt, float[] d, int dAt, int count);

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
}
