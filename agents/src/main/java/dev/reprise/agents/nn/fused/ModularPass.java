package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterLayout.Role;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pass in {@link Slices}. A layer exists once where it is shared or where each row goes through one column only, and once
 * for each column where columns mix.
 *
 * <p>The gradient by the inputs of some rows takes a way back for all rows.
 */
final class ModularPass implements Network.Pass {
    /** Who owns a layer that all tasks share; the others are owned by tasks, which are counted from 0. */
    private static final int ALL = -1;

    private final ModularNetwork network;
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Team team;
    private final int maxRows;
    private final int layers;
    private final int sharedLayers;
    private final boolean modulated;
    private final boolean embedded;
    private final float[] input;
    /** The same in blocks, each row with its task's embedding behind it, and the derivative by it. */
    private final float[] first;

    private final float[] byFirst;
    /** By layer, then by column where columns mix. */
    private final TrunkLayer[][] trunk;
    /** Behind each layer; null where columns do not mix. */
    private final @Nullable Stitch[] stitches;
    /** Derivative by what columns that mix read first, from each of them. */
    private final float[][] byFork;

    private final List<ParameterLayout.Dense> shared;
    /** By task: its own layers. */
    private final List<List<ParameterLayout.Dense>> columns = new ArrayList<>();

    private final float[] output;
    private final float[] ones;
    private final Kernels[] kernels;
    private final List<Part> parts;
    private final Heads heads;
    private final Slices slices;

    private final Team.Job forwardSlice = this::forwardSlice;
    private final Team.Job backwardSlice = this::backwardSlice;
    private final Team.Job gradientPart = this::gradientPart;

    /** A part of the gradient that no other part touches. */
    private interface Part {
        void add(Kernels with);
    }

    // What the job that is running is about.
    private float[] values = {};
    private ModularNetwork.@Nullable Weights weights;
    private RowGroups groups = new RowGroups();
    private float[] outputGradient = {};
    private float @Nullable [] featureGradient;
    private float[] gradient = {};
    private boolean downToInput;

    ModularPass(ModularNetwork network, int maxRows) {
        this.network = network;
        this.spec = network.spec();
        this.layout = network.layout();
        this.team = network.team();
        this.maxRows = maxRows;
        this.layers = spec.widths().size();
        this.sharedLayers = spec.sharedLayers();
        this.modulated = spec.sharing().conditioning() == Conditioning.FILM;
        this.embedded = spec.sharing().conditioning() == Conditioning.FIRST_LAYER;
        this.input = new float[maxRows * spec.inputs()];
        this.first = new float[Kernels.blockedSize(maxRows, spec.layerInputs(0))];
        this.byFirst = new float[first.length];
        this.shared = layout.trunk();
        int tasks = layout.tasks().size();
        for (int task = 0; task < tasks; task++) {
            columns.add(network.column(task));
        }
        this.byFork = network.stitched()
                ? new float[tasks][Kernels.blockedSize(maxRows, spec.layerInputs(sharedLayers))]
                : new float[0][];
        this.trunk = new TrunkLayer[layers][];
        this.stitches = new Stitch[layers];
        long multiplyAdds = 0;
        for (int layer = 0; layer < layers; layer++) {
            int units = spec.widths().get(layer);
            boolean mixes = layer >= sharedLayers && network.stitched();
            trunk[layer] = new TrunkLayer[mixes ? tasks : 1];
            for (int column = 0; column < trunk[layer].length; column++) {
                trunk[layer][column] = newLayer(layer, column);
            }
            stitches[layer] = mixes ? new Stitch(maxRows, units, layout, layer, trunk[layer]) : null;
            multiplyAdds += (long) spec.layerInputs(layer) * units * trunk[layer].length;
        }
        this.slices = new Slices(team, multiplyAdds);
        this.heads = new Heads(spec, layout, maxRows);
        this.output = new float[maxRows * spec.headOutputs()];
        this.ones = new float[maxRows];
        Arrays.fill(ones, 1f);
        this.kernels = new Kernels[team.threads()];
        for (int worker = 0; worker < kernels.length; worker++) {
            kernels[worker] = network.newKernels();
        }
        this.parts = gradientParts();
    }

