package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.fused.ParameterMath.AdamStep;
import java.util.Arrays;

/** Plain Java, four by two elements at a time: for JVMs that run without the Vector API. */
final class PlainKernels implements Kernels {
    private final float[] sums = new float[PARTIAL_SUMS];
    private final float[] others = new float[PARTIAL_SUMS];

    @Override
    public String name() {
        return "plain kernels";
    }

    @Override
    public int panelWidth() {
        return BLOCK;
    }

    @Override
    public void packForward(float[] w, int wAt, float[] s, int sAt, int k, int n, int panel, float[] packed, int at) {
        int first = panel * BLOCK;
        int width = Math.min(BLOCK, n - first);
        System.arraycopy(s, sAt + first, packed, at, width);
        for (int j = 0; j < width; j++) {
            for (int p = 0; p < k; p++) {
                packed[at + (1 + p) * BLOCK + j] = w[wAt + (first + j) * k + p];
            }
        }
    }

    @Override
    public void packBackward(float[] w, int wAt, int k, int n, int panel, float[] packed, int at) {
        int first = panel * BLOCK;
        int width = Math.min(BLOCK, n - first);
        for (int p = 0; p < k; p++) {
            System.arraycopy(w, wAt + p * n + first, packed, at + (1 + p) * BLOCK, width);
        }
    }

