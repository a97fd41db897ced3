package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.ParameterLayout;

/** The mixing of all columns behind one layer, and what a {@link ModularPass} remembers of it; rows × units in blocks. */
final class Stitch {
    private final int maxRows;
    private final int units;
    private final TrunkLayer[] columns;
    /** By reader and source: where α lies in the parameters. */
    private final int[][] places;
    /** What the columns read farther on, and the derivative by it. */
    final float[][] mixed;

    final float[][] byMixed;

    Stitch(int maxRows, int units, ParameterLayout layout, int layer, TrunkLayer[] columns) {
        this.maxRows = maxRows;
        this.units = units;
        this.columns = columns;
        this.places = new int[columns.length][columns.length];
        for (int reader = 0; reader < columns.length; reader++) {
            for (int source = 0; source < columns.length; source++) {
                places[reader][source] = layout.stitch(layer, reader, source);
            }
        }
        this.mixed = new float[columns.length][Kernels.blockedSize(maxRows, units)];
        this.byMixed = new float[columns.length][Kernels.blockedSize(maxRows, units)];
    }

    /** What columns first … last - 1 read, in rows from … to - 1. */
    void forward(float[] values, int first, int last, int from, int to) {
        for (int reader = first; reader < last; reader++) {
            for (int source = 0; source < columns.length; source++) {
                float alpha = values[places[reader][source]];
                addTimes(mixed[reader], alpha, columns[source].output, source == 0, from, to);
            }
        }
    }

    /** The derivative by each column's output from that by what columns first … last - 1 read. */
    void backward(float[] values, int first, int last, int from, int to) {
        for (int source = 0; source < columns.length; source++) {
            for (int reader = first; reader < last; reader++) {
                float alpha = values[places[reader][source]];
                addTimes(columns[source].byOutput, alpha, byMixed[reader], reader == first, from, to);
            }
        }
    }

    /** y += a · x, or y = a · x. */
    private void addTimes(float[] y, float a, float[] x, boolean anew, int from, int to) {
        for (int block = 0; block < Kernels.blocks(units); block++) {
            int start = Blocks.at(block * maxRows + from);
            int end = Blocks.at(block * maxRows + to);
            if (anew) {
                for (int i = start; i < end; i++) {
                    y[i] = a * x[i];
                }
            } else {
                for (int i = start; i < end; i++) {
                    y[i] += a * x[i];
                }
            }
        }
    }

    /** Adds the gradient of what columns first … last - 1 read of all columns. */
    void gradient(Kernels with, float[] gradient, int first, int last, int from, int to) {
        for (int reader = first; reader < last; reader++) {
            for (int source = 0; source < columns.length; source++) {
                float sum = 0;
                for (int block = 0; block < Kernels.blocks(units); block++) {
                    int at = Blocks.at(block * maxRows + from);
                    // A stride of one row: the rows of a block lie one behind the other.
                    sum += with.dot(columns[source].output, at, 1, byMixed[reader], at, (to - from) * Kernels.BLOCK);
                }
                gradient[places[reader][source]] += sum;
            }
        }
    }
}
