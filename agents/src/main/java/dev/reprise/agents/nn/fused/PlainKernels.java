package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.fused.ParameterMath.AdamStep;

/** Plain Java, four by two elements at a time: for JVMs that run without the Vector API. */
final class PlainKernels implements Kernels {
    private static final int PANEL = 8;

    private final Matrix left = new Matrix();
    private final float[] sums = new float[PARTIAL_SUMS];

    @Override
    public void product(Matrix c, Matrix s, Matrix a, Matrix b, int m, int n, int k) {
        begin(c.array, c.offset, c.row, s.array, s.offset, s.row, m, n);
        addProduct(c.array, c.offset, c.row, a, b.array, b.offset, b.row, b.column, m, n, k);
    }

    @Override
    public String name() {
        return "plain kernels";
    }

    @Override
    public int panelWidth() {
        return PANEL;
    }

    @Override
    public void pack(Matrix b, int k, int n, int panel, float[] packed, int offset) {
        int first = panel * PANEL;
        int width = Math.min(PANEL, n - first);
        for (int p = 0; p < k; p++) {
            int to = offset + (panel * k + p) * PANEL;
            int from = b.offset + p * b.row + first * b.column;
            for (int j = 0; j < width; j++) {
                packed[to + j] = b.array[from + j * b.column];
            }
        }
    }

    @Override
    public void packedProduct(Matrix c, Matrix s, Matrix a, float[] packed, int offset, int m, int n, int k) {
        begin(c.array, c.offset, c.row, s.array, s.offset, s.row, m, n);
        for (int j = 0; j < n; j += PANEL) {
            addProduct(c.array, c.offset + j, c.row, a, packed, offset + j * k, PANEL, 1, m, Math.min(PANEL, n - j), k);
        }
    }

