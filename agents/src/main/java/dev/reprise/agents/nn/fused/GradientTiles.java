package dev.reprise.agents.nn.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C += Aᵀ·B with A and B in blocks of columns and C in rows: the gradient of a layer's weights. All strides of A
 * and B are constants, as in {@link LayerTiles}.
 */
final class GradientTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = Kernels.BLOCK;

    private GradientTiles() {}

    /** Eight rows by two vectors. */
    static void rows8by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
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
        int b1 = b0 + bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
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
    static void rows6by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
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
        int b1 = b0 + bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
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

    /** Four rows by four vectors. */
    static void rows4by4(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, c, c0 + cRow + LANES);
        FloatVector t12 = FloatVector.fromArray(SPECIES, c, c0 + cRow + 2 * LANES);
        FloatVector t13 = FloatVector.fromArray(SPECIES, c, c0 + cRow + 3 * LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + LANES);
        FloatVector t22 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + 2 * LANES);
        FloatVector t23 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + 3 * LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + LANES);
        FloatVector t32 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + 2 * LANES);
        FloatVector t33 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + 3 * LANES);
        int b1 = b0 + bVector;
        int b2 = b0 + 2 * bVector;
        int b3 = b0 + 3 * bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + p * BLOCK);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + p * BLOCK);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            t02 = x.fma(y2, t02);
            t03 = x.fma(y3, t03);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 1]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            t12 = x.fma(y2, t12);
            t13 = x.fma(y3, t13);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 2]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            t22 = x.fma(y2, t22);
            t23 = x.fma(y3, t23);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 3]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            t32 = x.fma(y2, t32);
            t33 = x.fma(y3, t33);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t02.intoArray(c, c0 + 2 * LANES);
        t03.intoArray(c, c0 + 3 * LANES);
        t10.intoArray(c, c0 + cRow);
        t11.intoArray(c, c0 + cRow + LANES);
        t12.intoArray(c, c0 + cRow + 2 * LANES);
        t13.intoArray(c, c0 + cRow + 3 * LANES);
        t20.intoArray(c, c0 + 2 * cRow);
        t21.intoArray(c, c0 + 2 * cRow + LANES);
        t22.intoArray(c, c0 + 2 * cRow + 2 * LANES);
        t23.intoArray(c, c0 + 2 * cRow + 3 * LANES);
        t30.intoArray(c, c0 + 3 * cRow);
        t31.intoArray(c, c0 + 3 * cRow + LANES);
        t32.intoArray(c, c0 + 3 * cRow + 2 * LANES);
        t33.intoArray(c, c0 + 3 * cRow + 3 * LANES);
    }

    /** Four rows by two vectors. */
    static void rows4by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, c, c0 + cRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow + LANES);
        int b1 = b0 + bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
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

    /** One row by four vectors. */
    static void rows1by4(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES);
        int b1 = b0 + bVector;
        int b2 = b0 + 2 * bVector;
        int b3 = b0 + 3 * bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + p * BLOCK);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + p * BLOCK);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            t02 = x.fma(y2, t02);
            t03 = x.fma(y3, t03);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t02.intoArray(c, c0 + 2 * LANES);
        t03.intoArray(c, c0 + 3 * LANES);
    }

    /** One row by two vectors. */
    static void rows1by2(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        int b1 = b0 + bVector;
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + p * BLOCK);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
    }

    /** Eight rows by one vector. */
    static void rows8by1(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t10 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t20 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t30 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        FloatVector t40 = FloatVector.fromArray(SPECIES, c, c0 + 4 * cRow);
        FloatVector t50 = FloatVector.fromArray(SPECIES, c, c0 + 5 * cRow);
        FloatVector t60 = FloatVector.fromArray(SPECIES, c, c0 + 6 * cRow);
        FloatVector t70 = FloatVector.fromArray(SPECIES, c, c0 + 7 * cRow);
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 1]);
            t10 = x.fma(y0, t10);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 2]);
            t20 = x.fma(y0, t20);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 3]);
            t30 = x.fma(y0, t30);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 4]);
            t40 = x.fma(y0, t40);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 5]);
            t50 = x.fma(y0, t50);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 6]);
            t60 = x.fma(y0, t60);
            x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK + 7]);
            t70 = x.fma(y0, t70);
        }
        t00.intoArray(c, c0);
        t10.intoArray(c, c0 + cRow);
        t20.intoArray(c, c0 + 2 * cRow);
        t30.intoArray(c, c0 + 3 * cRow);
        t40.intoArray(c, c0 + 4 * cRow);
        t50.intoArray(c, c0 + 5 * cRow);
        t60.intoArray(c, c0 + 6 * cRow);
        t70.intoArray(c, c0 + 7 * cRow);
    }

    /** One row by one vector. */
    static void rows1by1(float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bVector, int rows) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, c, c0);
        for (int p = 0; p < rows; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p * BLOCK]);
            t00 = x.fma(y0, t00);
        }
        t00.intoArray(c, c0);
    }
}
