package dev.reprise.agents.nn.fused;

/** Rows of activations in blocks of columns, as {@link Kernels} wants them, and their way from and to row-major arrays. */
final class Blocks {
    private Blocks() {}

    /** Where a row starts in the first block of columns. */
    static int at(int row) {
        return Kernels.ALIGNED + row * Kernels.BLOCK;
    }

    /** Where an element lies in a matrix whose blocks have room for {@code stride} rows. */
    static int at(int row, int column, int stride) {
        return at(column / Kernels.BLOCK * stride + row) + column % Kernels.BLOCK;
    }

    /**
     * Copies rows from … to - 1 into blocks.
     *
     * @param rows rows × columns, row-major
     */
    static void fill(float[] blocks, int stride, float[] rows, int from, int to, int columns) {
        for (int column = 0; column < columns; column += Kernels.BLOCK) {
            int width = Math.min(Kernels.BLOCK, columns - column);
            for (int row = from; row < to; row++) {
                System.arraycopy(rows, row * columns + column, blocks, at(row, column, stride), width);
            }
        }
    }

    /**
     * Copies rows from … to - 1 out of blocks.
     *
     * @param rows row-major, the first of them at {@code rowsAt}
     */
    static void copy(float[] blocks, int stride, int from, int to, int columns, float[] rows, int rowsAt) {
        for (int row = from; row < to; row++) {
            int target = rowsAt + (row - from) * columns;
            for (int column = 0; column < columns; column += Kernels.BLOCK) {
                int width = Math.min(Kernels.BLOCK, columns - column);
                System.arraycopy(blocks, at(row, column, stride), rows, target + column, width);
            }
        }
    }

    /**
     * Adds rows from … to - 1 to those in blocks.
     *
     * @param rows rows × columns, row-major
     */
    static void addRows(float[] blocks, int stride, float[] rows, int from, int to, int columns) {
        for (int row = from; row < to; row++) {
            for (int column = 0; column < columns; column++) {
                blocks[at(row, column, stride)] += rows[row * columns + column];
            }
        }
    }

    /** y += x in rows from … to - 1, both in blocks. */
    static void add(float[] y, float[] x, int stride, int columns, int from, int to) {
        for (int block = 0; block < Kernels.blocks(columns); block++) {
            int end = at(block * stride + to);
            for (int i = at(block * stride + from); i < end; i++) {
                y[i] += x[i];
            }
        }
    }
}
