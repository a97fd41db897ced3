package dev.reprise.agents.nn.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C = S + A·B with A and C in blocks of columns and B packed in panels: a layer's way forward or back. All
 * strides within the inner loops are constants, so that the JIT takes the range checks out and computes one address for
 * all rows of A; the inner loop's end is one too, as the JIT otherwise keeps the sums in objects (seen to be a hundred
 * times slower).
 */
final class LayerTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = Kernels.BLOCK;
    /** Columns of a panel: the widest tile's. */
    static final int PANEL = LANES == 16 ? 64 : BLOCK;

    private LayerTiles() {}

    /** Five rows by four vectors. */
    static void rows5by4(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sVector);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sVector);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + sVector);
        FloatVector t12 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 2 * sVector);
        FloatVector t13 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 3 * sVector);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + sVector);
        FloatVector t22 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 2 * sVector);
        FloatVector t23 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 3 * sVector);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + sVector);
        FloatVector t32 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 2 * sVector);
        FloatVector t33 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 3 * sVector);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + sVector);
        FloatVector t42 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + 2 * sVector);
        FloatVector t43 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + 3 * sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector y2 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 2 * LANES);
                FloatVector y3 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 3 * LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
                t02 = x.fma(y2, t02);
                t03 = x.fma(y3, t03);
                x = FloatVector.broadcast(SPECIES, a[aq + p + BLOCK]);
                t10 = x.fma(y0, t10);
                t11 = x.fma(y1, t11);
                t12 = x.fma(y2, t12);
                t13 = x.fma(y3, t13);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 2 * BLOCK]);
                t20 = x.fma(y0, t20);
                t21 = x.fma(y1, t21);
                t22 = x.fma(y2, t22);
                t23 = x.fma(y3, t23);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 3 * BLOCK]);
                t30 = x.fma(y0, t30);
                t31 = x.fma(y1, t31);
                t32 = x.fma(y2, t32);
                t33 = x.fma(y3, t33);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 4 * BLOCK]);
                t40 = x.fma(y0, t40);
                t41 = x.fma(y1, t41);
                t42 = x.fma(y2, t42);
                t43 = x.fma(y3, t43);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
        t02.intoArray(c, c0 + 2 * cVector);
        t03.intoArray(c, c0 + 3 * cVector);
        t10.intoArray(c, c0 + BLOCK);
        t11.intoArray(c, c0 + BLOCK + cVector);
        t12.intoArray(c, c0 + BLOCK + 2 * cVector);
        t13.intoArray(c, c0 + BLOCK + 3 * cVector);
        t20.intoArray(c, c0 + 2 * BLOCK);
        t21.intoArray(c, c0 + 2 * BLOCK + cVector);
        t22.intoArray(c, c0 + 2 * BLOCK + 2 * cVector);
        t23.intoArray(c, c0 + 2 * BLOCK + 3 * cVector);
        t30.intoArray(c, c0 + 3 * BLOCK);
        t31.intoArray(c, c0 + 3 * BLOCK + cVector);
        t32.intoArray(c, c0 + 3 * BLOCK + 2 * cVector);
        t33.intoArray(c, c0 + 3 * BLOCK + 3 * cVector);
        t40.intoArray(c, c0 + 4 * BLOCK);
        t41.intoArray(c, c0 + 4 * BLOCK + cVector);
        t42.intoArray(c, c0 + 4 * BLOCK + 2 * cVector);
        t43.intoArray(c, c0 + 4 * BLOCK + 3 * cVector);
    }

    /** Four rows by four vectors. */
    static void rows4by4(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sVector);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sVector);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + sVector);
        FloatVector t12 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 2 * sVector);
        FloatVector t13 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 3 * sVector);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + sVector);
        FloatVector t22 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 2 * sVector);
        FloatVector t23 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 3 * sVector);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + sVector);
        FloatVector t32 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 2 * sVector);
        FloatVector t33 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 3 * sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector y2 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 2 * LANES);
                FloatVector y3 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 3 * LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
                t02 = x.fma(y2, t02);
                t03 = x.fma(y3, t03);
                x = FloatVector.broadcast(SPECIES, a[aq + p + BLOCK]);
                t10 = x.fma(y0, t10);
                t11 = x.fma(y1, t11);
                t12 = x.fma(y2, t12);
                t13 = x.fma(y3, t13);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 2 * BLOCK]);
                t20 = x.fma(y0, t20);
                t21 = x.fma(y1, t21);
                t22 = x.fma(y2, t22);
                t23 = x.fma(y3, t23);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 3 * BLOCK]);
                t30 = x.fma(y0, t30);
                t31 = x.fma(y1, t31);
                t32 = x.fma(y2, t32);
                t33 = x.fma(y3, t33);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
        t02.intoArray(c, c0 + 2 * cVector);
        t03.intoArray(c, c0 + 3 * cVector);
        t10.intoArray(c, c0 + BLOCK);
        t11.intoArray(c, c0 + BLOCK + cVector);
        t12.intoArray(c, c0 + BLOCK + 2 * cVector);
        t13.intoArray(c, c0 + BLOCK + 3 * cVector);
        t20.intoArray(c, c0 + 2 * BLOCK);
        t21.intoArray(c, c0 + 2 * BLOCK + cVector);
        t22.intoArray(c, c0 + 2 * BLOCK + 2 * cVector);
        t23.intoArray(c, c0 + 2 * BLOCK + 3 * cVector);
        t30.intoArray(c, c0 + 3 * BLOCK);
        t31.intoArray(c, c0 + 3 * BLOCK + cVector);
        t32.intoArray(c, c0 + 3 * BLOCK + 2 * cVector);
        t33.intoArray(c, c0 + 3 * BLOCK + 3 * cVector);
    }

    /** One row by four vectors. */
    static void rows1by4(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sVector);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector y2 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 2 * LANES);
                FloatVector y3 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + 3 * LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
                t02 = x.fma(y2, t02);
                t03 = x.fma(y3, t03);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
        t02.intoArray(c, c0 + 2 * cVector);
        t03.intoArray(c, c0 + 3 * cVector);
    }

    /** Six rows by two vectors. */
    static void rows6by2(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + sVector);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + sVector);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + sVector);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + sVector);
        FloatVector t50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow);
        FloatVector t51 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow + sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
                x = FloatVector.broadcast(SPECIES, a[aq + p + BLOCK]);
                t10 = x.fma(y0, t10);
                t11 = x.fma(y1, t11);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 2 * BLOCK]);
                t20 = x.fma(y0, t20);
                t21 = x.fma(y1, t21);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 3 * BLOCK]);
                t30 = x.fma(y0, t30);
                t31 = x.fma(y1, t31);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 4 * BLOCK]);
                t40 = x.fma(y0, t40);
                t41 = x.fma(y1, t41);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 5 * BLOCK]);
                t50 = x.fma(y0, t50);
                t51 = x.fma(y1, t51);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
        t10.intoArray(c, c0 + BLOCK);
        t11.intoArray(c, c0 + BLOCK + cVector);
        t20.intoArray(c, c0 + 2 * BLOCK);
        t21.intoArray(c, c0 + 2 * BLOCK + cVector);
        t30.intoArray(c, c0 + 3 * BLOCK);
        t31.intoArray(c, c0 + 3 * BLOCK + cVector);
        t40.intoArray(c, c0 + 4 * BLOCK);
        t41.intoArray(c, c0 + 4 * BLOCK + cVector);
        t50.intoArray(c, c0 + 5 * BLOCK);
        t51.intoArray(c, c0 + 5 * BLOCK + cVector);
    }

    /** Four rows by two vectors. */
    static void rows4by2(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + sVector);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + sVector);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
                x = FloatVector.broadcast(SPECIES, a[aq + p + BLOCK]);
                t10 = x.fma(y0, t10);
                t11 = x.fma(y1, t11);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 2 * BLOCK]);
                t20 = x.fma(y0, t20);
                t21 = x.fma(y1, t21);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 3 * BLOCK]);
                t30 = x.fma(y0, t30);
                t31 = x.fma(y1, t31);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
        t10.intoArray(c, c0 + BLOCK);
        t11.intoArray(c, c0 + BLOCK + cVector);
        t20.intoArray(c, c0 + 2 * BLOCK);
        t21.intoArray(c, c0 + 2 * BLOCK + cVector);
        t30.intoArray(c, c0 + 3 * BLOCK);
        t31.intoArray(c, c0 + 3 * BLOCK + cVector);
    }

    /** One row by two vectors. */
    static void rows1by2(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + sVector);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector y1 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL + LANES);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                t01 = x.fma(y1, t01);
            }
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + cVector);
    }

    /** Eight rows by one vector. */
    static void rows8by1(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow);
        FloatVector t60 = FloatVector.fromArray(SPECIES, s, s0 + 6 * sRow);
        FloatVector t70 = FloatVector.fromArray(SPECIES, s, s0 + 7 * sRow);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
                x = FloatVector.broadcast(SPECIES, a[aq + p + BLOCK]);
                t10 = x.fma(y0, t10);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 2 * BLOCK]);
                t20 = x.fma(y0, t20);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 3 * BLOCK]);
                t30 = x.fma(y0, t30);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 4 * BLOCK]);
                t40 = x.fma(y0, t40);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 5 * BLOCK]);
                t50 = x.fma(y0, t50);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 6 * BLOCK]);
                t60 = x.fma(y0, t60);
                x = FloatVector.broadcast(SPECIES, a[aq + p + 7 * BLOCK]);
                t70 = x.fma(y0, t70);
            }
        }
        t00.intoArray(c, c0);
        t10.intoArray(c, c0 + BLOCK);
        t20.intoArray(c, c0 + 2 * BLOCK);
        t30.intoArray(c, c0 + 3 * BLOCK);
        t40.intoArray(c, c0 + 4 * BLOCK);
        t50.intoArray(c, c0 + 5 * BLOCK);
        t60.intoArray(c, c0 + 6 * BLOCK);
        t70.intoArray(c, c0 + 7 * BLOCK);
    }

    /** One row by one vector. */
    static void rows1by1(
            float[] c,
            int c0,
            int cVector,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int blocks) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        for (int q = 0; q < blocks; q++) {
            int aq = a0 + q * aBlock;
            int bq = b0 + q * BLOCK * PANEL;
            for (int p = 0; p < BLOCK; p++) {
                FloatVector y0 = FloatVector.fromArray(SPECIES, b, bq + p * PANEL);
                FloatVector x = FloatVector.broadcast(SPECIES, a[aq + p]);
                t00 = x.fma(y0, t00);
            }
        }
        t00.intoArray(c, c0);
    }
}
