package dev.reprise.agents.nn.fused;

/**
 * C = S + A·B on parts of arrays. Every element of C starts from its element of S and is accumulated over k in ascending
 * order with fused multiply-adds, whatever the implementation, so all of them give the same bits, and a row's result does
 * not depend on the other rows. Holds buffers: not for concurrent use.
 */
interface Gemm {
    /**
     * @param c m × n, rows n apart; may be {@code start} itself
     * @param start element (i, j) at {@code startOffset + i * startRow + j}; with {@code startRow} 0 all rows start alike
     * @param a m × k, element (i, p) at {@code aOffset + i * aRow + p * aColumn}
     * @param b k × n, element (p, j) at {@code bOffset + p * bRow + j * bColumn}
     */
    void product(
            float[] c,
            int cOffset,
            float[] start,
            int startOffset,
            int startRow,
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int bRow,
            int bColumn,
            int m,
            int n,
            int k);

    /** A fresh one of the fastest kind that this JVM can run. */
    static Gemm best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorGemm() : new PlainGemm();
    }
}
