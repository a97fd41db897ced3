package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.fused.ParameterMath.AdamStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API. Tiles are as large as the registers allow: there are thirty-two for vectors of sixteen floats and for those
 * of four on processors that have fused multiply-adds, and sixteen for those of eight.
 *
 * <p>Only operations are used whose bits do not change when the JIT compiles them; sums across lanes are not. One species
 * serves all: with a second one in the same JVM, JDK 17 boxes the vectors of both (seen to be 12 times slower).
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final boolean WIDE = LANES == 16;
    private static final int PANEL = LayerTiles.PANEL;
    /** Blocks of A that are multiplied at a time, so that their part of a panel stays in a first-level cache. */
    private static final int DEPTH = WIDE ? 8 : 16;
    /** The same for rows of a gradient's operands. */
    private static final int GRADIENT_DEPTH = 256;
    /** Blocks of B that a gradient takes at a time. */
    private static final int GRADIENT_BLOCKS = WIDE ? 2 : 1;
    /** Columns that are transposed at a time: what is written of a panel stays in a first-level cache. */
    private static final int STRIP = 32;

    private final float[] edge = new float[ALIGNED + BLOCK * GRADIENT_BLOCKS * BLOCK];
    private final float[] sums = new float[PARTIAL_SUMS];
    private final float[] others = new float[PARTIAL_SUMS];
    /** For rows that end within a block. */
    private final PlainKernels plain = new PlainKernels();

    /** Whether there are tiles for this processor's vectors. */
    static boolean fit() {
        return LANES == 4 || LANES == 8 || WIDE;
    }

    @Override
    public String name() {
        return "vectors of " + LANES + " floats";
    }

    @Override
    public int panelWidth() {
        return PANEL;
    }

    @Override
    public void packForward(float[] w, int wAt, float[] s, int sAt, int k, int n, int panel, float[] packed, int at) {
        int first = panel * PANEL;
        int width = Math.min(PANEL, n - first);
        System.arraycopy(s, sAt + first, packed, at, width);
        int rows = at + PANEL;
        for (int from = 0; from < k; from += STRIP) {
            int to = Math.min(k, from + STRIP);
            int j = 0;
            for (; j + 8 <= width; j += 8) {
                transpose(w, wAt + (first + j) * k + from, k, packed, rows + from * PANEL + j, to - from);
            }
            for (; j < width; j++) {
                int column = wAt + (first + j) * k;
                for (int p = from; p < to; p++) {
                    packed[rows + p * PANEL + j] = w[column + p];
                }
            }
        }
    }

    /** Eight rows of W become eight numbers in each of {@code count} rows of a panel. */
    private static void transpose(float[] w, int w0, int row, float[] packed, int to, int count) {
        int w1 = w0 + row;
        int w2 = w1 + row;
        int w3 = w2 + row;
        int w4 = w3 + row;
        int w5 = w4 + row;
        int w6 = w5 + row;
        int w7 = w6 + row;
        for (int p = 0; p < count; p++) {
            int at = to + p * PANEL;
            packed[at] = w[w0 + p];
            packed[at + 1] = w[w1 + p];
            packed[at + 2] = w[w2 + p];
            packed[at + 3] = w[w3 + p];
            packed[at + 4] = w[w4 + p];
            packed[at + 5] = w[w5 + p];
            packed[at + 6] = w[w6 + p];
            packed[at + 7] = w[w7 + p];
        }
    }

    @Override
    public void packBackward(float[] w, int wAt, int k, int n, int panel, float[] packed, int at) {
        int first = panel * PANEL;
        int width = Math.min(PANEL, n - first);
        int from = wAt + first;
        int to = at + PANEL;
        for (int p = 0; p < k; p++) {
            System.arraycopy(w, from + p * n, packed, to + p * PANEL, width);
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
        int columns = Kernels.blocks(n) * BLOCK;
        int blocks = Kernels.blocks(k);
        int aBlock = aStride * BLOCK;
        int cBlock = cStride * BLOCK;
        for (int j = 0; j < columns; j += PANEL) {
            int s = packedAt + j / PANEL * panelSize(k);
            int cj = cAt + j * cStride;
            int width = Math.min(PANEL, columns - j);
            for (int q = 0; q < blocks; q += DEPTH) {
                int depth = Math.min(DEPTH, blocks - q);
                int aq = aAt + q * aBlock;
                int b = s + (1 + q * BLOCK) * PANEL;
                if (width < PANEL) {
                    narrowPanel(c, cj, cBlock, q > 0, a, aq, aBlock, packed, s, b, m, width, depth);
                } else if (q == 0) {
                    panel(c, cj, cBlock, packed, s, LANES, 0, a, aq, aBlock, packed, b, m, depth);
                } else {
                    panel(c, cj, cBlock, c, cj, vectorStep(cBlock), BLOCK, a, aq, aBlock, packed, b, m, depth);
                }
            }
        }
    }

    /** From a vector of C to the next of the same row, within a panel. */
    private static int vectorStep(int block) {
        return WIDE ? block : LANES;
    }

    /** All rows of C in a panel of full width. */
    private static void panel(
            float[] c,
            int c0,
            int cBlock,
            float[] s,
            int s0,
            int sVector,
            int sRow,
            float[] a,
            int a0,
            int aBlock,
            float[] b,
            int b0,
            int m,
            int blocks) {
        int cVector = vectorStep(cBlock);
        int i = 0;
        if (LANES == 8) {
            for (; i + 6 <= m; i += 6) {
                int r = i * BLOCK;
                LayerTiles.rows6by2(
                        c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
            }
            for (; i + 4 <= m; i += 4) {
                int r = i * BLOCK;
                LayerTiles.rows4by2(
                        c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
            }
            for (; i < m; i++) {
                int r = i * BLOCK;
                LayerTiles.rows1by2(
                        c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
            }
            return;
        }
        if (WIDE) {
            // m = 5·fives + 4·fours, where such numbers are.
            int fours = 4 * m % 5;
            int fives = m < 4 * fours ? m / 5 : (m - 4 * fours) / 5;
            for (int end = 5 * fives; i < end; i += 5) {
                int r = i * BLOCK;
                LayerTiles.rows5by4(
                        c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
            }
        }
        for (; i + 4 <= m; i += 4) {
            int r = i * BLOCK;
            LayerTiles.rows4by4(c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
        }
        for (; i < m; i++) {
            int r = i * BLOCK;
            LayerTiles.rows1by4(c, c0 + r, cVector, s, s0 + i * sRow, sVector, sRow, a, a0 + r, aBlock, b, b0, blocks);
        }
    }

    /** All rows of C in the last panel, where it is not full: a block at a time, each of them one vector wide. */
    private static void narrowPanel(
            float[] c,
            int c0,
            int cBlock,
            boolean add,
            float[] a,
            int a0,
            int aBlock,
            float[] packed,
            int s0,
            int b0,
            int m,
            int width,
            int blocks) {
        for (int j = 0; j < width; j += BLOCK) {
            int cj = c0 + j / BLOCK * cBlock;
            float[] s = add ? c : packed;
            int sj = add ? cj : s0 + j;
            int sRow = add ? BLOCK : 0;
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                int r = i * BLOCK;
                LayerTiles.rows8by1(c, cj + r, 0, s, sj + i * sRow, 0, sRow, a, a0 + r, aBlock, packed, b0 + j, blocks);
            }
            for (; i < m; i++) {
                int r = i * BLOCK;
                LayerTiles.rows1by1(c, cj + r, 0, s, sj + i * sRow, 0, sRow, a, a0 + r, aBlock, packed, b0 + j, blocks);
            }
        }
    }

    @Override
    public int gradientWidth() {
        return GRADIENT_BLOCKS * BLOCK;
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
        for (int j = 0; j < n; j += gradientWidth()) {
            int width = Math.min(gradientWidth(), n - j);
            for (int p = 0; p < k; p += GRADIENT_DEPTH) {
                int depth = Math.min(GRADIENT_DEPTH, k - p);
                int bj = bAt + j * bStride + p * BLOCK;
                for (int i = 0; i < m; i += BLOCK) {
                    int rows = Math.min(BLOCK, m - i);
                    int ai = aAt + i * aStride + p * BLOCK;
                    int ci = cAt + i * cRow + j;
                    if (width == gradientWidth()) {
                        fullTiles(c, ci, cRow, a, ai, b, bj, bStride * BLOCK, rows, depth);
                    } else {
                        edgeTiles(c, ci, cRow, a, ai, b, bj, bStride * BLOCK, rows, width, depth);
                    }
                }
            }
        }
    }

    /** Up to {@link #BLOCK} rows of C by the full width. */
    private static void fullTiles(
            float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bBlock, int m, int k) {
        int bVector = vectorStep(bBlock);
        int i = 0;
        if (LANES == 4) {
            for (; i + 4 <= m; i += 4) {
                GradientTiles.rows4by4(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
            }
            for (; i < m; i++) {
                GradientTiles.rows1by4(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
            }
            return;
        }
        if (WIDE) {
            for (; i + 8 <= m; i += 8) {
                GradientTiles.rows8by2(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
            }
        } else {
            for (; i + 6 <= m; i += 6) {
                GradientTiles.rows6by2(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
            }
        }
        for (; i + 4 <= m; i += 4) {
            GradientTiles.rows4by2(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
        }
        for (; i < m; i++) {
            GradientTiles.rows1by2(c, c0 + i * cRow, cRow, a, a0 + i, b, b0, bVector, k);
        }
    }

    /** Up to {@link #BLOCK} rows of C at its right edge, a vector at a time, through a buffer of whole blocks. */
    private void edgeTiles(
            float[] c, int c0, int cRow, float[] a, int a0, float[] b, int b0, int bBlock, int m, int width, int k) {
        int row = gradientWidth();
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, c0 + i * cRow, edge, ALIGNED + i * row, width);
        }
        for (int j = 0; j < width; j += LANES) {
            int bj = b0 + j / BLOCK * bBlock + j % BLOCK;
            int i = 0;
            for (; i + 8 <= m; i += 8) {
                GradientTiles.rows8by1(edge, ALIGNED + i * row + j, row, a, a0 + i, b, bj, 0, k);
            }
            for (; i < m; i++) {
                GradientTiles.rows1by1(edge, ALIGNED + i * row + j, row, a, a0 + i, b, bj, 0, k);
            }
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(edge, ALIGNED + i * row, c, c0 + i * cRow, width);
        }
    }

    @Override
    public void spread(float[] c, int cAt, int cStride, float[] a, int aAt, float[] b, int bAt, int m, int n, int k) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            int cj = cAt + j / BLOCK * cStride * BLOCK + j % BLOCK;
            for (int i = 0; i < m; i++) {
                FloatVector t = FloatVector.zero(SPECIES);
                for (int p = 0; p < k; p++) {
                    t = FloatVector.broadcast(SPECIES, a[aAt + i * k + p])
                            .fma(FloatVector.fromArray(SPECIES, b, bAt + p * n + j), t);
                }
                t.intoArray(c, cj + i * BLOCK);
            }
        }
        PlainKernels.spreadColumns(c, cAt, cStride, a, aAt, b, bAt, m, j, n, k);
    }

    @Override
    public void collect(float[] c, int cAt, float[] a, int aAt, float[] b, int bAt, int bStride, int m, int n, int k) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            int bj = bAt + j / BLOCK * bStride * BLOCK + j % BLOCK;
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                collect4(c, cAt + i * n + j, n, a, aAt + i, m, b, bj, k);
            }
            for (; i < m; i++) {
                collect1(c, cAt + i * n + j, a, aAt + i, m, b, bj, k);
            }
        }
        PlainKernels.collectColumns(c, cAt, a, aAt, b, bAt, bStride, m, j, n, k);
    }

    private static void collect4(float[] c, int c0, int cRow, float[] a, int a0, int aRow, float[] b, int b0, int k) {
        FloatVector t0 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector t1 = FloatVector.fromArray(SPECIES, c, c0 + cRow);
        FloatVector t2 = FloatVector.fromArray(SPECIES, c, c0 + 2 * cRow);
        FloatVector t3 = FloatVector.fromArray(SPECIES, c, c0 + 3 * cRow);
        for (int p = 0; p < k; p++) {
            FloatVector y = FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK);
            int ap = a0 + p * aRow;
            t0 = FloatVector.broadcast(SPECIES, a[ap]).fma(y, t0);
            t1 = FloatVector.broadcast(SPECIES, a[ap + 1]).fma(y, t1);
            t2 = FloatVector.broadcast(SPECIES, a[ap + 2]).fma(y, t2);
            t3 = FloatVector.broadcast(SPECIES, a[ap + 3]).fma(y, t3);
        }
        t0.intoArray(c, c0);
        t1.intoArray(c, c0 + cRow);
        t2.intoArray(c, c0 + 2 * cRow);
        t3.intoArray(c, c0 + 3 * cRow);
    }

    private static void collect1(float[] c, int c0, float[] a, int a0, int aRow, float[] b, int b0, int k) {
        FloatVector t = FloatVector.fromArray(SPECIES, c, c0);
        for (int p = 0; p < k; p++) {
            t = FloatVector.broadcast(SPECIES, a[a0 + p * aRow])
                    .fma(FloatVector.fromArray(SPECIES, b, b0 + p * BLOCK), t);
        }
        t.intoArray(c, c0);
    }

    @Override
    public float dot(float[] x, int xAt, int xStride, float[] y, int yAt, int count) {
        int whole = count - count % BLOCK;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector t = FloatVector.zero(SPECIES);
            for (int j = lane, xj = xAt + lane; j < whole; j += BLOCK, xj += xStride * BLOCK) {
                t = FloatVector.fromArray(SPECIES, x, xj).fma(FloatVector.fromArray(SPECIES, y, yAt + j), t);
            }
            t.intoArray(sums, lane);
        }
        for (int j = whole; j < count; j++) {
            int lane = j - whole;
            sums[lane] = Math.fma(x[xAt + whole * xStride + lane], y[yAt + j], sums[lane]);
        }
        return Kernels.total(sums);
    }

    /** Whether a vector at this element is within one line of the cache, where arrays start on one. */
    private static boolean aligned(int element) {
        return (element & (LANES - 1)) == (ALIGNED & (LANES - 1));
    }

    @Override
    public void relu(float[] y, int at, int count) {
        int end = at + count;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, i).max(0f).intoArray(y, i);
        }
        for (; i < end; i++) {
            y[i] = Math.max(y[i], 0f);
        }
    }

    @Override
    public void reluGradient(float[] y, int yAt, float[] d, int dAt, int count) {
        int i = 0;
        FloatVector zero = FloatVector.zero(SPECIES);
        for (; i + LANES <= count; i += LANES) {
            VectorMask<Float> on = FloatVector.fromArray(SPECIES, y, yAt + i).compare(VectorOperators.GT, 0f);
            zero.blend(FloatVector.fromArray(SPECIES, d, dAt + i), on).intoArray(d, dAt + i);
        }
        for (; i < count; i++) {
            d[dAt + i] = y[yAt + i] > 0f ? d[dAt + i] : 0f;
        }
    }

    @Override
    public void tanh(float[] y, int at, int count) {
        int end = at + count;
        int i = at;
        for (; i + LANES <= end; i += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, y, i)
                    .min(Elementary.TANH_LIMIT)
                    .max(-Elementary.TANH_LIMIT);
            FloatVector q = z.mul(z);
            FloatVector above = constant(Elementary.TANH_P4)
                    .fma(q, constant(Elementary.TANH_P3))
                    .fma(q, constant(Elementary.TANH_P2))
                    .fma(q, constant(Elementary.TANH_P1))
                    .fma(q, constant(1f));
            FloatVector below = constant(Elementary.TANH_Q4)
                    .fma(q, constant(Elementary.TANH_Q3))
                    .fma(q, constant(Elementary.TANH_Q2))
                    .fma(q, constant(Elementary.TANH_Q1))
                    .fma(q, constant(1f));
            z.mul(above).div(below).min(1f).max(-1f).intoArray(y, i);
        }
        plain.tanh(y, i, end - i);
    }

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    @Override
    public float normalise(
            float[] y, float[] normal, int at, int stride, int units, float[] values, int gain, int bias) {
        if (units % BLOCK != 0) {
            return plain.normalise(y, normal, at, stride, units, values, gain, bias);
        }
        int step = stride * BLOCK;
        int end = at + units * stride;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = at + lane; i < end; i += step) {
                sum = sum.add(FloatVector.fromArray(SPECIES, y, i));
            }
            sum.intoArray(sums, lane);
        }
        float mean = Kernels.total(sums) / units;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = at + lane; i < end; i += step) {
                FloatVector difference = FloatVector.fromArray(SPECIES, y, i).sub(mean);
                sum = difference.fma(difference, sum);
            }
            sum.intoArray(sums, lane);
        }
        float scale = Kernels.inverseRoot(Kernels.total(sums) / units);
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            for (int i = at + lane, j = lane; i < end; i += step, j += BLOCK) {
                FloatVector n = FloatVector.fromArray(SPECIES, y, i).sub(mean).mul(scale);
                n.intoArray(normal, i);
                n.fma(
                                FloatVector.fromArray(SPECIES, values, gain + j),
                                FloatVector.fromArray(SPECIES, values, bias + j))
                        .intoArray(y, i);
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
        if (units % BLOCK != 0) {
            plain.normaliseBackward(d, errors, products, at, normal, normalAt, stride, units, scale, values, gain);
            return;
        }
        int step = stride * BLOCK;
        int end = at + units * stride;
        int shift = normalAt - at;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            FloatVector other = FloatVector.zero(SPECIES);
            for (int i = at + lane, j = gain + lane; i < end; i += step, j += BLOCK) {
                FloatVector error = FloatVector.fromArray(SPECIES, d, i);
                FloatVector n = FloatVector.fromArray(SPECIES, normal, i + shift);
                FloatVector h = FloatVector.fromArray(SPECIES, values, j).mul(error);
                error.intoArray(errors, i);
                error.mul(n).intoArray(products, i);
                sum = sum.add(h);
                other = h.fma(n, other);
            }
            sum.intoArray(sums, lane);
            other.intoArray(others, lane);
        }
        float mean = Kernels.total(sums) / units;
        float slope = Kernels.total(others) / units;
        for (int lane = 0; lane < BLOCK; lane += LANES) {
            for (int i = at + lane, j = gain + lane; i < end; i += step, j += BLOCK) {
                FloatVector h = FloatVector.fromArray(SPECIES, values, j).mul(FloatVector.fromArray(SPECIES, d, i));
                FloatVector n = FloatVector.fromArray(SPECIES, normal, i + shift);
                h.sub(mean).sub(n.mul(slope)).mul(scale).intoArray(d, i);
            }
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        FloatVector correction = FloatVector.broadcast(SPECIES, step.correction);
        int i = from;
        while (i < to && !aligned(i)) {
            i++;
        }
        PlainKernels.adamElements(p, g, m, v, from, i, step);
        for (; i + LANES <= to; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first =
                    FloatVector.fromArray(SPECIES, m, i).mul(AdamStep.BETA1).add(gradient.mul(1 - AdamStep.BETA1));
            FloatVector second = FloatVector.fromArray(SPECIES, v, i)
                    .mul(AdamStep.BETA2)
                    .add(gradient.mul(1 - AdamStep.BETA2).mul(gradient));
            FloatVector change = first.mul(step.rate)
                    .div(second.lanewise(VectorOperators.SQRT).mul(correction).add(AdamStep.EPSILON));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector.fromArray(SPECIES, p, i).mul(step.shrink).sub(change).intoArray(p, i);
        }
        PlainKernels.adamElements(p, g, m, v, i, to, step);
    }

    @Override
    public void follow(float[] f, float[] p, int from, int to, float approach) {
        int i = from;
        while (i < to && !aligned(i)) {
            i++;
        }
        PlainKernels.followElements(f, p, from, i, approach);
        for (; i + LANES <= to; i += LANES) {
            FloatVector follower = FloatVector.fromArray(SPECIES, f, i);
            FloatVector way = FloatVector.fromArray(SPECIES, p, i).sub(follower);
            follower.add(way.mul(approach)).intoArray(f, i);
        }
        PlainKernels.followElements(f, p, i, to, approach);
    }
}
