package dev.reprise.agents.nn.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of C = S + A·B with the rows of A contiguous and B packed in panels. All strides within the loops are
 * constants, so that the JIT takes the range checks out of them: with strides that it does not know they were seen to
 * take 1.4 times as long.
 */
final class RowTiles {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Columns of a panel: the widest tile's. */
    static final int PANEL = (LANES >= 16 ? 4 : 2) * LANES;

    private RowTiles() {}

    /** Five rows by four vectors. */
    static void rows5by4(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + LANES);
        FloatVector t12 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 2 * LANES);
        FloatVector t13 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 3 * LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + LANES);
        FloatVector t22 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 2 * LANES);
        FloatVector t23 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 3 * LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + LANES);
        FloatVector t32 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 2 * LANES);
        FloatVector t33 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 3 * LANES);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + LANES);
        FloatVector t42 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + 2 * LANES);
        FloatVector t43 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + 3 * LANES);
        int a1 = a0 + aRow;
        int a2 = a0 + 2 * aRow;
        int a3 = a0 + 3 * aRow;
        int a4 = a0 + 4 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 2 * LANES);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            t02 = x.fma(y2, t02);
            t03 = x.fma(y3, t03);
            x = FloatVector.broadcast(SPECIES, a[a1 + p]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            t12 = x.fma(y2, t12);
            t13 = x.fma(y3, t13);
            x = FloatVector.broadcast(SPECIES, a[a2 + p]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            t22 = x.fma(y2, t22);
            t23 = x.fma(y3, t23);
            x = FloatVector.broadcast(SPECIES, a[a3 + p]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            t32 = x.fma(y2, t32);
            t33 = x.fma(y3, t33);
            x = FloatVector.broadcast(SPECIES, a[a4 + p]);
            t40 = x.fma(y0, t40);
            t41 = x.fma(y1, t41);
            t42 = x.fma(y2, t42);
            t43 = x.fma(y3, t43);
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
        t40.intoArray(c, c0 + 4 * cRow);
        t41.intoArray(c, c0 + 4 * cRow + LANES);
        t42.intoArray(c, c0 + 4 * cRow + 2 * LANES);
        t43.intoArray(c, c0 + 4 * cRow + 3 * LANES);
    }

    /** Four rows by four vectors. */
    static void rows4by4(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + LANES);
        FloatVector t12 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 2 * LANES);
        FloatVector t13 = FloatVector.fromArray(SPECIES, s, s0 + sRow + 3 * LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + LANES);
        FloatVector t22 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 2 * LANES);
        FloatVector t23 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + 3 * LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + LANES);
        FloatVector t32 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 2 * LANES);
        FloatVector t33 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + 3 * LANES);
        int a1 = a0 + aRow;
        int a2 = a0 + 2 * aRow;
        int a3 = a0 + 3 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 2 * LANES);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            t02 = x.fma(y2, t02);
            t03 = x.fma(y3, t03);
            x = FloatVector.broadcast(SPECIES, a[a1 + p]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            t12 = x.fma(y2, t12);
            t13 = x.fma(y3, t13);
            x = FloatVector.broadcast(SPECIES, a[a2 + p]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            t22 = x.fma(y2, t22);
            t23 = x.fma(y3, t23);
            x = FloatVector.broadcast(SPECIES, a[a3 + p]);
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

    /** One row by four vectors. */
    static void rows1by4(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 2 * LANES);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
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

    /** Six rows by two vectors. */
    static void rows6by2(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + LANES);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t41 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow + LANES);
        FloatVector t50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow);
        FloatVector t51 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow + LANES);
        int a1 = a0 + aRow;
        int a2 = a0 + 2 * aRow;
        int a3 = a0 + 3 * aRow;
        int a4 = a0 + 4 * aRow;
        int a5 = a0 + 5 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[a1 + p]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[a2 + p]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[a3 + p]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            x = FloatVector.broadcast(SPECIES, a[a4 + p]);
            t40 = x.fma(y0, t40);
            t41 = x.fma(y1, t41);
            x = FloatVector.broadcast(SPECIES, a[a5 + p]);
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
    static void rows4by2(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + LANES);
        int a1 = a0 + aRow;
        int a2 = a0 + 2 * aRow;
        int a3 = a0 + 3 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[a1 + p]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[a2 + p]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[a3 + p]);
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
    static void rows1by2(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
    }

    /** Eight rows by one vector. */
    static void rows8by1(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t40 = FloatVector.fromArray(SPECIES, s, s0 + 4 * sRow);
        FloatVector t50 = FloatVector.fromArray(SPECIES, s, s0 + 5 * sRow);
        FloatVector t60 = FloatVector.fromArray(SPECIES, s, s0 + 6 * sRow);
        FloatVector t70 = FloatVector.fromArray(SPECIES, s, s0 + 7 * sRow);
        int a1 = a0 + aRow;
        int a2 = a0 + 2 * aRow;
        int a3 = a0 + 3 * aRow;
        int a4 = a0 + 4 * aRow;
        int a5 = a0 + 5 * aRow;
        int a6 = a0 + 6 * aRow;
        int a7 = a0 + 7 * aRow;
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
            x = FloatVector.broadcast(SPECIES, a[a1 + p]);
            t10 = x.fma(y0, t10);
            x = FloatVector.broadcast(SPECIES, a[a2 + p]);
            t20 = x.fma(y0, t20);
            x = FloatVector.broadcast(SPECIES, a[a3 + p]);
            t30 = x.fma(y0, t30);
            x = FloatVector.broadcast(SPECIES, a[a4 + p]);
            t40 = x.fma(y0, t40);
            x = FloatVector.broadcast(SPECIES, a[a5 + p]);
            t50 = x.fma(y0, t50);
            x = FloatVector.broadcast(SPECIES, a[a6 + p]);
            t60 = x.fma(y0, t60);
            x = FloatVector.broadcast(SPECIES, a[a7 + p]);
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
    static void rows1by1(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        for (int p = 0; p < k; p++) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + p * PANEL);
            FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + p]);
            t00 = x.fma(y0, t00);
        }
        t00.intoArray(c, c0);
    }
}
