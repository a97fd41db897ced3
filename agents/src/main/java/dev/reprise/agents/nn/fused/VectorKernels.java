package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.fused.ParameterMath.AdamStep;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API. C is computed in panels of two vectors' width; where it pays, a panel of B is first packed so that it lies
 * contiguous, and padded with zeros at the right edge. Within a panel, tiles of eight rows (six where a vector has fewer
 * than sixteen lanes: such processors have sixteen registers, not thirty-two).
 *
 * <p>Only operations are used whose bits do not change when the JIT compiles them; sums across lanes are not. One species
 * serves all: with a second one in the same JVM, JDK 17 boxes the vectors of both (seen to be 12 times slower).
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int PANEL = 2 * LANES;
    private static final boolean WIDE = LANES >= 16;
    /** Rows of the largest tile: as many sums as the registers hold. */
    private static final int MOST_ROWS = WIDE ? 8 : 6;
    /** So few columns are done sooner one by one than padded. */
    private static final int TOO_NARROW = 2;
    /** From so many rows on, packing B costs less than reading it where it lies. */
    private static final int WORTH_PACKING = 32;
    /** Rows of B that are packed at a time: a panel of them fits a first-level cache with sixteen lanes. */
    private static final int DEPTH = 256;
    /** The same for packed weights, whose panels are wider. */
    private static final int PACKED_DEPTH = 128;
    /** Rows of a panel that are written at a time when B is transposed: they stay in a first-level cache. */
    private static final int STRIP = 32;

    private final float[] panel = new float[DEPTH * PANEL];
    private final float[] edge = new float[BLOCK * PANEL];
    private final float[] sums = new float[Math.max(PARTIAL_SUMS, LANES)];

    @Override
    public void product(Matrix c, Matrix s, Matrix a, Matrix b, int m, int n, int k) {
        if (k == 0) {
            PlainKernels.begin(c.array, c.offset, c.row, s.array, s.offset, s.row, m, n);
            return;
        }
        Matrix from = s;
        for (int p = 0; p < k; p += DEPTH) {
            int depth = Math.min(DEPTH, k - p);
            int ap = a.offset + p * a.column;
            int bp = b.offset + p * b.row;
            if (m == 1 && b.column == 1) {
                oneRow(c.array, c.offset, from.array, from.offset, a.array, ap, a.column, b.array, bp, b.row, n, depth);
            } else {
                panels(c, from, a, ap, b, bp, m, n, depth);
            }
            from = c;
        }
    }

    private void panels(Matrix c, Matrix s, Matrix a, int a0, Matrix b, int b0, int m, int n, int k) {
        for (int j = 0; j < n; j += PANEL) {
            int width = Math.min(PANEL, n - j);
            int bj = b0 + j * b.column;
            int c0 = c.offset + j;
            int s0 = s.offset + j;
            if (width <= TOO_NARROW) {
                for (int q = 0; q < width; q++) {
                    for (int i = 0; i < m; i++) {
                        c.array[c0 + q + i * c.row] = s.array[s0 + q + i * s.row];
                    }
                    PlainKernels.column(
                            c.array,
                            c0 + q,
                            c.row,
                            a.array,
                            a0,
                            a.row,
                            a.column,
                            b.array,
                            bj + q * b.column,
                            b.row,
                            m,
                            k);
                }
            } else if (width < PANEL) {
                packPanel(b.array, bj, b.row, b.column, width, k, panel, 0, PANEL);
                edgeTiles(c.array, c0, c.row, s.array, s0, s.row, a.array, a0, a.row, a.column, panel, 0, width, m, k);
            } else if (b.column == 1 && m < WORTH_PACKING) {
                tiles(c.array, c0, c.row, s.array, s0, s.row, a.array, a0, a.row, a.column, b.array, bj, b.row, m, k);
            } else {
                packPanel(b.array, bj, b.row, b.column, width, k, panel, 0, PANEL);
                tiles(c.array, c0, c.row, s.array, s0, s.row, a.array, a0, a.row, a.column, panel, 0, PANEL, m, k);
            }
        }
    }

    @Override
    public String name() {
        return "vectors of " + LANES + " floats";
    }

    @Override
    public int panelWidth() {
        return RowTiles.PANEL;
    }

    @Override
    public void pack(Matrix b, int k, int n, int panelIndex, float[] packed, int offset) {
        int first = panelIndex * RowTiles.PANEL;
        int width = Math.min(RowTiles.PANEL, n - first);
        packPanel(
                b.array,
                b.offset + first * b.column,
                b.row,
                b.column,
                width,
                k,
                packed,
                offset + first * k,
                RowTiles.PANEL);
    }

    @Override
    public void packedProduct(Matrix c, Matrix s, Matrix a, float[] packed, int offset, int m, int n, int k) {
        for (int j = 0; j < n; j += RowTiles.PANEL) {
            Matrix from = s;
            for (int p = 0; p < k; p += PACKED_DEPTH) {
                int depth = Math.min(PACKED_DEPTH, k - p);
                int b0 = offset + j * k + p * RowTiles.PANEL;
                if (n - j >= RowTiles.PANEL) {
                    rowTiles(c, c.offset + j, from, from.offset + j, a, a.offset + p, packed, b0, m, depth);
                } else {
                    columnTiles(c, from, j, a, a.offset + p, packed, b0, m, n, depth);
                }
                from = c;
            }
        }
    }

    /** All rows of C in a panel of full width. */
    private static void rowTiles(
            Matrix c, int c0, Matrix s, int s0, Matrix a, int a0, float[] b, int b0, int m, int k) {
        int i = 0;
        if (WIDE) {
            // m = 5·fives + 4·fours, where such numbers are.
            int fours = 4 * m % 5;
            int fives = m < 4 * fours ? m / 5 : (m - 4 * fours) / 5;
            for (int end = 5 * fives; i < end; i += 5) {
                RowTiles.rows5by4(
                        c.array,
                        c0 + i * c.row,
                        c.row,
                        s.array,
                        s0 + i * s.row,
                        s.row,
                        a.array,
                        a0 + i * a.row,
                        a.row,
                        b,
                        b0,
                        k);
            }
            for (; i + 4 <= m; i += 4) {
                RowTiles.rows4by4(
                        c.array,
                        c0 + i * c.row,
                        c.row,
                        s.array,
                        s0 + i * s.row,
                        s.row,
                        a.array,
                        a0 + i * a.row,
                        a.row,
                        b,
                        b0,
                        k);
            }
            for (; i < m; i++) {
                RowTiles.rows1by4(
                        c.array,
                        c0 + i * c.row,
                        c.row,
                        s.array,
                        s0 + i * s.row,
                        s.row,
                        a.array,
                        a0 + i * a.row,
                        a.row,
                        b,
                        b0,
                        k);
            }
            return;
        }
        for (; i + 6 <= m; i += 6) {
            RowTiles.rows6by2(
                    c.array,
                    c0 + i * c.row,
                    c.row,
                    s.array,
                    s0 + i * s.row,
                    s.row,
                    a.array,
                    a0 + i * a.row,
                    a.row,
                    b,
                    b0,
                    k);
        }
        for (; i + 4 <= m; i += 4) {
            RowTiles.rows4by2(
                    c.array,
                    c0 + i * c.row,
                    c.row,
                    s.array,
                    s0 + i * s.row,
                    s.row,
                    a.array,
                    a0 + i * a.row,
                    a.row,
                    b,
                    b0,
                    k);
        }
        for (; i < m; i++) {
            RowTiles.rows1by2(
                    c.array,
                    c0 + i * c.row,
                    c.row,
                    s.array,
                    s0 + i * s.row,
                    s.row,
                    a.array,
                    a0 + i * a.row,
                    a.row,
                    b,
                    b0,
                    k);
        }
    }

    /** All rows of C in the right edge, a vector at a time; what is no whole vector goes through a buffer. */
    private void columnTiles(Matrix c, Matrix s, int j, Matrix a, int a0, float[] b, int b0, int m, int n, int k) {
        for (int q = j; q < n; q += LANES) {
            int bq = b0 + q - j;
            if (n - q >= LANES) {
                columnTile(c.array, c.offset + q, c.row, s.array, s.offset + q, s.row, a, a0, b, bq, m, k);
                continue;
            }
            for (int i = 0; i < m; i += 8) {
                int rows = Math.min(8, m - i);
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(s.array, s.offset + q + (i + r) * s.row, edge, r * LANES, n - q);
                }
                columnTile(edge, 0, LANES, edge, 0, LANES, a, a0 + i * a.row, b, bq, rows, k);
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(edge, r * LANES, c.array, c.offset + q + (i + r) * c.row, n - q);
                }
            }
        }
    }

    private static void columnTile(
            float[] c,
            int c0,
            int cRow,
            float[] s,
            int s0,
            int sRow,
            Matrix a,
            int a0,
            float[] b,
            int b0,
            int m,
            int k) {
        int i = 0;
        for (; i + 8 <= m; i += 8) {
            RowTiles.rows8by1(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a.array, a0 + i * a.row, a.row, b, b0, k);
        }
        for (; i < m; i++) {
            RowTiles.rows1by1(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a.array, a0 + i * a.row, a.row, b, b0, k);
        }
    }

    @Override
    public void block(float[] x, int xOffset, int rows, int columns, float[] blocked, int offset, int stride) {
        for (int first = 0; first < columns; first += BLOCK) {
            int from = xOffset + first;
            int to = offset + first * stride;
            if (columns - first < BLOCK) {
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(x, from + r * columns, blocked, to + r * BLOCK, columns - first);
                }
            } else {
                for (int r = 0; r < rows; r++) {
                    for (int lane = 0; lane < BLOCK; lane += LANES) {
                        FloatVector.fromArray(SPECIES, x, from + r * columns + lane)
                                .intoArray(blocked, to + r * BLOCK + lane);
                    }
                }
            }
        }
    }

    @Override
    public void blockedProduct(Matrix c, float[] blocked, int offset, int stride, Matrix b, int m, int n, int k) {
        for (int j = 0; j < n; j += PANEL) {
            int width = Math.min(PANEL, n - j);
            for (int p = 0; p < k; p += DEPTH) {
                int depth = Math.min(DEPTH, k - p);
                packPanel(b.array, b.offset + p * b.row + j, b.row, 1, width, depth, panel, 0, PANEL);
                for (int i = 0; i < m; i += BLOCK) {
                    int a0 = offset + i * stride + p * BLOCK;
                    int c0 = c.offset + i * c.row + j;
                    blockTiles(c.array, c0, c.row, blocked, a0, width, Math.min(BLOCK, m - i), depth);
                }
            }
        }
    }

    /** Up to {@link #BLOCK} rows of C, with the present panel. */
    private void blockTiles(float[] c, int c0, int cRow, float[] a, int a0, int width, int m, int k) {
        if (width == PANEL) {
            blockTiles(c, c0, cRow, a, a0, m, k);
            return;
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(c, c0 + i * cRow, edge, i * PANEL, width);
        }
        blockTiles(edge, 0, PANEL, a, a0, m, k);
        for (int i = 0; i < m; i++) {
            System.arraycopy(edge, i * PANEL, c, c0 + i * cRow, width);
        }
    }

    private void blockTiles(float[] c, int c0, int cRow, float[] a, int a0, int m, int k) {
        int i = 0;
        for (; i + MOST_ROWS <= m; i += MOST_ROWS) {
            if (WIDE) {
                BlockTiles.rows8by2(c, c0 + i * cRow, cRow, a, a0 + i, panel, 0, k);
            } else {
                BlockTiles.rows6by2(c, c0 + i * cRow, cRow, a, a0 + i, panel, 0, k);
            }
        }
        for (; i + 4 <= m; i += 4) {
            BlockTiles.rows4by2(c, c0 + i * cRow, cRow, a, a0 + i, panel, 0, k);
        }
        for (; i < m; i++) {
            BlockTiles.rows1by2(c, c0 + i * cRow, cRow, a, a0 + i, panel, 0, k);
        }
    }

    @Override
    public int blockedWidth() {
        return PANEL;
    }

    @Override
    public float dot(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        FloatVector t0 = FloatVector.zero(SPECIES);
        if (LANES >= PARTIAL_SUMS) {
            for (; i + LANES <= count; i += LANES) {
                t0 = FloatVector.fromArray(SPECIES, x, xOffset + i)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + i), t0);
            }
            t0.intoArray(sums, 0);
        } else {
            i = narrowSums(x, xOffset, y, yOffset, count);
        }
        for (int lane = 0; i < count; i++, lane++) {
            sums[lane] = Math.fma(x[xOffset + i], y[yOffset + i], sums[lane]);
        }
        return Kernels.total(sums);
    }

    /** The partial sums of whole groups of {@link #PARTIAL_SUMS} terms, with vectors narrower than that. */
    private int narrowSums(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int whole = count - count % PARTIAL_SUMS;
        for (int lane = 0; lane < PARTIAL_SUMS; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = lane; i < whole; i += PARTIAL_SUMS) {
                sum = FloatVector.fromArray(SPECIES, x, xOffset + i)
                        .fma(FloatVector.fromArray(SPECIES, y, yOffset + i), sum);
            }
            sum.intoArray(sums, lane);
        }
        return whole;
    }

    @Override
    public void relu(float[] y, int offset, int count) {
        int end = offset + count;
        int i = offset;
        for (; i + LANES <= end; i += LANES) {
            FloatVector.fromArray(SPECIES, y, i).max(0f).intoArray(y, i);
        }
        for (; i < end; i++) {
            y[i] = Math.max(y[i], 0f);
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] d, int dOffset, int count) {
        int i = 0;
        FloatVector zero = FloatVector.zero(SPECIES);
        for (; i + LANES <= count; i += LANES) {
            VectorMask<Float> on =
                    FloatVector.fromArray(SPECIES, y, yOffset + i).compare(VectorOperators.GT, 0f);
            zero.blend(FloatVector.fromArray(SPECIES, d, dOffset + i), on).intoArray(d, dOffset + i);
        }
        for (; i < count; i++) {
            d[dOffset + i] = y[yOffset + i] > 0f ? d[dOffset + i] : 0f;
        }
    }

    @Override
    public void adam(float[] p, float[] g, float[] m, float[] v, int from, int to, AdamStep step) {
        FloatVector correction = FloatVector.broadcast(SPECIES, step.correction);
        int i = from;
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
        for (; i + LANES <= to; i += LANES) {
            FloatVector follower = FloatVector.fromArray(SPECIES, f, i);
            FloatVector way = FloatVector.fromArray(SPECIES, p, i).sub(follower);
            follower.add(way.mul(approach)).intoArray(f, i);
        }
        for (; i < to; i++) {
            f[i] += approach * (p[i] - f[i]);
        }
    }

    /** Copies {@code width} columns of B; zeros to the right of them. */
    private static void packPanel(
            float[] b, int b0, int bRow, int bColumn, int width, int k, float[] packed, int offset, int row) {
        if (width < row) {
            Arrays.fill(packed, offset, offset + k * row, 0f);
        }
        if (bColumn == 1) {
            if (width < row) {
                for (int p = 0; p < k; p++) {
                    System.arraycopy(b, b0 + p * bRow, packed, offset + p * row, width);
                }
                return;
            }
            for (int p = 0; p < k; p++) {
                for (int q = 0; q < row; q += LANES) {
                    FloatVector.fromArray(SPECIES, b, b0 + p * bRow + q).intoArray(packed, offset + p * row + q);
                }
            }
            return;
        }
        for (int from = 0; from < k; from += STRIP) {
            int to = Math.min(k, from + STRIP);
            int j = 0;
            for (; j + 8 <= width; j += 8) {
                transpose8(b, b0 + j * bColumn + from, bColumn, packed, offset + from * row + j, row, to - from);
            }
            for (; j < width; j++) {
                int column = b0 + j * bColumn;
                for (int p = from; p < to; p++) {
                    packed[offset + p * row + j] = b[column + p];
                }
            }
        }
    }

    /** Eight contiguous columns become eight numbers in each of k rows. Separate loops, as the JIT needs to know the row. */
    private static void transpose8(float[] b, int b0, int column, float[] packed, int to, int row, int k) {
        int b1 = b0 + column;
        int b2 = b1 + column;
        int b3 = b2 + column;
        int b4 = b3 + column;
        int b5 = b4 + column;
        int b6 = b5 + column;
        int b7 = b6 + column;
        if (row == RowTiles.PANEL) {
            for (int p = 0; p < k; p++) {
                int at = to + p * RowTiles.PANEL;
                packed[at] = b[b0 + p];
                packed[at + 1] = b[b1 + p];
                packed[at + 2] = b[b2 + p];
                packed[at + 3] = b[b3 + p];
                packed[at + 4] = b[b4 + p];
                packed[at + 5] = b[b5 + p];
                packed[at + 6] = b[b6 + p];
                packed[at + 7] = b[b7 + p];
            }
        } else {
            for (int p = 0; p < k; p++) {
                int at = to + p * PANEL;
                packed[at] = b[b0 + p];
                packed[at + 1] = b[b1 + p];
                packed[at + 2] = b[b2 + p];
                packed[at + 3] = b[b3 + p];
                packed[at + 4] = b[b4 + p];
                packed[at + 5] = b[b5 + p];
                packed[at + 6] = b[b6 + p];
                packed[at + 7] = b[b7 + p];
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
        for (; i + MOST_ROWS <= m; i += MOST_ROWS) {
            if (WIDE) {
                rows8(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
            } else {
                rows6(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
            }
        }
        for (; i + 4 <= m; i += 4) {
            rows4(c, c0 + i * cRow, cRow, s, s0 + i * sRow, sRow, a, a0 + i * aRow, aRow, aColumn, b, b0, bRow, k);
        }
        for (; i < m; i++) {
            rows1(c, c0 + i * cRow, s, s0 + i * sRow, a, a0 + i * aRow, aColumn, b, b0, bRow, k);
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
            float[] b,
            int b0,
            int width,
            int m,
            int k) {
        int step = width > LANES ? MOST_ROWS : 4;
        for (int i = 0; i < m; i += step) {
            int rows = Math.min(step, m - i);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(s, s0 + (i + r) * sRow, edge, r * PANEL, width);
            }
            int ai = a0 + i * aRow;
            if (rows < 4) {
                for (int r = 0; r < rows; r++) {
                    int e = r * PANEL;
                    rows1(edge, e, edge, e, a, ai + r * aRow, aColumn, b, b0, PANEL, k);
                }
            } else if (width <= LANES) {
                rows4Narrow(edge, 0, PANEL, edge, 0, PANEL, a, ai, aRow, aColumn, b, b0, PANEL, k);
            } else {
                tiles(edge, 0, PANEL, edge, 0, PANEL, a, ai, aRow, aColumn, b, b0, PANEL, rows, k);
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
            rows1Broad(c, c0 + j, s, s0 + j, a, a0, aColumn, b, b0 + j, b0 + j + PANEL, bRow, k);
        }
        for (; j + PANEL <= n; j += PANEL) {
            rows1(c, c0 + j, s, s0 + j, a, a0, aColumn, b, b0 + j, bRow, k);
        }
        if (j < n) {
            System.arraycopy(s, s0 + j, c, c0 + j, n - j);
            for (; j < n; j++) {
                PlainKernels.column(c, c0 + j, n, a, a0, 0, aColumn, b, b0 + j, bRow, 1, k);
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

    /** Six rows by two vectors. */
    private static void rows6(
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
            float[] c, int c0, float[] s, int s0, float[] a, int a0, int aColumn, float[] b, int b0, int bRow, int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        for (int p = 0, ap = a0, bp = b0; p < k; p++, ap += aColumn, bp += bRow) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(FloatVector.fromArray(SPECIES, b, bp), t00);
            t01 = x.fma(FloatVector.fromArray(SPECIES, b, bp + LANES), t01);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
    }

    /** One row by four vectors, two from each of two places of B. */
    private static void rows1Broad(
            float[] c,
            int c0,
            float[] s,
            int s0,
            float[] a,
            int a0,
            int aColumn,
            float[] b,
            int b0,
            int b1,
            int bRow,
            int k) {
        FloatVector t00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector t01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
        FloatVector t02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
        FloatVector t03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
        for (int p = 0, ap = a0, bp = b0, bq = b1; p < k; p++, ap += aColumn, bp += bRow, bq += bRow) {
            FloatVector x = FloatVector.broadcast(SPECIES, a[ap]);
            t00 = x.fma(FloatVector.fromArray(SPECIES, b, bp), t00);
            t01 = x.fma(FloatVector.fromArray(SPECIES, b, bp + LANES), t01);
            t02 = x.fma(FloatVector.fromArray(SPECIES, b, bq), t02);
            t03 = x.fma(FloatVector.fromArray(SPECIES, b, bq + LANES), t03);
        }
        t00.intoArray(c, c0);
        t01.intoArray(c, c0 + LANES);
        t02.intoArray(c, c0 + 2 * LANES);
        t03.intoArray(c, c0 + 3 * LANES);
    }
}