    @Override
    public void block(float[] x, int xOffset, int rows, int columns, float[] blocked, int offset, int stride) {
        for (int first = 0; first < columns; first += BLOCK) {
            int width = Math.min(BLOCK, columns - first);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(x, xOffset + r * columns + first, blocked, offset + first * stride + r * BLOCK, width);
            }
        }
    }

    @Override
    public void blockedProduct(Matrix c, float[] blocked, int offset, int stride, Matrix b, int m, int n, int k) {
        for (int i = 0; i < m; i += BLOCK) {
            left.blocked(blocked, offset + i * stride);
            addProduct(
                    c.array,
                    c.offset + i * c.row,
                    c.row,
                    left,
                    b.array,
                    b.offset,
                    b.row,
                    1,
                    Math.min(BLOCK, m - i),
                    n,
                    k);
        }
    }

    @Override
    public int blockedWidth() {
        return PANEL;
    }

    @Override
    public float dot(float[] x, int xOffset, float[] y, int yOffset, int count) {
        java.util.Arrays.fill(sums, 0f);
        for (int i = 0; i < count; i++) {
            int lane = i % PARTIAL_SUMS;
            sums[lane] = Math.fma(x[xOffset + i], y[yOffset + i], sums[lane]);
        }
        return Kernels.total(sums);
    }

    @Override
    public void relu(float[] y, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            y[i] = Math.max(y[i], 0f);
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int count) {
        for (int i = 0; i < count; i++) {
            d[dOffset + i] = y[yOffset + i] > 0f ? d[dOffset + i] : 0f;
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        adamElements(p, g, m, v, from, to, step);
    }

    static void adamElements(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        for (int i = from; i < to; i++) {
            m[i] = AdamStep.BETA1 * m[i] + (1 - AdamStep.BETA1) * g[i];
            v[i] = AdamStep.BETA2 * v[i] + (1 - AdamStep.BETA2) * g[i] * g[i];
            float change = step.rate * m[i] / ((float) Math.sqrt(v[i]) * step.correction + AdamStep.EPSILON);
            p[i] = step.shrink * p[i] - change;
        }
    }

    @Override
    public void follow(float[] f, float[] p, int from, int to, float approach) {
        for (int i = from; i < to; i++) {
            f[i] += approach * (p[i] - f[i]);
        }
    }

    private static void addProduct(
            float[] c,
            int cOffset,
            int cRow,
            Matrix left,
            float[] b,
            int bOffset,
            int bRow,
            int bColumn,
            int m,
            int n,
            int k) {
        float[] a = left.array;
        int aRow = left.row;
        int aColumn = left.column;
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            int c0 = cOffset + i * cRow;
            int a0 = left.offset + i * aRow;
            int j = 0;
            for (; j + 2 <= n; j += 2) {
                tile(c, c0 + j, cRow, a, a0, aRow, aColumn, b, bOffset + j * bColumn, bRow, bColumn, k);
            }
            if (j < n) {
                column4(c, c0 + j, cRow, a, a0, aRow, aColumn, b, bOffset + j * bColumn, bRow, k);
            }
        }
        for (; i < m; i++) {
            for (int j = 0; j < n; j++) {
                element(
                        c,
                        cOffset + i * cRow + j,
                        a,
                        left.offset + i * aRow,
                        aColumn,
                        b,
                        bOffset + j * bColumn,
                        bRow,
                        k);
            }
        }
    }

    /** C = S. */
    static void begin(float[] c, int cOffset, int cRow, float[] s, int sOffset, int sRow, int m, int n) {
        if (c == s && cOffset == sOffset && sRow == cRow) {
            return;
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(s, sOffset + i * sRow, c, cOffset + i * cRow, n);
        }
    }

    /** Four rows by two columns of C, added to what stands there. */
    private static void tile(
            float[] c,
            int c0,
            int n,
            float[] a,
            int a0,
            int aRow,
            int aColumn,
            float[] b,
            int b0,
            int bRow,
            int bColumn,
            int k) {
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
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            float x = b[bp];
            float y = b[bp + bColumn];
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

    /** Four rows of one column of C, added to what stands there. */
    private static void column4(
            float[] c, int c0, int n, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bRow, int k) {
        float s0 = c[c0];
        float s1 = c[c0 + n];
        float s2 = c[c0 + 2 * n];
        float s3 = c[c0 + 3 * n];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
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

    /** All m rows of one column of C, added to what stands there; eight at a time hide the latency of the sums. */
    static void column(
            float[] c,
            int c0,
            int n,
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
        for (; i + 8 <= m; i += 8) {
            column8(c, c0 + i * n, n, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
        }
        for (; i < m; i++) {
            element(c, c0 + i * n, a, a0 + i * aRow, aColumn, b, b0, bRow, k);
        }
    }

    private static void column8(
            float[] c, int c0, int n, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bRow, int k) {
        float s0 = c[c0];
        float s1 = c[c0 + n];
        float s2 = c[c0 + 2 * n];
        float s3 = c[c0 + 3 * n];
        float s4 = c[c0 + 4 * n];
        float s5 = c[c0 + 5 * n];
        float s6 = c[c0 + 6 * n];
        float s7 = c[c0 + 7 * n];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            float x = b[bp];
            s0 = Math.fma(a[ap], x, s0);
            s1 = Math.fma(a[ap + aRow], x, s1);
            s2 = Math.fma(a[ap + 2 * aRow], x, s2);
            s3 = Math.fma(a[ap + 3 * aRow], x, s3);
            s4 = Math.fma(a[ap + 4 * aRow], x, s4);
            s5 = Math.fma(a[ap + 5 * aRow], x, s5);
            s6 = Math.fma(a[ap + 6 * aRow], x, s6);
            s7 = Math.fma(a[ap + 7 * aRow], x, s7);
        }
        c[c0] = s0;
        c[c0 + n] = s1;
        c[c0 + 2 * n] = s2;
        c[c0 + 3 * n] = s3;
        c[c0 + 4 * n] = s4;
        c[c0 + 5 * n] = s5;
        c[c0 + 6 * n] = s6;
        c[c0 + 7 * n] = s7;
    }

    /** One element of C, added to what stands there. */
    private static void element(float[] c, int c0, float[] a, int a0, int aColumn, float[] b, int b0, int bRow, int k) {
        float sum = c[c0];
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            sum = Math.fma(a[ap], b[bp], sum);
        }
        c[c0] = sum;
    }
}