    @Override
    public void layer(
            float[] c,
            int cAt,
            int cStride,
            float[] a,
            int aAt,
            int aStride,
            float[] packed,
            int packedAt,
            int m,
            int n,
            int k) {
        int blocks = Kernels.blocks(k);
        int aBlock = aStride * BLOCK;
        for (int panel = 0; panel < panels(n); panel++) {
            int s = packedAt + panel * panelSize(k);
            int c0 = cAt + panel * cStride * BLOCK;
            for (int i = 0; i < m; i++) {
                System.arraycopy(packed, s, c, c0 + i * BLOCK, BLOCK);
            }
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                for (int q = 0; q < blocks; q++) {
                    int aq = aAt + q * aBlock + i * BLOCK;
                    int bq = s + (1 + q * BLOCK) * BLOCK;
                    for (int j = 0; j < BLOCK; j += 2) {
                        tile(c, c0 + i * BLOCK + j, BLOCK, a, aq, BLOCK, 1, packed, bq + j, BLOCK);
                    }
                }
            }
            for (; i < m; i++) {
                for (int q = 0; q < blocks; q++) {
                    int aq = aAt + q * aBlock + i * BLOCK;
                    row(c, c0 + i * BLOCK, a, aq, packed, s + (1 + q * BLOCK) * BLOCK);
                }
            }
        }
    }

    /** One row of C in a block, k a block as well. */
    private static void row(float[] c, int c0, float[] a, int a0, float[] b, int b0) {
        for (int p = 0; p < BLOCK; p++) {
            float x = a[a0 + p];
            for (int j = 0; j < BLOCK; j++) {
                c[c0 + j] = Math.fma(x, b[b0 + p * BLOCK + j], c[c0 + j]);
            }
        }
    }

    @Override
    public int gradientWidth() {
        return BLOCK;
    }

    @Override
    public void gradient(
            float[] c,
            int cAt,
            int cRow,
            float[] a,
            int aAt,
            int aStride,
            float[] b,
            int bAt,
            int bStride,
            int m,
            int n,
            int k) {
        int whole = k - k % BLOCK;
        for (int i = 0; i < m; i += 4) {
            int ai = aAt + i / BLOCK * aStride * BLOCK + i % BLOCK;
            for (int j = 0; j < n; j += 2) {
                int bj = bAt + j / BLOCK * bStride * BLOCK + j % BLOCK;
                int ci = cAt + i * cRow + j;
                int from = 0;
                if (i + 4 <= m && j + 2 <= n) {
                    for (; from < whole; from += BLOCK) {
                        tile(c, ci, cRow, a, ai + from * BLOCK, 1, BLOCK, b, bj + from * BLOCK, BLOCK);
                    }
                }
                for (int r = 0; r < Math.min(4, m - i); r++) {
                    for (int q = 0; q < Math.min(2, n - j); q++) {
                        float sum = c[ci + r * cRow + q];
                        for (int p = from; p < k; p++) {
                            sum = Math.fma(a[ai + r + p * BLOCK], b[bj + q + p * BLOCK], sum);
                        }
                        c[ci + r * cRow + q] = sum;
                    }
                }
            }
        }
    }

    /** Four rows by two columns of C, added to what stands there, k a block. */
    private static void tile(
            float[] c, int c0, int cRow, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bRow) {
        int c1 = c0 + cRow;
        int c2 = c1 + cRow;
        int c3 = c2 + cRow;
        float s00 = c[c0];
        float s01 = c[c0 + 1];
        float s10 = c[c1];
        float s11 = c[c1 + 1];
        float s20 = c[c2];
        float s21 = c[c2 + 1];
        float s30 = c[c3];
        float s31 = c[c3 + 1];
        for (int p = 0, ap = a0, bp = b0; p < BLOCK; p++, ap += aColumn, bp += bRow) {
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

    @Override
    public void spread(float[] c, int cAt, int cStride, float[] a, int aAt, float[] b, int bAt, int m, int n, int k) {
        spreadColumns(c, cAt, cStride, a, aAt, b, bAt, m, 0, n, k);
    }

    /** Columns from {@code first} on of {@link #spread}. */
    static void spreadColumns(
            float[] c, int cAt, int cStride, float[] a, int aAt, float[] b, int bAt, int m, int first, int n, int k) {
        for (int j = first; j < n; j++) {
            int cj = cAt + j / BLOCK * cStride * BLOCK + j % BLOCK;
            for (int i = 0; i < m; i++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aAt + i * k + p], b[bAt + p * n + j], sum);
                }
                c[cj + i * BLOCK] = sum;
            }
        }
    }

    @Override
    public void collect(float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int bStride, int m, int n, int k) {
        collectColumns(c, cAt, a, aAt, b, bAt, bStride, m, 0, n, k);
    }

    /** Columns from {@code first} on of {@link #collect}. */
    static void collectColumns(
            float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int bStride, int m, int first, int n, int k) {
        for (int j = first; j < n; j++) {
            int bj = bAt + j / BLOCK * bStride * BLOCK + j % BLOCK;
            for (int i = 0; i < m; i++) {
                float sum = c[cAt + i * n + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aAt + p * m + i], b[bj + p * BLOCK], sum);
                }
                c[cAt + i * n + j] = sum;
            }
        }
    }

    @Override
    public float dot(float[] x, int xAt, int xStride, float[] y, int yAt, int count) {
        Arrays.fill(sums, 0f);
        for (int j = 0; j < count; j++) {
            int lane = j % BLOCK;
            sums[lane] = Math.fma(x[xAt + (j - lane) * xStride + lane], y[yAt + j], sums[lane]);
        }
        return Kernels.total(sums);
    }

    @Override
    public void relu(float[] y, int at, int count) {
        for (int i = at; i < at + count; i++) {
            y[i] = Math.max(y[i], 0f);
        }
    }

    @Override
    public void reluGradient(float[] y, int yAt, float[] d, int dAt, int count) {
        for (int i = 0; i < count; i++) {
            d[dAt + i] = y[yAt + i] > 0f ? d[dAt + i] : 0f;
        }
    }

    @Override
    public void tanh(float[] y, int at, int count) {
        for (int i = at; i < at + count; i++) {
            y[i] = Elementary.tanh(y[i]);
        }
    }

    @Override
    public float normalise(
            float[] y, float[] normal, int at, int stride, int units, float[] values, int gain, int bias) {
        Arrays.fill(sums, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                sums[lane] += y[yj + lane];
            }
        }
        float mean = Kernels.total(sums) / units;
        Arrays.fill(sums, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float difference = y[yj + lane] - mean;
                sums[lane] = Math.fma(difference, difference, sums[lane]);
            }
        }
        float variance = Kernels.total(sums) / units;
        float scale = Kernels.inverseRoot(variance);
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float n = (y[yj + lane] - mean) * scale;
                normal[yj + lane] = n;
                y[yj + lane] = Math.fma(n, values[gain + j + lane], values[bias + j + lane]);
            }
        }
        return scale;
    }

    @Override
    public void normaliseBackward(
            float[] d,
            float[] errors,
            float[] products,
            int at,
            float[] normal,
            int normalAt,
            int stride,
            int units,
            float scale,
            float[] values,
            int gain) {
        Arrays.fill(sums, 0f);
        Arrays.fill(others, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int dj = at + j * stride;
            int nj = normalAt + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float error = d[dj + lane];
                float n = normal[nj + lane];
                float h = values[gain + j + lane] * error;
                errors[dj + lane] = error;
                products[dj + lane] = error * n;
                sums[lane] += h;
                others[lane] = Math.fma(h, n, others[lane]);
            }
        }
        float mean = Kernels.total(sums) / units;
        float slope = Kernels.total(others) / units;
        for (int j = 0; j < units; j += BLOCK) {
            int dj = at + j * stride;
            int nj = normalAt + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float h = values[gain + j + lane] * d[dj + lane];
                d[dj + lane] = scale * (h - mean - normal[nj + lane] * slope);
            }
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
        followElements(f, p, from, to, approach);
    }

    static void followElements(float[] f, float[] p, int from, int to, float approach) {
        for (int i = from; i < to; i++) {
            f[i] += approach * (p[i] - f[i]);
        }
    }
}
