package dev.reprise.agents.nn.fused;

/**
 * C += A·B on row-major parts of arrays. Every element of C is accumulated over k in ascending order with fused
 * multiply-adds, whatever the implementation, so all of them give the same bits, and a row's result does not depend on
 * the other rows.
 */
interface Gemm {
    /**
     * @param c m × n, rows n apart
     * @param a m × k, element (i, p) at {@code aOffset + i * aRow + p * aColumn}
     * @param b k × n, rows n apart
     */
    void addProduct(
            float[] c,
            int cOffset,
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int m,
            int n,
            int k);

    /** The fastest implementation that this JVM can run. */
    static Gemm best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorGemm() : new PlainGemm();
    }
}
