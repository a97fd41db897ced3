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
 * A pass in slices of rows, as {@link FusedPass}. A layer exists once where it is shared or where each row goes through one
 * column only, and once for each column where columns mix. How a pass is cut does not change a bit of its result.
 *
 * <p>The gradient by the inputs of some rows takes a way back for all rows.
 */
final class ModularPass implements Network.Pass {
    /** Most rows of a slice. */
    private static final int SLICE = 128;
    /** Multiply-adds below which a job is not worth a second thread: some tens of microseconds. */
    private static final long WORTH_SHARING = 1_000_000;
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
    private final TrunkLayer.Worker[] workers;
    private final List<Part> parts;
    private final long work;

    private final Team.Job forwardSlice = this::forwardSlice;
    private final Team.Job backwardSlice = this::backwardSlice;
    private final Team.Job gradientPart = this::gradientPart;

    /** A part of the gradient that no other part touches. */
    private interface Part {
        void add(Kernels with);
    }

    /** What is done to rows low … high - 1, which go through layers of {@code owner}. */
    private interface Range {
        void run(int owner, int low, int high);
    }

    // What the job that is running is about.
    private float[] values = {};
    private ModularNetwork.@Nullable Weights weights;
    private RowGroups groups = new RowGroups();
    private int firstRow;
    private int rowCount;
    private int sliceRows;
    private float[] outputGradient = {};
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
        this.work = multiplyAdds;
        this.output = new float[maxRows * spec.headOutputs()];
        this.ones = new float[maxRows];
        Arrays.fill(ones, 1f);
        this.workers = new TrunkLayer.Worker[team.threads()];
        for (int worker = 0; worker < workers.length; worker++) {
            workers[worker] = new TrunkLayer.Worker(network.newKernels(), new Normalisation());
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
    public void forward(ParameterVector with, RowGroups of) {
        take(with, of, true);
        runSlices(forwardSlice, 0, of.rows());
    }

    @Override
    public void backward(
            ParameterVector with,
            RowGroups of,
            int firstGroup,
            int endGroup,
            float[] byOutput,
            ParameterVector byParameters) {
        if (firstGroup >= endGroup) {
            return;
        }
        take(with, of, false);
        outputGradient = byOutput;
        gradient = byParameters.edit();
        downToInput = embedded;
        int from = of.from(firstGroup);
        runSlices(backwardSlice, from, of.to(endGroup - 1) - from);
        run(gradientPart, parts.size(), rowCount);
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
        for (int i = 0; i < count; i++) {
            System.arraycopy(byOutput, i * outputs, outputGradient, rows[i] * outputs, outputs);
        }
        downToInput = true;
        runSlices(backwardSlice, 0, of.rows());
        int wanted = spec.inputs() - firstInput;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < wanted; j++) {
                inputGradient[i * wanted + j] = byFirst[at(rows[i], firstInput + j)];
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

    private void runSlices(Team.Job job, int from, int rows) {
        firstRow = from;
        rowCount = rows;
        int perThread = (rows + team.threads() - 1) / team.threads();
        // Whole tiles of rows; eight is the largest tile.
        sliceRows = Math.max(8, Math.min(SLICE, (perThread + 7) / 8 * 8));
        run(job, (rows + sliceRows - 1) / sliceRows, rows);
    }

    private void run(Team.Job job, int items, int rows) {
        if (rows * work >= WORTH_SHARING) {
            team.run(job, items);
        } else {
            for (int item = 0; item < items; item++) {
                job.run(item, 0);
            }
        }
    }

    private int at(int row, int column) {
        return TrunkLayer.at(column / Kernels.BLOCK * maxRows + row) + column % Kernels.BLOCK;
    }

    /** The rows from … to - 1 of each group; the owner is the group's task. */
    private void byTask(int from, int to, Range range) {
        for (int g = 0; g < groups.count(); g++) {
            int low = Math.max(from, groups.from(g));
            int high = Math.min(to, groups.to(g));
            if (low < high) {
                range.run(groups.head(g), low, high);
            }
        }
    }

    /** The rows from … to - 1 by whose layer they go through. */
    private void byOwner(int layer, int column, int from, int to, Range range) {
        if (layer < sharedLayers) {
            range.run(ALL, from, to);
        } else if (network.stitched()) {
            range.run(column, from, to);
        } else {
            byTask(from, to, range);
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
        TrunkLayer.Worker with = workers[worker];
        int from = firstRow + slice * sliceRows;
        int to = Math.min(from + sliceRows, firstRow + rowCount);
        byTask(from, to, this::takeInput);
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
                    byTask(
                            from,
                            to,
                            (task, low, high) -> now.modulate(
                                    low, high, values, film(Role.SCALE, layer, task), film(Role.SHIFT, layer, task)));
                }
                now.activate(with, from, to);
            }
            Stitch stitch = stitches[layer];
            if (stitch != null) {
                byTask(
                        from,
                        to,
                        (task, low, high) ->
                                stitch.forward(values, firstReader(layer, task), lastReader(layer, task), low, high));
            }
        }
        byTask(from, to, (task, low, high) -> head(with.kernels(), task, low, high));
    }

