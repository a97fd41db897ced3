package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pass in slices: some rows go through all layers before the next ones do, so that their activations stay in a cache
 * and threads seldom wait for each other. A weight's gradient is one sum over all rows, cut by columns of the weights.
 * How a pass is cut does not change a bit of its result.
 */
final class FusedPass implements Network.Pass {
    /** Most rows of a slice. */
    private static final int SLICE = 128;
    /** Multiply-adds below which a job is not worth a second thread: some tens of microseconds. */
    private static final long WORTH_SHARING = 1_000_000;

    private final FusedNetwork network;
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Team team;
    private final int maxRows;
    private final int layers;
    /** activations[0] is the input, activations[l + 1] the output of trunk layer l; rows × width. */
    private final float[][] activations;
    /** Derivative by the sums of trunk layer l; rows × width. */
    private final float[][] deltas;

    /** The same in blocks of columns. */
    private final float[][] blocks;

    private final float[] output;
    private final float[] ones;
    private final float[] zeros;
    private final Desk[] desks;
    private final long trunkWork;

    private final Team.Job forwardSlice = this::forwardSlice;
    private final Team.Job backwardSlice = this::backwardSlice;
    private final Team.Job inputSlice = this::inputSlice;
    private final Team.Job gradientPart = this::gradientPart;

    // What the job that is running is about.
    private @Nullable ParameterVector parameters;
    private float[] values = {};
    private PackedWeights weights;
    private RowGroups groups = new RowGroups();
    private int firstRow;
    private int rowCount;
    private int sliceRows;
    private float[] outputGradient = {};
    private float[] gradient = {};
    private int[] chosen = {};
    private int firstInput;
    private float[] inputGradient = {};
    /** First part of the weights' gradient that belongs to trunk layer l; the heads come behind. */
    private final int[] firstParts;

    /** What a thread needs for itself. */
    private static final class Desk {
        final Kernels kernels;
        final Matrix a = new Matrix();
        final Matrix b = new Matrix();
        final Matrix c = new Matrix();
        final Matrix s = new Matrix();

        Desk(Kernels kernels) {
            this.kernels = kernels;
        }
    }

