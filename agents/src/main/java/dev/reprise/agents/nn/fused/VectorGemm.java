package dev.reprise.agents.nn.fused;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API, four rows by two vectors of C at a time; what is left at the right edge is padded to a vector. Only
 * broadcast, load, store and fma are used, whose bits do not change when the JIT compiles them. One species serves all:
 * with a second one in the same JVM, JDK 17 boxes the vectors of both (seen to be 12 times slower).
 */
final class VectorGemm implements Gemm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** So few columns are done sooner one by one than padded. */
    private static final int TOO_NARROW = 2;

    @Override
    public void addProduct(
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
            int k) {
        int tileRows = m - m % 4;
        int vectors = n - n % LANES;
        for (int i = 0; i < tileRows; i += 4) {
            int c0 = cOffset + i * n;
            int a0 = aOffset + i * aRow;
            int j = 0;
            for (; j + 2 * LANES <= n; j += 2 * LANES) {
                rows4(c, c0 + j, a, a0, aRow, aColumn, b, bOffset + j, n, k);
            }
            if (j < vectors) {
                rows4Narrow(c, c0 + j, n, a, a0, aRow, aColumn, b, bOffset + j, n, k);
            }
        }
        if (vectors < n && tileRows > 0) {
            rightEdge(c, cOffset, a, aOffset, aRow, aColumn, b, bOffset, tileRows, vectors, n, k);
        }
        for (int i = tileRows; i < m; i++) {
            int c0 = cOffset + i * n;
            int a0 = aOffset + i * aRow;
            for (int j = 0; j < vectors; j += LANES) {
                row(c, c0 + j, a, a0, aColumn, b, bOffset + j, n, k);
            }
            for (int j = vectors; j < n; j++) {
                PlainGemm.element(c, c0 + j, a, a0, aColumn, b, bOffset + j, n, k);
            }
        }
    }

    /** The columns from {@code from} on, fewer than a vector holds: copied to where a vector fits, and back. */
    private static void rightEdge(
            float[] c,
            int cOffset,
            float[] a,
            int aOffset,
            int aRow,
            int aColumn,
            float[] b,
            int bOffset,
            int rows,
            int from,
            int n,
            int k) {
        int width = n - from;
        if (width <= TOO_NARROW) {
            for (int i = 0; i < rows; i += 4) {
                for (int j = from; j < n; j++) {
                    PlainGemm.column(
                            c, cOffset + i * n + j, a, aOffset + i * aRow, aRow, aColumn, b, bOffset + j, n, k);
                }
            }
            return;
        }
        float[] padded = new float[k * LANES];
        for (int p = 0; p < k; p++) {
            System.arraycopy(b, bOffset + p * n + from, padded, p * LANES, width);
        }
        float[] sums = new float[4 * LANES];
        for (int i = 0; i < rows; i += 4) {
            int c0 = cOffset + i * n + from;
            for (int r = 0; r < 4; r++) {
                System.arraycopy(c, c0 + r * n, sums, r * LANES, width);
            }
            rows4Narrow(sums, 0, LANES, a, aOffset + i * aRow, aRow, aColumn, padded, 0, LANES, k);
            for (int r = 0; r < 4; r++) {
                System.arraycopy(sums, r * LANES, c, c0 + r * n, width);
            }
        }
    }

    private static void rows4(
            float[] c, int c0, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int n, int k) {
        int c1 = c0 + n;
        int c2 = c1 + n;
        int c3 = c2 + n;
        FloatVector s00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector s01 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += n) {
            FloatVector x = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector y = FloatVector.fromArray(SPECIES, b, bp + LANES);
            FloatVector r = FloatVector.broadcast(SPECIES, a[ap]);
            s00 = r.fma(x, s00);
            s01 = r.fma(y, s01);
            r = FloatVector.broadcast(SPECIES, a[ap + aRow]);
            s10 = r.fma(x, s10);
            s11 = r.fma(y, s11);
            r = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]);
            s20 = r.fma(x, s20);
            s21 = r.fma(y, s21);
            r = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]);
            s30 = r.fma(x, s30);
            s31 = r.fma(y, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + LANES);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + LANES);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + LANES);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + LANES);
    }

    /** Four rows by one vector of C, rows {@code cRow} apart; rows of B are {@code bRow} apart. */
    private static void rows4Narrow(
            float[] c, int c0, int cRow, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bRow, int k) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector s1 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector s2 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector s3 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector x = FloatVector.fromArray(SPECIES, b, bp);
            s0 = FloatVector.broadcast(SPECIES, a[ap]).fma(x, s0);
            s1 = FloatVector.broadcast(SPECIES, a[ap + aRow]).fma(x, s1);
            s2 = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]).fma(x, s2);
            s3 = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]).fma(x, s3);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + cRow);
        s2.intoArray(c, c0 + 2 * cRow);
        s3.intoArray(c, c0 + 3 * cRow);
    }

    private static void row(float[] c, int c0, float[] a, int a0, int aColumn, float[] b, int b0, int n, int k) {
        FloatVector sum = FloatVector.fromArray(SPECIES, c, c0);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += n) {
            sum = FloatVector.broadcast(SPECIES, a[ap]).fma(FloatVector.fromArray(SPECIES, b, bp), sum);
        }
        sum.intoArray(c, c0);
    }
}