    /** Copies rows of the input to blocks, with their task's embedding behind them. */
    private void takeInput(int task, int from, int to) {
        int inputs = spec.inputs();
        for (int column = 0; column < inputs; column += Kernels.BLOCK) {
            int width = Math.min(Kernels.BLOCK, inputs - column);
            for (int row = from; row < to; row++) {
                System.arraycopy(input, row * inputs + column, first, at(row, column), width);
            }
        }
        if (embedded) {
            ParameterLayout.Tensor embedding = embedding(task);
            float scale = 1 / length(embedding);
            for (int i = 0; i < embedding.size(); i++) {
                float number = scale * values[embedding.offset() + i];
                for (int row = from; row < to; row++) {
                    first[at(row, inputs + i)] = number;
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

    private void head(Kernels with, int task, int from, int to) {
        int features = spec.features();
        int outputs = spec.headOutputs();
        int weight = layout.headWeight(task).offset();
        int bias = layout.headBias(task).offset();
        float[] read = read(layers, task);
        for (int row = from; row < to; row++) {
            for (int o = 0; o < outputs; o++) {
                output[row * outputs + o] = values[bias + o]
                        + with.dot(read, TrunkLayer.at(row), maxRows, values, weight + o * features, features);
            }
        }
    }

    /** Derivatives by the sums of all trunk layers, for a slice of rows. */
    private void backwardSlice(int slice, int worker) {
        TrunkLayer.Worker with = workers[worker];
        int from = firstRow + slice * sliceRows;
        int to = Math.min(from + sliceRows, firstRow + rowCount);
        byTask(
                from,
                to,
                (task, low, high) -> with.kernels()
                        .spread(
                                byRead(layers, task),
                                TrunkLayer.at(low),
                                maxRows,
                                outputGradient,
                                low * spec.headOutputs(),
                                values,
                                layout.headWeight(task).offset(),
                                high - low,
                                spec.features(),
                                spec.headOutputs()));
        for (int l = layers - 1; l >= 0; l--) {
            int layer = l;
            Stitch stitch = stitches[layer];
            if (stitch != null) {
                byTask(
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

    private void throughLayer(TrunkLayer.Worker with, int layer, int column, int from, int to) {
        TrunkLayer now = trunk[layer][column];
        now.throughActivation(with, from, to);
        if (modulated && layer < sharedLayers) {
            byTask(
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
            for (int i = TrunkLayer.at(block * maxRows + from); i < TrunkLayer.at(block * maxRows + to); i++) {
                float total = 0;
                for (float[] one : byFork) {
                    total += one[i];
                }
                sum[i] = total;
            }
        }
    }

    private void gradientPart(int part, int worker) {
        parts.get(part).add(workers[worker].kernels());
    }

    /** Everything that has a gradient, in parts of about a layer's weights at most. */
    private List<Part> gradientParts() {
        List<Part> all = new ArrayList<>();
        int width = workers[0].kernels().gradientWidth();
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
        all.add(with -> counted((task, low, high) -> headGradient(with, task, low, high)));
        return all;
    }

    /** The rows that count, by their task. */
    private void counted(Range range) {
        byTask(firstRow, firstRow + rowCount, range);
    }

    /** Of some columns of an owner's weights, and with the first of them of its bias and gain. */
    private void weightGradient(Kernels with, int layer, int owner, int column) {
        TrunkLayer now = trunk[layer][owner == ALL || !network.stitched() ? 0 : owner];
        byOwner(layer, owner, firstRow, firstRow + rowCount, (of, low, high) -> {
            if (of == owner) {
                now.gradient(with, gradient, dense(owner, layer), column, ones, low, high - low);
            }
        });
    }

    private void headGradient(Kernels with, int task, int from, int to) {
        int outputs = spec.headOutputs();
        with.collect(
                gradient,
                layout.headWeight(task).offset(),
                outputGradient,
                from * outputs,
                read(layers, task),
                TrunkLayer.at(from),
                maxRows,
                outputs,
                spec.features(),
                to - from);
        int bias = layout.headBias(task).offset();
        for (int row = from; row < to; row++) {
            for (int o = 0; o < outputs; o++) {
                gradient[bias + o] += outputGradient[row * outputs + o];
            }
        }
    }

    /** Through the scaling to length 1: of ê = e/|e| it is (g - ê (ê·g))/|e|, where g is the derivative by ê. */
    private void embeddingGradient(int task, int from, int to) {
        ParameterLayout.Tensor embedding = embedding(task);
        float scale = 1 / length(embedding);
        float[] sums = new float[embedding.size()];
        float along = 0;
        for (int i = 0; i < sums.length; i++) {
            for (int row = from; row < to; row++) {
                sums[i] += byFirst[at(row, spec.inputs() + i)];
            }
            along += scale * values[embedding.offset() + i] * sums[i];
        }
        for (int i = 0; i < sums.length; i++) {
            gradient[embedding.offset() + i] += scale * (sums[i] - scale * values[embedding.offset() + i] * along);
        }
    }
}