    private TrunkLayer newLayer(int layer, int column) {
        int skippedFrom = spec.trunk().skippedFrom(layer);
        boolean forks = layer == sharedLayers && network.stitched();
        return new TrunkLayer(
                maxRows,
                spec.layerInputs(layer),
                spec.widths().get(layer),
                spec.trunk().activation(layer, spec.activation()),
                spec.trunk().normalised(layer),
                modulated && layer < sharedLayers,
                read(layer, column),
                forks ? byFork[column] : byRead(layer, column),
                skippedFrom < 0 ? null : read(skippedFrom + 1, column));
    }

    /** What a layer reads in a column, or the head behind the last one. */
    private float[] read(int layer, int column) {
        if (layer == 0) {
            return first;
        }
        Stitch stitch = stitches[layer - 1];
        return stitch == null ? trunk[layer - 1][0].output : stitch.mixed[column];
    }

    /** Derivative by that. */
    private float[] byRead(int layer, int column) {
        if (layer == 0) {
            return byFirst;
        }
        Stitch stitch = stitches[layer - 1];
        return stitch == null ? trunk[layer - 1][0].byOutput : stitch.byMixed[column];
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
        groups.within(
                from,
                to,
                (task, low, high) ->
                        Blocks.copy(read(layer + 1, task), maxRows, low, high, units, target, (low - from) * units));
        return true;
    }

    @Override
    public void forward(ParameterVector with, RowGroups of) {
        take(with, of, true);
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
        take(with, of, false);
        outputGradient = byOutput;
        featureGradient = byFeatures;
        gradient = byParameters.edit();
        downToInput = embedded;
        int from = of.from(firstGroup);
        slices.run(backwardSlice, from, of.to(endGroup - 1) - from);
        slices.share(gradientPart, parts.size());
    }

