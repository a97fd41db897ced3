package dev.reprise.agents.nn.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C += Aᵀ·B with A in blocks of columns, as {@link Kernels#block} makes them, and B packed in a panel of two
 * vectors. All strides are known, as in {@link RowTiles}.
 */
final class BlockTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = 2 * LANES;
    private static final int BLOCK = Kernels.BLOCK;

    private BlockTiles() {}

    /** Eight rows by two vectors. */
    static void rows8by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, c, c0 + cRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + LANES);
        FloatVector t40 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cRow + LANES);
        FloatVector t50 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cRow);
        FloatVector t51 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cRow + LANES);
        FloatVector t60 = FloatVector.fromArray(SPECIES, c, c0 + 6 * cRow);
        FloatVector t61 = FloatVector.fromArray(SPECIES, c, c0 + 6 * cRow + LANES);
        FloatVector t70 = FloatVector.fromArray(SPECIES, c, c0 + 7 * cRow);
        FloatVector t71 = FloatVector.fromArray(SPECIES, c, c0 + 7 * cRow + LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 1]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 2]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 3]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 4]);
            t40 = x.fma(y0, t40);
            t41 = x.fma(y1, t41);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 5]);
            t50 = x.fma(y0, t50);
            t51 = x.fma(y1, t51);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 6]);
            t60 = x.fma(y0, t60);
            t61 = x.fma(y1, t61);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 7]);
            t70 = x.fma(y0, t70);
            t71 = x.fma(y1, t71);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t10.intoArray(c, c0 + cRow);
        t11.intoArray(c, c0 + cRow + LANES);
        t20.intoArray(c, c0 + 2 * cRow);
        t21.intoArray(c, c0 + 2 * cRow + LANES);
        t30.intoArray(c, c0 + 3 * cRow);
        t31.intoArray(c, c0 + 3 * cRow + LANES);
        t40.intoArray(c, c0 + 4 * cRow);
        t41.intoArray(c, c0 + 4 * cRow + LANES);
        t50.intoArray(c, c0 + 5 * cRow);
        t51.intoArray(c, c0 + 5 * cRow + LANES);
        t60.intoArray(c, c0 + 6 * cRow);
        t61.intoArray(c, c0 + 6 * cRow + LANES);
        t70.intoArray(c, c0 + 7 * cRow);
        t71.intoArray(c, c0 + 7 * cRow + LANES);
    }

    /** Six rows by two vectors. */
    static void rows6by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, c, c0 + cRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + LANES);
        FloatVector t40 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cRow + LANES);
        FloatVector t50 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cRow);
        FloatVector t51 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cRow + LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 1]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 2]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 3]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 4]);
            t40 = x.fma(y0, t40);
            t41 = x.fma(y1, t41);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 5]);
            t50 = x.fma(y0, t50);
            t51 = x.fma(y1, t51);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t10.intoArray(c, c0 + cRow);
        t11.intoArray(c, c0 + cRow + LANES);
        t20.intoArray(c, c0 + 2 * cRow);
        t21.intoArray(c, c0 + 2 * cRow + LANES);
        t30.intoArray(c, c0 + 3 * cRow);
        t31.intoArray(c, c0 + 3 * cRow + LANES);
        t40.intoArray(c, c0 + 4 * cRow);
        t41.intoArray(c, c0 + 4 * cRow + LANES);
        t50.intoArray(c, c0 + 5 * cRow);
        t51.intoArray(c, c0 + 5 * cRow + LANES);
    }

    /** Four rows by two vectors. */
    static void rows4by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, c, c0 + cRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 1]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 2]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 3]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t10.intoArray(c, c0 + cRow);
        t11.intoArray(c, c0 + cRow + LANES);
        t20.intoArray(c, c0 + 2 * cRow);
        t21.intoArray(c, c0 + 2 * cRow + LANES);
        t30.intoArray(c, c0 + 3 * cRow);
        t31.intoArray(c, c0 + 3 * cRow + LANES);
    }

    /** One row by two vectors. */
    static void rows1by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
    }
}
