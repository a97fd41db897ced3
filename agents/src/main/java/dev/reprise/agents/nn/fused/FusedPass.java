package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A pass in {@link Slices}. A weight's gradient is one sum over all rows, cut by columns of the weights. */
final class FusedPass implements Network.Pass {
    private final FusedNetwork network;
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Team team;
    private final int maxRows;
    private final int layers;
    private final float[] input;
    /** activations[0] is the input, activations[l + 1] the output of trunk layer l; rows × width in blocks. */
    private final float[][] activations;
    /** Derivative by the sums of trunk layer l; rows × width in blocks. */
    private final float[][] deltas;

    /** Where trunk layer l is normalised: its normalised sums, and for each row what they were multiplied with. */
    private final float[][] normals;

    private final float[][] scales;
    /** There: derivative by its normalised sums times gain, and that times the normalised sums. */
    private final float[][] errors;

    private final float[][] products;
    private final float[] output;
    private final float[] ones;
    private final Kernels[] kernels;
    private final Heads heads;
    private final Slices slices;

    private final Team.Job forwardSlice = this::forwardSlice;
    private final Team.Job backwardSlice = this::backwardSlice;
    private final Team.Job inputSlice = this::inputSlice;
    private final Team.Job gradientPart = this::gradientPart;

    // What the job that is running is about.
    private @Nullable ParameterVector parameters;
    private float[] values = {};
    private PackedWeights weights;
    private RowGroups groups = new RowGroups();
    private float[] outputGradient = {};
    private float @Nullable [] featureGradient;
    private float[] gradient = {};
    private int[] chosen = {};
    private int firstInput;
    private float[] inputGradient = {};
    private float[] inputColumns = {};
    /** First part of the weights' gradient that belongs to trunk layer l; the heads come behind. */
    private final int[] firstParts;

