package dev.reprise.agents.nn;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A network, parameters, a batch and the derivative of a loss by the batch's outputs, all drawn from a seed. */
public record NetworkSample(
        NetworkSpec spec, ParameterVector parameters, RowGroups groups, float[] input, float[] outputGradient) {
    private static final List<Activation> ACTIVATIONS = List.of(Activation.values());
    private static final List<Trunk> TRUNKS = List.of(Trunk.values());

    /** What a pass over a sample gives. */
    public record Result(float[] output, float[] gradient, float[] inputGradient) {}

    /** Small enough for finite differences: every parameter is moved. */
    public static NetworkSample small(long seed) {
        return small(seed, ParameterSharing.HARD);
    }

    /** The same with another sharing; its shared layers are at most one fewer than there are. */
    public static NetworkSample small(long seed, ParameterSharing sharing) {
        return draw(seed, 6, 8, sharing);
    }

    /** With layers wider than a vector register and with odd sizes. */
    public static NetworkSample large(long seed) {
        return large(seed, ParameterSharing.HARD);
    }

    /** The same with another sharing; its shared layers are at most one fewer than there are. */
    public static NetworkSample large(long seed, ParameterSharing sharing) {
        return draw(seed, 70, 24, sharing);
    }

    private static NetworkSample draw(long seed, int mostUnits, int mostRows, ParameterSharing sharing) {
        RandomStream random = RandomStream.named(seed, "sample");
        List<Integer> widths = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(layer -> 1 + random.nextInt(mostUnits))
                .toList();
        Trunk trunk = TRUNKS.get((int) (seed % TRUNKS.size()));
        if (trunk != Trunk.PLAIN) {
            // A normalised layer of one input, or of one or two units, gives signs only, whose derivative is zero.
            widths = widths.stream().map(width -> width + 3).toList();
        }
        if (trunk == Trunk.RESIDUAL) {
            widths = Collections.nCopies(1 + 2 * (widths.size() / 2 + 1), widths.get(0));
        }
        if (widths.size() <= sharing.sharedLayers()) {
            widths = Collections.nCopies(sharing.sharedLayers() + 1, widths.get(0));
        }
        NetworkSpec spec = shared(
                spec(
                        (trunk == Trunk.PLAIN ? 1 : 2) + random.nextInt(mostUnits),
                        widths,
                        trunk,
                        ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size())),
                        1 + random.nextInt(5),
                        1 + random.nextInt(5)),
                sharing);
        RowGroups groups = new RowGroups();
        for (int g = 0; g < spec.heads().size() + 1; g++) {
            groups.add(random.nextInt(spec.heads().size()), random.nextInt(mostRows));
        }
        groups.add(0, 1);
        return of(spec, groups, seed);
    }

    /** A network with heads {@code a}, {@code b}, … */
    public static NetworkSpec spec(int inputs, List<Integer> widths, Activation activation, int outputs, int heads) {
        return spec(inputs, widths, Trunk.PLAIN, activation, outputs, heads);
    }

    /** The same with another trunk. */
    public static NetworkSpec spec(
            int inputs, List<Integer> widths, Trunk trunk, Activation activation, int outputs, int heads) {
        return new NetworkSpec(
                inputs,
                widths,
                trunk,
                activation,
                outputs,
                IntStream.range(0, heads)
                        .mapToObj(head -> new TaskId(head < 26 ? "" + (char) ('a' + head) : "task-" + head))
                        .toList());
    }

    /** The same network with another sharing. */
    public static NetworkSpec shared(NetworkSpec spec, ParameterSharing sharing) {
        return new NetworkSpec(
                spec.inputs(),
                spec.widths(),
                spec.trunk(),
                spec.activation(),
                spec.headOutputs(),
                spec.heads(),
                sharing);
    }

    /** Parameters and numbers for a given network and batch. No parameter of a sharing is at what it starts from. */
    public static NetworkSample of(NetworkSpec spec, RowGroups groups, long seed) {
        RandomStream random = RandomStream.named(seed, "numbers");
        ParameterVector parameters = ParameterVector.initial(ParameterLayout.of(spec), seed, "sample");
        for (ParameterLayout.Tensor tensor : parameters.layout().tensors()) {
            if (tensor.task() != null && !tensor.layer().startsWith("head")) {
                for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                    parameters.edit()[i] += 0.2f * random.nextGaussian();
                }
            }
        }
        return new NetworkSample(
                spec,
                parameters,
                groups,
                gaussians(random, groups.rows() * spec.inputs()),
                gaussians(random, groups.rows() * spec.headOutputs()));
    }

    private static float[] gaussians(RandomStream random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }

    /** One forward and one backward pass in a fresh pass of exactly the batch's size. */
    public Result run(Network network) {
        return run(network.newPass(groups.rows()));
    }

    /** One forward and one backward pass. */
    public Result run(Network.Pass pass) {
        float[] output = forward(pass);
        ParameterVector gradient = ParameterVector.zeros(parameters.layout());
        float[] inputGradient = new float[input.length];
        pass.backward(parameters, groups, 0, outputGradient, gradient);
        int[] rows = java.util.stream.IntStream.range(0, groups.rows()).toArray();
        pass.inputGradient(parameters, groups, rows, rows.length, outputGradient, 0, inputGradient);
        return new Result(output, gradient.values(), inputGradient);
    }

    /** One forward pass; a copy of its outputs. */
    public float[] forward(Network.Pass pass) {
        System.arraycopy(input, 0, pass.input(), 0, input.length);
        pass.forward(parameters, groups);
        return Arrays.copyOf(pass.output(), groups.rows() * spec.headOutputs());
    }
}
