package dev.reprise.agents.nn.fused;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API. C is computed in panels of two vectors' width; where it pays, a panel of B is first packed so that it lies
 * contiguous, and padded with zeros at the right edge. Within a panel, tiles of eight rows (four where a vector has fewer
 * than sixteen lanes, as sixteen sums would not fit the registers).
 *
 * <p>Only broadcast, load, store and fma are used, whose bits do not change when the JIT compiles them. One species
 * serves all: with a second one in the same JVM, JDK 17 boxes the vectors of both (seen to be 12 times slower).
 */
final class VectorGemm implements Gemm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int PANEL = 2 * LANES;
    private static final boolean WIDE = LANES >= 16;
    /** So few columns are done sooner one by one than padded. */
    private static final int TOO_NARROW = 2;
    /** From so many rows on, packing B costs less than reading it where it lies. */
    private static final int WORTH_PACKING = 32;
    /** Rows of B that are packed at a time: a panel of them fits a first-level cache with sixteen lanes. */
    private static final int DEPTH = 256;
    /** Side of the squares in which a transposed B is read. */
    private static final int SQUARE = 16;

    private final float[] panel = new float[DEPTH * PANEL];
    private final float[] edge = new float[8 * PANEL];

    @Override
    public void product(
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
            int k) {
        if (k == 0) {
            PlainGemm.begin(c, cOffset, start, startOffset, startRow, m, n);
            return;
        }
        float[] s = start;
        int s0 = startOffset;
        int sRow = startRow;
        for (int p = 0; p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            int ap = aOffset + p * aColumn;
            int bp = bOffset + p * bRow;
            if (m == 1 && bColumn == 1) {
                oneRow(c, cOffset, s, s0, a, ap, aColumn, b, bp, bRow, n, depth);
            } else {
                panels(c, cOffset, s, s0, sRow, a, ap, aRow, aColumn, b, bp, bRow, bColumn, m, n, depth);
            }
            s = c;
            s0 = cOffset;
            sRow = n;
        }
    }

    private void panels(
            float[] c,
            int cOffset,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int bColumn,
            int m,
            int n,
            int k) {
        for (int j = 0; j < n; j += PANEL) {
            int width = Math.min(PANEL, n - j);
            int bj = b0 + j * bColumn;
            if (width <= TOO_NARROW) {
                for (int q = 0; q < width; q++) {
                    int at = cOffset + j + q;
                    for (int i = 0; i < m; i++) {
                        c[at + i * n] = s[s0 + i * sRow + j + q];
                    }
                    PlainGemm.column(c, at, n, a, a0, aRow, aColumn, b, bj + q * bColumn, bRow, m, k);
                }
            } else if (width < PANEL) {
                pack(b, bj, bRow, bColumn, width, k);
                edgeTiles(c, cOffset + j, n, s, s0 + j, sRow, a, a0, aRow, aColumn, width, m, k);
            } else if (bColumn == 1 && m < WORTH_PACKING) {
                tiles(c, cOffset + j, n, s, s0 + j, sRow, a, a0, aRow, aColumn, b, bj, bRow, m, k);
            } else {
                pack(b, bj, bRow, bColumn, width, k);
                tiles(c, cOffset + j, n, s, s0 + j, sRow, a, a0, aRow, aColumn, panel, 0, PANEL, m, k);
            }
        }
    }

    /** Copies columns of B into the panel; zeros to the right of them. */
    private void pack(float[] b, int b0, int bRow, int bColumn, int width, int k) {
        if (width < PANEL) {
            Arrays.fill(panel, 0, k * PANEL, 0f);
        }
        if (bColumn == 1) {
            for (int p = 0; p < k; p++) {
                System.arraycopy(b, b0 + p * bRow, panel, p * PANEL, width);
            }
            return;
        }
        for (int from = 0; from < k; from += SQUARE) {
            int to = Math.min(k, from + SQUARE);
            for (int j = 0; j < width; j++) {
                int column = b0 + j * bColumn;
                for (int p = from; p < to; p++) {
                    panel[p * PANEL + j] = b[column + p * bRow];
                }
            }
        }
    }

    /** All rows of C in a panel of full width. */
    private static void tiles(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int m,
            int k) {
        int i = 0;
        if (WIDE) {
            for (; i + 8 <= m; i += 8) {
                rows8(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
            }
        }
        for (; i + 4 <= m; i += 4) {
            rows4(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
        }
        for (; i < m; i++) {
            rows1(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
        }
    }

    /** All rows of C in the right edge, which has been packed: through a buffer, as whole vectors do not fit there. */
    private void edgeTiles(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            int width,
            int m,
            int k) {
        int step = WIDE && width > LANES ? 8 : 4;
        for (int i = 0; i < m; i += step) {
            int rows = Math.min(step, m - i);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(s, s0 + (i + r) * sRow, edge, r * PANEL, width);
            }
            int ai = a0 + i * aRow;
            if (rows < 4) {
                for (int r = 0; r < rows; r++) {
                    int e = r * PANEL;
                    rows1(edge, e, PANEL, edge, e, PANEL, a, ai + r * aRow, aRow, aColumn, panel, 0, PANEL, k);
                }
            } else if (width <= LANES) {
                rows4Narrow(edge, 0, PANEL, edge, 0, PANEL, a, ai, aRow, aColumn, panel, 0, PANEL, k);
            } else {
                tiles(edge, 0, PANEL, edge, 0, PANEL, a, ai, aRow, aColumn, panel, 0, PANEL, rows, k);
            }
            for (int r = 0; r < rows; r++) {
                System.arraycopy(edge, r * PANEL, c, c0 + (i + r) * cRow, width);
            }
        }
    }

    /** A product with one row: B is read once, so it is not packed. */
    private static void oneRow(
            float[] c,
            int c0,
            float[] s,
            int s0,
            float[] a,
            int a0,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int n,
            int k) {
        int j = 0;
        for (; j + 2 * PANEL <= n; j += 2 * PANEL) {
            rows1Broad(c, c0 + j, n, s, s0 + j, n, a, a0, 0, aColumn, b, b0 + j, bRow, k);
        }
        for (; j + PANEL <= n; j += PANEL) {
            rows1(c, c0 + j, n, s, s0 + j, n, a, a0, 0, aColumn, b, b0 + j, bRow, k);
        }
        if (j < n) {
            PlainGemm.begin(c, c0 + j, s, s0 + j, n - j, 1, n - j);
            for (; j < n; j++) {
                PlainGemm.column(c, c0 + j, n, a, a0, 0, aColumn, b, b0 + j, bRow, 1, k);
            }
        }
    }

    /** Eight rows by two vectors. */
    private static void rows8(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
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
        FloatVector t60 = FloatVector.fromArray(SPECIES, s, s0 + 6 * sRow);
        FloatVector t61 = FloatVector.fromArray(SPECIES, s, s0 + 6 * sRow + LANES);
        FloatVector t70 = FloatVector.fromArray(SPECIES, s, s0 + 7 * sRow);
        FloatVector t71 = FloatVector.fromArray(SPECIES, s, s0 + 7 * sRow + LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[ap + aRow]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]);
            t30 = x.fma(y0, t30);
            t31 = x.fma(y1, t31);
            x = FloatVector.broadcast(SPECIES, a[ap + 4 * aRow]);
            t40 = x.fma(y0, t40);
            t41 = x.fma(y1, t41);
            x = FloatVector.broadcast(SPECIES, a[ap + 5 * aRow]);
            t50 = x.fma(y0, t50);
            t51 = x.fma(y1, t51);
            x = FloatVector.broadcast(SPECIES, a[ap + 6 * aRow]);
            t60 = x.fma(y0, t60);
            t61 = x.fma(y1, t61);
            x = FloatVector.broadcast(SPECIES, a[ap + 7 * aRow]);
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

    /** Four rows by two vectors. */
    private static void rows4(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t11 = FloatVector.fromArray(SPECIES, s, s0 + sRow + LANES);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t21 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow + LANES);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        FloatVector t31 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow + LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
            x = FloatVector.broadcast(SPECIES, a[ap + aRow]);
            t10 = x.fma(y0, t10);
            t11 = x.fma(y1, t11);
            x = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]);
            t20 = x.fma(y0, t20);
            t21 = x.fma(y1, t21);
            x = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]);
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

    /** Four rows by one vector. */
    private static void rows4Narrow(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t10 = FloatVector.fromArray(SPECIES, s, s0 + sRow);
        FloatVector t20 = FloatVector.fromArray(SPECIES, s, s0 + 2 * sRow);
        FloatVector t30 = FloatVector.fromArray(SPECIES, s, s0 + 3 * sRow);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(y0, t00);
            x = FloatVector.broadcast(SPECIES, a[ap + aRow]);
            t10 = x.fma(y0, t10);
            x = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]);
            t20 = x.fma(y0, t20);
            x = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]);
            t30 = x.fma(y0, t30);
        }
        t00.intoArray(c, c0);
        t10.intoArray(c, c0 + cRow);
        t20.intoArray(c, c0 + 2 * cRow);
        t30.intoArray(c, c0 + 3 * cRow);
    }

    /** One row by two vectors. */
    private static void rows1(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(y0, t00);
            t01 = x.fma(y1, t01);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
    }

    /** One row by four vectors. */
    private static void rows1Broad(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
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
}