    FusedPass(FusedNetwork network, int maxRows) {
        this.network = network;
        this.spec = network.spec();
        this.layout = network.layout();
        this.team = network.team();
        this.maxRows = maxRows;
        this.layers = spec.widths().size();
        this.activations = new float[layers + 1][];
        this.deltas = new float[layers][];
        this.firstParts = new int[layers + 1];
        this.normals = new float[layers][];
        this.scales = new float[layers][];
        this.errors = new float[layers][];
        this.products = new float[layers][];
        this.kernels = new Kernels[team.threads()];
        for (int worker = 0; worker < kernels.length; worker++) {
            kernels[worker] = network.newKernels();
        }
        this.input = new float[maxRows * spec.inputs()];
        activations[0] = new float[Kernels.blockedSize(maxRows, spec.inputs())];
        long work = 0;
        for (int layer = 0; layer < layers; layer++) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            int blockedSize = Kernels.blockedSize(maxRows, weight.outputs());
            activations[layer + 1] = new float[blockedSize];
            deltas[layer] = new float[blockedSize];
            if (spec.trunk().normalised(layer)) {
                normals[layer] = new float[blockedSize];
                scales[layer] = new float[maxRows];
                errors[layer] = new float[blockedSize];
                products[layer] = new float[blockedSize];
            }
            firstParts[layer + 1] = firstParts[layer] + parts(weight.inputs());
            work += weight.size();
        }
        this.slices = new Slices(team, work);
        this.heads = new Heads(spec, layout, maxRows);
        this.output = new float[maxRows * spec.headOutputs()];
        this.ones = new float[maxRows];
        Arrays.fill(ones, 1f);
        this.weights = new PackedWeights(layout.trunk(), kernels[0]);
    }

    /** Into how many parts the gradient of weights with so many columns is cut. */
    private int parts(int columns) {
        int width = kernels[0].gradientWidth();
        return (columns + width - 1) / width;
    }

    @Override
    public int maxRows() {
        return maxRows;
    }

    @Override
    public float[] input() {
        return input;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public boolean copyLayer(int layer, int from, int to, float[] target) {
        int units = spec.widths().get(layer);
        Blocks.copy(activations[layer + 1], maxRows, from, to, units, target, 0);
        return true;
    }

    @Override
    public void forward(ParameterVector with, RowGroups of) {
        take(with, of);
        weights.readyForward(with, team);
        slices.run(forwardSlice, 0, of.rows());
    }

    @Override
    public void backward(
            ParameterVector with,
            RowGroups of,
            int firstGroup,
            int endGroup,
            float[] byOutput,
            float @Nullable [] byFeatures,
            ParameterVector byParameters) {
        if (firstGroup >= endGroup) {
            return;
        }
        take(with, of);
        outputGradient = byOutput;
        featureGradient = byFeatures;
        gradient = byParameters.edit();
        weights.readyBackward(with, team);
        int from = of.from(firstGroup);
        slices.run(backwardSlice, from, of.to(endGroup - 1) - from);
        slices.share(gradientPart, firstParts[layers] + 1);
    }

    @Override
    public void inputGradient(
            ParameterVector with,
            RowGroups of,
            int[] rows,
            int count,
            float[] byOutput,
            int fromInput,
            float[] byInput) {
        take(with, of);
        outputGradient = byOutput;
        chosen = rows;
        firstInput = fromInput;
        inputGradient = byInput;
        takeInputColumns();
        weights.readyBackward(with, team);
        slices.run(inputSlice, 0, count);
    }

    private void take(ParameterVector with, RowGroups of) {
        if (with != parameters) {
            parameters = with;
            values = with.values();
            weights = network.weights(with);
        }
        groups = of;
    }

    private void forwardSlice(int slice, int worker) {
        Kernels with = kernels[worker];
        int from = slices.from(slice);
        int to = slices.to(slice);
        Blocks.fill(activations[0], maxRows, input, from, to, spec.inputs());
        for (int layer = 0; layer < layers; layer++) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            float[] y = activations[layer + 1];
            with.layer(
                    y,
                    Blocks.at(from),
                    maxRows,
                    activations[layer],
                    Blocks.at(from),
                    maxRows,
                    weights.forward(),
                    weights.forwardOffset(layer),
                    to - from,
                    weight.outputs(),
                    weight.inputs());
            if (spec.trunk().normalised(layer)) {
                normalise(with, layer, from, to);
            }
            Activation activation = activation(layer);
            for (int block = 0; block < Kernels.blocks(weight.outputs()); block++) {
                Activations.apply(activation, with, y, Blocks.at(block * maxRows + from), (to - from) * Kernels.BLOCK);
            }
            int skippedFrom = spec.trunk().skippedFrom(layer);
            if (skippedFrom >= 0) {
                Blocks.add(y, activations[skippedFrom + 1], maxRows, weight.outputs(), from, to);
            }
        }
        for (int g = 0; g < groups.count(); g++) {
            int low = Math.max(from, groups.from(g));
            int high = Math.min(to, groups.to(g));
            heads.forward(with, groups.head(g), low, high, values, activations[layers], output);
        }
    }

    private @Nullable Activation activation(int layer) {
        return spec.trunk().activation(layer, spec.activation());
    }

    private void normalise(Kernels with, int layer, int from, int to) {
        int units = layout.trunkWeight(layer).outputs();
        int gain = layout.trunkGain(layer).offset();
        int bias = layout.trunkBias(layer).offset();
        for (int row = from; row < to; row++) {
            scales[layer][row] = with.normalise(
                    activations[layer + 1], normals[layer], Blocks.at(row), maxRows, units, values, gain, bias);
        }
    }

    /** Derivatives by the sums of all trunk layers, for a slice of rows. */
    private void backwardSlice(int slice, int worker) {
        Kernels with = kernels[worker];
        int from = slices.from(slice);
        int to = slices.to(slice);
        for (int g = 0; g < groups.count(); g++) {
            int low = Math.max(from, groups.from(g));
            int high = Math.min(to, groups.to(g));
            heads.backward(with, groups.head(g), low, high, values, outputGradient, deltas[layers - 1]);
        }
        if (featureGradient != null) {
            Blocks.addRows(deltas[layers - 1], maxRows, featureGradient, from, to, spec.features());
        }
        for (int layer = layers - 1; layer >= 0; layer--) {
            for (int block = 0; block < Kernels.blocks(layout.trunkWeight(layer).outputs()); block++) {
                int at = Blocks.at(block * maxRows + from);
                Activations.timesSlope(
                        activation(layer),
                        with,
                        activations[layer + 1],
                        at,
                        deltas[layer],
                        at,
                        (to - from) * Kernels.BLOCK);
            }
            if (spec.trunk().normalised(layer)) {
                for (int row = from; row < to; row++) {
                    throughNormalisation(with, layer, row, row);
                }
            }
            if (layer > 0) {
                throughLayer(with, layer, from, to - from);
            }
        }
    }

    /**
     * A row's derivative by normalised sums becomes that by the sums.
     *
     * @param row in the deltas
     * @param source the same row in the activations
     */
    private void throughNormalisation(Kernels with, int layer, int row, int source) {
        with.normaliseBackward(
                deltas[layer],
                errors[layer],
                products[layer],
                Blocks.at(row),
                normals[layer],
                Blocks.at(source),
                maxRows,
                layout.trunkWeight(layer).outputs(),
                scales[layer][source],
                values,
                layout.trunkGain(layer).offset());
    }

    /** Deltas of the layer below, before the activation's slope. */
    private void throughLayer(Kernels with, int layer, int row, int rows) {
        ParameterLayout.Tensor weight = layout.trunkWeight(layer);
        with.layer(
                deltas[layer - 1],
                Blocks.at(row),
                maxRows,
                deltas[layer],
                Blocks.at(row),
                maxRows,
                weights.backward(),
                weights.backwardOffset(layer),
                rows,
                weight.inputs(),
                weight.outputs());
        int skippedTo = spec.trunk().skippedTo(layer - 1);
        if (skippedTo >= 0 && skippedTo < layers) {
            // What came out there has no activation, so its derivative is the one before normalisation.
            Blocks.add(deltas[layer - 1], errors[skippedTo], maxRows, weight.inputs(), row, row + rows);
        }
    }

    /** A part of the weights' gradient: some columns of one trunk layer, or all heads. */
    private void gradientPart(int part, int worker) {
        Kernels with = kernels[worker];
        if (part == firstParts[layers]) {
            for (int g = 0; g < groups.count(); g++) {
                int low = Math.max(slices.first(), groups.from(g));
                int high = Math.min(slices.end(), groups.to(g));
                heads.gradient(with, groups.head(g), low, high, activations[layers], outputGradient, gradient);
            }
            return;
        }
        int layer = 0;
        while (part >= firstParts[layer + 1]) {
            layer++;
        }
        ParameterLayout.Tensor weight = layout.trunkWeight(layer);
        int column = (part - firstParts[layer]) * with.gradientWidth();
        int inputs = weight.inputs();
        // dW += deltaᵀ · x
        with.gradient(
                gradient,
                weight.offset() + column,
                inputs,
                deltas[layer],
                Blocks.at(slices.first()),
                maxRows,
                activations[layer],
                Blocks.at(slices.first()) + column * maxRows,
                maxRows,
                weight.outputs(),
                Math.min(with.gradientWidth(), inputs - column),
                slices.count());
        if (column == 0) {
            int bias = layout.trunkBias(layer).offset();
            boolean normalised = spec.trunk().normalised(layer);
            addRows(with, bias, normalised ? errors[layer] : deltas[layer], weight.outputs());
            if (normalised) {
                addRows(with, layout.trunkGain(layer).offset(), products[layer], weight.outputs());
            }
        }
    }

    /** gradient[at …] += the sum of all rows of x. */
    private void addRows(Kernels with, int at, float[] x, int columns) {
        with.collect(gradient, at, ones, 0, x, Blocks.at(slices.first()), maxRows, 1, columns, slices.count());
    }

    /** The chosen rows lie close together in the deltas, at their place in the choice. */
    private void inputSlice(int slice, int worker) {
        Kernels with = kernels[worker];
        int from = slices.from(slice);
        int to = slices.to(slice);
        int first = from;
        for (int g = 0; g < groups.count() && first < to; g++) {
            int last = first;
            while (last < to && chosen[last] < groups.to(g)) {
                last++;
            }
            if (first < last) {
                heads.backward(with, groups.head(g), first, last, values, outputGradient, deltas[layers - 1]);
            }
            first = last;
        }
        for (int layer = layers - 1; layer >= 0; layer--) {
            for (int block = 0; block < Kernels.blocks(layout.trunkWeight(layer).outputs()); block++) {
                for (int i = from; i < to; i++) {
                    Activations.timesSlope(
                            activation(layer),
                            with,
                            activations[layer + 1],
                            Blocks.at(block * maxRows + chosen[i]),
                            deltas[layer],
                            Blocks.at(block * maxRows + i),
                            Kernels.BLOCK);
                }
            }
            if (spec.trunk().normalised(layer)) {
                for (int i = from; i < to; i++) {
                    throughNormalisation(with, layer, i, chosen[i]);
                }
            }
            if (layer > 0) {
                throughLayer(with, layer, from, to - from);
            }
        }
        int units = layout.trunkWeight(0).outputs();
        int columns = spec.inputs() - firstInput;
        for (int i = from; i < to; i++) {
            for (int column = 0; column < columns; column++) {
                inputGradient[i * columns + column] =
                        with.dot(deltas[0], Blocks.at(i), maxRows, inputColumns, column * units, units);
            }
        }
    }

    /** Copies the weights of the inputs whose gradient is wanted, a column of the first layer after the other. */
    private void takeInputColumns() {
        ParameterLayout.Tensor weight = layout.trunkWeight(0);
        int units = weight.outputs();
        int columns = weight.inputs() - firstInput;
        if (inputColumns.length < columns * units) {
            inputColumns = new float[columns * units];
        }
        for (int unit = 0; unit < units; unit++) {
            for (int column = 0; column < columns; column++) {
                inputColumns[column * units + unit] =
                        values[weight.offset() + unit * weight.inputs() + firstInput + column];
            }
        }
    }
}