    @Override
    public void inputGradient(
            ParameterVector with,
            RowGroups of,
            int[] rows,
            int count,
            float[] byOutput,
            int firstInput,
            float[] inputGradient) {
        if (count == 0) {
            return;
        }
        take(with, of, false);
        int outputs = spec.headOutputs();
        outputGradient = new float[of.rows() * outputs];
        featureGradient = null;
        for (int i = 0; i < count; i++) {
            System.arraycopy(byOutput, i * outputs, outputGradient, rows[i] * outputs, outputs);
        }
        downToInput = true;
        slices.run(backwardSlice, 0, of.rows());
        int wanted = spec.inputs() - firstInput;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < wanted; j++) {
                inputGradient[i * wanted + j] = byFirst[Blocks.at(rows[i], firstInput + j, maxRows)];
            }
        }
    }

    private void take(ParameterVector with, RowGroups of, boolean forward) {
        values = with.values();
        groups = of;
        ModularNetwork.Weights packed = network.weights(with);
        packed.ready(with, of, forward);
        weights = packed;
    }

    /** The rows from … to - 1 by whose layer they go through. */
    private void byOwner(int layer, int column, int from, int to, RowGroups.Range range) {
        if (layer < sharedLayers) {
            range.run(ALL, from, to);
        } else if (network.stitched()) {
            range.run(column, from, to);
        } else {
            groups.within(from, to, range);
        }
    }

    private ParameterLayout.Dense dense(int owner, int layer) {
        return owner == ALL ? shared.get(layer) : columns.get(owner).get(layer - sharedLayers);
    }

    private PackedWeights packed(int owner) {
        ModularNetwork.Weights all = Objects.requireNonNull(weights);
        return owner == ALL ? all.shared : all.columns.get(owner);
    }

    private int place(int owner, int layer) {
        return owner == ALL ? layer : layer - sharedLayers;
    }

    private int film(Role role, int layer, int task) {
        return layout.tensor(role, ParameterLayout.film(layer), layout.tasks().get(task))
                .offset();
    }

    /** The first column that reads what columns write at a layer: behind the last one only the task's head does. */
    private int firstReader(int layer, int task) {
        return layer == layers - 1 ? task : 0;
    }

    private int lastReader(int layer, int task) {
        return layer == layers - 1 ? task + 1 : layout.tasks().size();
    }

    private void forwardSlice(int slice, int worker) {
        Kernels with = kernels[worker];
        int from = slices.from(slice);
        int to = slices.to(slice);
        groups.within(from, to, this::takeInput);
        for (int l = 0; l < layers; l++) {
            int layer = l;
            for (int column = 0; column < trunk[layer].length; column++) {
                TrunkLayer now = trunk[layer][column];
                byOwner(
                        layer,
                        column,
                        from,
                        to,
                        (owner, low, high) -> now.sums(
                                with, low, high, packed(owner), place(owner, layer), values, dense(owner, layer)));
                if (modulated && layer < sharedLayers) {
                    groups.within(
                            from,
                            to,
                            (task, low, high) -> now.modulate(
                                    low, high, values, film(Role.SCALE, layer, task), film(Role.SHIFT, layer, task)));
                }
                now.activate(with, from, to);
            }
            Stitch stitch = stitches[layer];
            if (stitch != null) {
                groups.within(
                        from,
                        to,
                        (task, low, high) ->
                                stitch.forward(values, firstReader(layer, task), lastReader(layer, task), low, high));
            }
        }
        groups.within(
                from,
                to,
                (task, low, high) -> heads.forward(with, task, low, high, values, read(layers, task), output));
    }

    /** Copies rows of the input to blocks, with their task's embedding behind them. */
    private void takeInput(int task, int from, int to) {
        Blocks.fill(first, maxRows, input, from, to, spec.inputs());
        if (embedded) {
            ParameterLayout.Tensor embedding = embedding(task);
            float scale = 1 / length(embedding);
            for (int i = 0; i < embedding.size(); i++) {
                float number = scale * values[embedding.offset() + i];
                for (int row = from; row < to; row++) {
                    first[Blocks.at(row, spec.inputs() + i, maxRows)] = number;
                }
            }
        }
    }

    private ParameterLayout.Tensor embedding(int task) {
        var id = layout.tasks().get(task);
        return layout.tensor(Role.EMBEDDING, ParameterLayout.embedding(id), id);
    }

    private float length(ParameterLayout.Tensor tensor) {
        double squares = 0;
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
            squares += (double) values[i] * values[i];
        }
        return (float) Math.sqrt(squares);
    }

    /** Derivatives by the sums of all trunk layers, for a slice of rows. */
    private void backwardSlice(int slice, int worker) {
        Kernels with = kernels[worker];
        int from = slices.from(slice);
        int to = slices.to(slice);
        groups.within(
                from,
                to,
                (task, low, high) ->
                        heads.backward(with, task, low, high, values, outputGradient, byRead(layers, task)));
        float[] byFeatures = featureGradient;
        if (byFeatures != null) {
            groups.within(
                    from,
                    to,
                    (task, low, high) ->
                            Blocks.addRows(byRead(layers, task), maxRows, byFeatures, low, high, spec.features()));
        }
        for (int l = layers - 1; l >= 0; l--) {
            int layer = l;
            Stitch stitch = stitches[layer];
            if (stitch != null) {
                groups.within(
                        from,
                        to,
                        (task, low, high) ->
                                stitch.backward(values, firstReader(layer, task), lastReader(layer, task), low, high));
            }
            for (int column = 0; column < trunk[layer].length; column++) {
                throughLayer(with, layer, column, from, to);
            }
            if (layer == sharedLayers && network.stitched()) {
                joinFork(from, to);
            }
        }
    }

    private void throughLayer(Kernels with, int layer, int column, int from, int to) {
        TrunkLayer now = trunk[layer][column];
        now.throughActivation(with, from, to);
        if (modulated && layer < sharedLayers) {
            groups.within(
                    from,
                    to,
                    (task, low, high) -> now.throughModulation(low, high, values, film(Role.SCALE, layer, task)));
        }
        byOwner(
                layer,
                column,
                from,
                to,
                (owner, low, high) -> now.throughNormalisation(with, low, high, values, dense(owner, layer)));
        if (layer == 0 && !downToInput) {
            return;
        }
        byOwner(
                layer,
                column,
                from,
                to,
                (owner, low, high) -> now.throughSums(with, low, high, packed(owner), place(owner, layer)));
        int skippedTo = layer == 0 ? -1 : spec.trunk().skippedTo(layer - 1);
        if (skippedTo >= 0 && skippedTo < layers) {
            TrunkLayer[] ends = trunk[skippedTo];
            // Columns that mix behind a shared layer all add its output.
            int firstEnd = trunk[layer].length == ends.length ? column : 0;
            int lastEnd = trunk[layer].length == ends.length ? column + 1 : ends.length;
            for (int end = firstEnd; end < lastEnd; end++) {
                now.addByInput(ends[end].byOutput, from, to);
            }
        }
    }

    /** What the columns read first was the same for all: adds up the derivatives by it. */
    private void joinFork(int from, int to) {
        float[] sum = byRead(sharedLayers, 0);
        for (int block = 0; block < Kernels.blocks(spec.layerInputs(sharedLayers)); block++) {
            for (int i = Blocks.at(block * maxRows + from); i < Blocks.at(block * maxRows + to); i++) {
                float total = 0;
                for (float[] one : byFork) {
                    total += one[i];
                }
                sum[i] = total;
            }
        }
    }

    private void gradientPart(int part, int worker) {
        parts.get(part).add(kernels[worker]);
    }

    /** Everything that has a gradient, in parts of about a layer's weights at most. */
    private List<Part> gradientParts() {
        List<Part> all = new ArrayList<>();
        int width = kernels[0].gradientWidth();
        for (int l = 0; l < layers; l++) {
            int layer = l;
            for (int o = layer < sharedLayers ? ALL : 0; o < (layer < sharedLayers ? 0 : columns.size()); o++) {
                int owner = o;
                for (int start = 0; start < spec.layerInputs(layer); start += width) {
                    int column = start;
                    all.add(with -> weightGradient(with, layer, owner, column));
                }
            }
            if (modulated && layer < sharedLayers) {
                all.add(with -> counted((task, low, high) -> trunk[layer][0].modulationGradient(
                        gradient, film(Role.SCALE, layer, task), film(Role.SHIFT, layer, task), low, high)));
            }
            Stitch stitch = stitches[layer];
            if (stitch != null) {
                all.add(with -> counted((task, low, high) ->
                        stitch.gradient(with, gradient, firstReader(layer, task), lastReader(layer, task), low, high)));
            }
        }
        if (embedded) {
            all.add(with -> counted(this::embeddingGradient));
        }
        all.add(with -> counted((task, low, high) ->
                heads.gradient(with, task, low, high, read(layers, task), outputGradient, gradient)));
        return all;
    }

    /** The rows that count, by their task. */
    private void counted(RowGroups.Range range) {
        groups.within(slices.first(), slices.end(), range);
    }

    /** Of some columns of an owner's weights, and with the first of them of its bias and gain. */
    private void weightGradient(Kernels with, int layer, int owner, int column) {
        TrunkLayer now = trunk[layer][owner == ALL || !network.stitched() ? 0 : owner];
        byOwner(layer, owner, slices.first(), slices.end(), (of, low, high) -> {
            if (of == owner) {
                now.gradient(with, gradient, dense(owner, layer), column, ones, low, high - low);
            }
        });
    }

    /** Through the scaling to length 1: of ê = e/|e| it is (g - ê (ê·g))/|e|, where g is the derivative by ê. */
    private void embeddingGradient(int task, int from, int to) {
        ParameterLayout.Tensor embedding = embedding(task);
        float scale = 1 / length(embedding);
        float[] sums = new float[embedding.size()];
        float along = 0;
        for (int i = 0; i < sums.length; i++) {
            for (int row = from; row < to; row++) {
                sums[i] += byFirst[Blocks.at(row, spec.inputs() + i, maxRows)];
            }
            along += scale * values[embedding.offset() + i] * sums[i];
        }
        for (int i = 0; i < sums.length; i++) {
            gradient[embedding.offset() + i] += scale * (sums[i] - scale * values[embedding.offset() + i] * along);
        }
    }
}
