package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.ParameterLayout;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModularPass} remembers of one trunk layer, and the layer's way forward and back for some of the rows.
 * Which parameters a row meets is the caller's choice. All matrices are rows × units in blocks.
 */
final class TrunkLayer {
    private final int maxRows;
    private final int units;
    private final int inputs;
    private final @Nullable Activation activation;
    private final boolean normalised;
    /** What comes in, and the derivative by it. */
    private final float[] input;

    final float[] byInput;
    /** What is added to what comes out; null for nothing. */
    private final float @Nullable [] skipped;
    /** What comes out. */
    final float[] output;
    /** Derivative by what comes out. */
    final float[] byOutput;
    /** Becomes the derivative by the sums on the way back. */
    private final float[] delta;

    private final float[] normals;
    private final float[] scales;
    private final float[] errors;
    private final float[] products;
    /** What is modulated, and the derivative by what it becomes. */
    private final float[] plain;

    private final float[] byModulated;

    TrunkLayer(
            int maxRows,
            int inputs,
            int units,
            @Nullable Activation activation,
            boolean normalised,
            boolean modulated,
            float[] input,
            float[] byInput,
            float @Nullable [] skipped) {
        this.maxRows = maxRows;
        this.inputs = inputs;
        this.units = units;
        this.activation = activation;
        this.normalised = normalised;
        this.input = input;
        this.byInput = byInput;
        this.skipped = skipped;
        this.output = blocks(true);
        this.byOutput = blocks(true);
        this.delta = blocks(true);
        this.normals = blocks(normalised);
        this.scales = new float[normalised ? maxRows : 0];
        this.errors = blocks(normalised);
        this.products = blocks(normalised);
        this.plain = blocks(modulated);
        this.byModulated = blocks(modulated);
    }

    private float[] blocks(boolean wanted) {
        return new float[wanted ? Kernels.blockedSize(maxRows, units) : 0];
    }

    /** The sums of rows from … to - 1, normalised where the layer is. */
    void sums(
            Kernels with,
            int from,
            int to,
            PackedWeights weights,
            int place,
            float[] values,
            ParameterLayout.Dense parameters) {
        with.layer(
                output,
                Blocks.at(from),
                maxRows,
                input,
                Blocks.at(from),
                maxRows,
                weights.forward(),
                weights.forwardOffset(place),
                to - from,
                units,
                inputs);
        ParameterLayout.Tensor gain = parameters.gain();
        for (int row = from; row < to && gain != null; row++) {
            scales[row] = with.normalise(
                    output,
                    normals,
                    Blocks.at(row),
                    maxRows,
                    units,
                    values,
                    gain.offset(),
                    parameters.bias().offset());
        }
    }

    /** y = scale · y + shift. */
    void modulate(int from, int to, float[] values, int scale, int shift) {
        for (int j = 0; j < units; j++) {
            int column = Blocks.at(0) + j / Kernels.BLOCK * maxRows * Kernels.BLOCK + j % Kernels.BLOCK;
            for (int row = from; row < to; row++) {
                int i = column + row * Kernels.BLOCK;
                plain[i] = output[i];
                output[i] = values[scale + j] * output[i] + values[shift + j];
            }
        }
    }

    /** Activation, and what is added behind it. */
    void activate(Kernels with, int from, int to) {
        for (int block = 0; block < Kernels.blocks(units); block++) {
            int at = Blocks.at(block * maxRows + from);
            int count = (to - from) * Kernels.BLOCK;
            Activations.apply(activation, with, output, at, count);
            for (int i = at; i < at + count && skipped != null; i++) {
                output[i] += skipped[i];
            }
        }
    }

    /** From the derivative by the output to that by what was modulated or, where nothing is, by the sums. */
    void throughActivation(Kernels with, int from, int to) {
        for (int block = 0; block < Kernels.blocks(units); block++) {
            int at = Blocks.at(block * maxRows + from);
            int count = (to - from) * Kernels.BLOCK;
            System.arraycopy(byOutput, at, delta, at, count);
            Activations.timesSlope(activation, with, output, at, delta, at, count);
        }
    }

    void throughModulation(int from, int to, float[] values, int scale) {
        for (int j = 0; j < units; j++) {
            int column = Blocks.at(0) + j / Kernels.BLOCK * maxRows * Kernels.BLOCK + j % Kernels.BLOCK;
            for (int row = from; row < to; row++) {
                int i = column + row * Kernels.BLOCK;
                byModulated[i] = delta[i];
                delta[i] *= values[scale + j];
            }
        }
    }

    /** To the derivative by the sums. */
    void throughNormalisation(Kernels with, int from, int to, float[] values, ParameterLayout.Dense parameters) {
        ParameterLayout.Tensor gain = parameters.gain();
        for (int row = from; row < to && gain != null; row++) {
            with.normaliseBackward(
                    delta,
                    errors,
                    products,
                    Blocks.at(row),
                    normals,
                    Blocks.at(row),
                    maxRows,
                    units,
                    scales[row],
                    values,
                    gain.offset());
        }
    }

    /** From the derivative by the sums to that by the input. */
    void throughSums(Kernels with, int from, int to, PackedWeights weights, int place) {
        with.layer(
                byInput,
                Blocks.at(from),
                maxRows,
                delta,
                Blocks.at(from),
                maxRows,
                weights.backward(),
                weights.backwardOffset(place),
                to - from,
                inputs,
                units);
    }

    /** Adds to the derivative by the input. */
    void addByInput(float[] more, int from, int to) {
        Blocks.add(byInput, more, maxRows, inputs, from, to);
    }

    /** Adds the gradient of some columns of the weights, from {@code column} on, and with the first of them that of the rest. */
    void gradient(
            Kernels with,
            float[] gradient,
            ParameterLayout.Dense parameters,
            int column,
            float[] ones,
            int from,
            int rows) {
        with.gradient(
                gradient,
                parameters.weight().offset() + column,
                inputs,
                delta,
                Blocks.at(from),
                maxRows,
                input,
                Blocks.at(from) + column * maxRows,
                maxRows,
                units,
                Math.min(with.gradientWidth(), inputs - column),
                rows);
        if (column == 0) {
            addRows(with, gradient, parameters.bias(), normalised ? errors : delta, ones, from, rows);
            if (parameters.gain() != null) {
                addRows(with, gradient, parameters.gain(), products, ones, from, rows);
            }
        }
    }

    private void addRows(
            Kernels with,
            float[] gradient,
            ParameterLayout.Tensor tensor,
            float[] x,
            float[] ones,
            int from,
            int rows) {
        with.collect(gradient, tensor.offset(), ones, 0, x, Blocks.at(from), maxRows, 1, units, rows);
    }

    /** Adds the gradient of a task's scale and shift. */
    void modulationGradient(float[] gradient, int scale, int shift, int from, int to) {
        for (int j = 0; j < units; j++) {
            int column = Blocks.at(0) + j / Kernels.BLOCK * maxRows * Kernels.BLOCK + j % Kernels.BLOCK;
            float byScale = 0;
            float byShift = 0;
            for (int row = from; row < to; row++) {
                int i = column + row * Kernels.BLOCK;
                byScale += byModulated[i] * plain[i];
                byShift += byModulated[i];
            }
            gradient[scale + j] += byScale;
            gradient[shift + j] += byShift;
        }
    }
}
