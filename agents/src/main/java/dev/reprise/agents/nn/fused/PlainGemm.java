package dev.reprise.agents.nn.fused;

/** Plain Java, four by four elements at a time: for JVMs that run without the Vector API. */
final class PlainGemm implements Gemm {
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
        for (int i = 0; i < tileRows; i += 4) {
            columns(c, cOffset + i * n, a, aOffset + i * aRow, aRow, aColumn, b, bOffset, n, k);
        }
        for (int i = tileRows; i < m; i++) {
            for (int j = 0; j < n; j++) {
                element(c, cOffset + i * n + j, a, aOffset + i * aRow, aColumn, b, bOffset + j, n, k);
            }
        }
    }

    /** Four rows of C. */
    private static void columns(
            float[] c, int c0, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int n, int k) {
        int j = 0;
        for (; j + 2 <= n; j += 2) {
            tile(c, c0 + j, a, a0, aRow, aColumn, b, b0 + j, n, k);
        }
        if (j < n) {
            column(c, c0 + j, a, a0, aRow, aColumn, b, b0 + j, n, k);
        }
    }

    /** Four rows by two columns of C. */
    private static void tile(
            float[] c, int c0, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int n, int k) {
        int c1 = c0 + n;
        int c2 = c1 + n;
        int c3 = c2 + n;
        float s00 = c[c0];
        float s01 = c[c0 + 1];
        float s10 = c[c1];
        float s11 = c[c1 + 1];
        float s20 = c[c2];
        float s21 = c[c2 + 1];
        float s30 = c[c3];
        float s31 = c[c3 + 1];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += n) {
            float x = b[bp];
            float y = b[bp + 1];
            float r0 = a[ap];
            float r1 = a[ap + aRow];
            float r2 = a[ap + 2 * aRow];
            float r3 = a[ap + 3 * aRow];
            s00 = Math.fma(r0, x, s00);
            s01 = Math.fma(r0, y, s01);
            s10 = Math.fma(r1, x, s10);
            s11 = Math.fma(r1, y, s11);
            s20 = Math.fma(r2, x, s20);
            s21 = Math.fma(r2, y, s21);
            s30 = Math.fma(r3, x, s30);
            s31 = Math.fma(r3, y, s31);
        }
        c[c0] = s00;
        c[c0 + 1] = s01;
        c[c1] = s10;
        c[c1 + 1] = s11;
        c[c2] = s20;
        c[c2 + 1] = s21;
        c[c3] = s30;
        c[c3 + 1] = s31;
    }

    /** Four rows of one column of C. */
    static void column(float[] c, int c0, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int n, int k) {
        float s0 = c[c0];
        float s1 = c[c0 + n];
        float s2 = c[c0 + 2 * n];
        float s3 = c[c0 + 3 * n];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += n) {
            float x = b[bp];
            s0 = Math.fma(a[ap], x, s0);
            s1 = Math.fma(a[ap + aRow], x, s1);
            s2 = Math.fma(a[ap + 2 * aRow], x, s2);
            s3 = Math.fma(a[ap + 3 * aRow], x, s3);
        }
        c[c0] = s0;
        c[c0 + n] = s1;
        c[c0 + 2 * n] = s2;
        c[c0 + 3 * n] = s3;
    }

    /** One element of C. */
    static void element(float[] c, int c0, float[] a, int a0, int aColumn, float[] b, int b0, int n, int k) {
        float sum = c[c0];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += n) {
            sum = Math.fma(a[ap], b[bp], sum);
        }
        c[c0] = sum;
    }
}