    FusedPass(FusedNetwork network, int maxRows) {
        this.network = network;
        this.spec = network.spec();
        this.layout = network.layout();
        this.team = network.team();
        this.maxRows = maxRows;
        this.layers = spec.widths().size();
        this.activations = new float[layers + 1][];
        this.deltas = new float[layers][];
        this.blocks = new float[layers][];
        this.firstParts = new int[layers + 1];
        this.desks = new Desk[team.threads()];
        for (int worker = 0; worker < desks.length; worker++) {
            desks[worker] = new Desk(network.newKernels());
        }
        activations[0] = new float[maxRows * spec.inputs()];
        int widest = spec.inputs();
        long work = 0;
        for (int layer = 0; layer < layers; layer++) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            activations[layer + 1] = new float[maxRows * weight.outputs()];
            deltas[layer] = new float[maxRows * weight.outputs()];
            blocks[layer] = new float[Kernels.blockedSize(maxRows, weight.outputs())];
            firstParts[layer + 1] = firstParts[layer] + parts(weight.inputs());
            widest = Math.max(widest, weight.outputs());
            work += weight.size();
        }
        this.trunkWork = work;
        this.output = new float[maxRows * spec.headOutputs()];
        this.zeros = new float[widest];
        this.ones = new float[maxRows];
        Arrays.fill(ones, 1f);
        this.weights = new PackedWeights(layout, layers, desks[0].kernels, team.threads());
    }

    /** Into how many parts the gradient of weights with so many columns is cut. */
    private int parts(int columns) {
        int width = desks[0].kernels.blockedWidth();
        return (columns + width - 1) / width;
    }

    @Override
    public int maxRows() {
        return maxRows;
    }

    @Override
    public float[] input() {
        return activations[0];
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public void forward(ParameterVector with, RowGroups of) {
        take(with, of);
        weights.readyForward(with, team);
        runSlices(forwardSlice, 0, of.rows());
    }

    @Override
    public void backward(
            ParameterVector with, RowGroups of, int firstGroup, float[] byOutput, ParameterVector byParameters) {
        if (firstGroup >= of.count()) {
            return;
        }
        take(with, of);
        outputGradient = byOutput;
        gradient = byParameters.edit();
        weights.readyBackward(with, team);
        int from = of.from(firstGroup);
        runSlices(backwardSlice, from, of.rows() - from);
        run(gradientPart, firstParts[layers] + 1, rowCount);
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
        weights.readyBackward(with, team);
        runSlices(inputSlice, 0, count);
    }

    private void take(ParameterVector with, RowGroups of) {
        if (with != parameters) {
            parameters = with;
            values = with.values();
            weights = network.weights(with);
        }
        groups = of;
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
        if (rows * trunkWork >= WORTH_SHARING) {
            team.run(job, items);
        } else {
            for (int item = 0; item < items; item++) {
                job.run(item, 0);
            }
        }
    }

    private void forwardSlice(int slice, int worker) {
        Desk desk = desks[worker];
        int from = firstRow + slice * sliceRows;
        int to = Math.min(from + sliceRows, firstRow + rowCount);
        for (int layer = 0; layer < layers; layer++) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            int inputs = weight.inputs();
            int outputs = weight.outputs();
            float[] y = activations[layer + 1];
            desk.kernels.packedProduct(
                    desk.c.rows(y, from * outputs, outputs),
                    desk.s.rows(values, layout.trunkBias(layer).offset(), 0),
                    desk.a.rows(activations[layer], from * inputs, inputs),
                    weights.forward(),
                    weights.forwardOffset(layer),
                    to - from,
                    outputs,
                    inputs);
            Activations.apply(spec.activation(), desk.kernels, y, from * outputs, (to - from) * outputs);
        }
        heads(desk, from, to);
    }

    /** Outputs of rows from … to - 1, each of its own head. */
    private void heads(Desk desk, int from, int to) {
        int features = spec.features();
        int outputs = spec.headOutputs();
        for (int g = 0; g < groups.count(); g++) {
            int head = groups.head(g);
            int weight = layout.headWeight(head).offset();
            int bias = layout.headBias(head).offset();
            for (int row = Math.max(from, groups.from(g)); row < Math.min(to, groups.to(g)); row++) {
                for (int o = 0; o < outputs; o++) {
                    output[row * outputs + o] = values[bias + o]
                            + desk.kernels.dot(
                                    activations[layers], row * features, values, weight + o * features, features);
                }
            }
        }
    }

    /** Derivatives by the sums of all trunk layers, for a slice of rows. */
    private void backwardSlice(int slice, int worker) {
        Desk desk = desks[worker];
        int from = firstRow + slice * sliceRows;
        int to = Math.min(from + sliceRows, firstRow + rowCount);
        int width = spec.features();
        for (int g = 0; g < groups.count(); g++) {
            int first = Math.max(from, groups.from(g));
            int last = Math.min(to, groups.to(g));
            if (first < last) {
                throughHead(desk, groups.head(g), first, first, last - first);
            }
        }
        Activations.timesSlope(
                spec.activation(),
                desk.kernels,
                activations[layers],
                from * width,
                deltas[layers - 1],
                from * width,
                (to - from) * width);
        block(desk, layers - 1, from, to - from);
        for (int layer = layers - 1; layer > 0; layer--) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            int inputs = weight.inputs();
            throughLayer(
                    desk, layer, deltas[layer], from * weight.outputs(), deltas[layer - 1], from * inputs, to - from);
            Activations.timesSlope(
                    spec.activation(),
                    desk.kernels,
                    activations[layer],
                    from * inputs,
                    deltas[layer - 1],
                    from * inputs,
                    (to - from) * inputs);
            block(desk, layer - 1, from, to - from);
        }
    }

    private void block(Desk desk, int layer, int row, int rows) {
        int width = layout.trunkWeight(layer).outputs();
        desk.kernels.block(deltas[layer], row * width, rows, width, blocks[layer], row * Kernels.BLOCK, maxRows);
    }

    /** deltas[top] = output gradient · weights of a head, before the activation's slope. */
    private void throughHead(Desk desk, int head, int gradientRow, int deltaRow, int rows) {
        int features = spec.features();
        int outputs = spec.headOutputs();
        desk.kernels.product(
                desk.c.rows(deltas[layers - 1], deltaRow * features, features),
                desk.s.rows(zeros, 0, 0),
                desk.a.rows(outputGradient, gradientRow * outputs, outputs),
                desk.b.rows(values, layout.headWeight(head).offset(), features),
                rows,
                features,
                outputs);
    }

    private void throughLayer(Desk desk, int layer, float[] delta, int deltaAt, float[] below, int belowAt, int rows) {
        ParameterLayout.Tensor weight = layout.trunkWeight(layer);
        desk.kernels.packedProduct(
                desk.c.rows(below, belowAt, weight.inputs()),
                desk.s.rows(zeros, 0, 0),
                desk.a.rows(delta, deltaAt, weight.outputs()),
                weights.backward(),
                weights.backwardOffset(layer),
                rows,
                weight.inputs(),
                weight.outputs());
    }

    /** A part of the weights' gradient: some columns of one trunk layer, or all heads. */
    private void gradientPart(int part, int worker) {
        Desk desk = desks[worker];
        if (part == firstParts[layers]) {
            headGradients(desk);
            return;
        }
        int layer = 0;
        while (part >= firstParts[layer + 1]) {
            layer++;
        }
        ParameterLayout.Tensor weight = layout.trunkWeight(layer);
        int panel = part - firstParts[layer];
        int width = desk.kernels.blockedWidth();
        int inputs = weight.inputs();
        int outputs = weight.outputs();
        int column = panel * width;
        // dW += deltaᵀ · x
        desk.kernels.blockedProduct(
                desk.c.rows(gradient, weight.offset() + column, inputs),
                blocks[layer],
                firstRow * Kernels.BLOCK,
                maxRows,
                desk.b.rows(activations[layer], firstRow * inputs + column, inputs),
                outputs,
                Math.min(width, inputs - column),
                rowCount);
        if (panel == 0) {
            addColumnSums(
                    desk,
                    deltas[layer],
                    firstRow,
                    rowCount,
                    outputs,
                    layout.trunkBias(layer).offset());
        }
    }

    private void headGradients(Desk desk) {
        int features = spec.features();
        int outputs = spec.headOutputs();
        for (int g = 0; g < groups.count(); g++) {
            int from = groups.from(g);
            if (from < firstRow) {
                continue;
            }
            int rows = groups.to(g) - from;
            Matrix into =
                    desk.c.rows(gradient, layout.headWeight(groups.head(g)).offset(), features);
            desk.kernels.product(
                    into,
                    into,
                    desk.a.columns(outputGradient, from * outputs, outputs),
                    desk.b.rows(activations[layers], from * features, features),
                    outputs,
                    features,
                    rows);
            addColumnSums(
                    desk,
                    outputGradient,
                    from,
                    rows,
                    outputs,
                    layout.headBias(groups.head(g)).offset());
        }
    }

    /** gradient[at …] += column sums of rows × width. */
    private void addColumnSums(Desk desk, float[] x, int row, int rows, int width, int at) {
        Matrix into = desk.c.rows(gradient, at, width);
        desk.kernels.product(into, into, desk.a.rows(ones, 0, 0), desk.b.rows(x, row * width, width), 1, width, rows);
    }

    /** The chosen rows lie close together in the deltas, at their place in the choice. */
    private void inputSlice(int slice, int worker) {
        Desk desk = desks[worker];
        int from = slice * sliceRows;
        int to = Math.min(from + sliceRows, rowCount);
        int first = from;
        for (int g = 0; g < groups.count() && first < to; g++) {
            int last = first;
            while (last < to && chosen[last] < groups.to(g)) {
                last++;
            }
            if (first < last) {
                throughHead(desk, groups.head(g), first, first, last - first);
            }
            first = last;
        }
        for (int layer = layers - 1; layer >= 0; layer--) {
            ParameterLayout.Tensor weight = layout.trunkWeight(layer);
            int outputs = weight.outputs();
            for (int i = from; i < to; i++) {
                Activations.timesSlope(
                        spec.activation(),
                        desk.kernels,
                        activations[layer + 1],
                        chosen[i] * outputs,
                        deltas[layer],
                        i * outputs,
                        outputs);
            }
            if (layer > 0) {
                int inputs = weight.inputs();
                throughLayer(desk, layer, deltas[layer], from * outputs, deltas[layer - 1], from * inputs, to - from);
            }
        }
        ParameterLayout.Tensor weight = layout.trunkWeight(0);
        int columns = weight.inputs() - firstInput;
        desk.kernels.product(
                desk.c.rows(inputGradient, from * columns, columns),
                desk.s.rows(zeros, 0, 0),
                desk.a.rows(deltas[0], from * weight.outputs(), weight.outputs()),
                desk.b.rows(values, weight.offset() + firstInput, weight.inputs()),
                to - from,
                columns,
                weight.outputs());
    }
}
