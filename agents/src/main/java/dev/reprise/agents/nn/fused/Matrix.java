package dev.reprise.agents.nn.fused;

/** A part of an array seen as a matrix: element (i, j) lies at {@code offset + i * row + j * column}. Reusable. */
final class Matrix {
    float[] array = {};
    int offset;
    int row;
    int column;

    /** Rows that lie {@code row} apart, each contiguous; with {@code row} 0 all rows are the same. */
    Matrix rows(float[] array, int offset, int row) {
        return of(array, offset, row, 1);
    }

    /** Columns that lie {@code column} apart, each contiguous: a transposed matrix. */
    Matrix columns(float[] array, int offset, int column) {
        return of(array, offset, 1, column);
    }

    /** A transposed block, as {@link Kernels#block} makes it. */
    Matrix blocked(float[] array, int offset) {
        return of(array, offset, 1, Kernels.BLOCK);
    }

    private Matrix of(float[] newArray, int newOffset, int newRow, int newColumn) {
        array = newArray;
        offset = newOffset;
        row = newRow;
        column = newColumn;
        return this;
    }
}
