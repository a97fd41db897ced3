package dev.reprise.agents.nn;

import static dev.reprise.agents.nn.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every executor promises. */
public interface NetworkContract {
    /** Samples per test that loops over them. */
    int SAMPLES = 12;
    /** Rounding of floats in sums of this length; a wrong term would be a thousand times larger. */
    double ROUNDING = 2e-5;

    /** The network under test. */
    Network network(NetworkSpec spec);

    /** What its tasks share. */
    default ParameterSharing sharing() {
        return ParameterSharing.HARD;
    }

    private NetworkSample small(long seed) {
        return NetworkSample.small(seed, sharing());
    }

    private NetworkSample large(long seed) {
        return NetworkSample.large(seed, sharing());
    }

    private NetworkSpec spec(int inputs, List<Integer> widths, Activation activation, int outputs, int heads) {
        List<Integer> enough = new ArrayList<>(widths);
        while (enough.size() <= sharing().sharedLayers()) {
            enough.add(6);
        }
        return NetworkSample.shared(NetworkSample.spec(inputs, enough, activation, outputs, heads), sharing());
    }

    @Test
    default void outputsAreThoseOfTheFormula() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            float[] output = sample.run(network(sample.spec())).output();
            assertClose(ROUNDING, new DoubleNetwork(sample).output(), output, "outputs, seed " + seed);
        }
    }

    @Test
    default void gradientsAgreeWithCentralDifferences() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = small(seed);
            NetworkSample.Result result = sample.run(network(sample.spec()));
            DoubleNetwork reference = new DoubleNetwork(sample);
            assertClose(ROUNDING, reference.gradient(), result.gradient(), "parameters, seed " + seed);
            assertClose(ROUNDING, reference.inputGradient(), result.inputGradient(), "inputs, seed " + seed);
        }
    }

    @Test
    default void gradientIsAddedToAndInputGradientOverwritten() {
        NetworkSample sample = small(3);
        Network.Pass pass = network(sample.spec()).newPass(sample.groups().rows());
        NetworkSample.Result once = sample.run(pass);
        ParameterVector gradient = ParameterVector.zeros(sample.parameters().layout());
        Arrays.fill(gradient.edit(), 100f);
        pass.backward(sample.parameters(), sample.groups(), 0, sample.outputGradient(), gradient);
        for (int i = 0; i < once.gradient().length; i++) {
            assertEquals(100f + once.gradient()[i], gradient.values()[i], 1e-4f);
        }
        float[] inputGradient = new float[sample.input().length];
        Arrays.fill(inputGradient, 100f);
        int[] rows = IntStream.range(0, sample.groups().rows()).toArray();
        pass.inputGradient(
                sample.parameters(), sample.groups(), rows, rows.length, sample.outputGradient(), 0, inputGradient);
        assertArrayEquals(once.inputGradient(), inputGradient);
    }

    @Test
    default void groupsThatAreLeftOutCountAsIfTheirOutputGradientWasZero() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            Network.Pass pass = network(sample.spec()).newPass(sample.groups().rows());
            sample.forward(pass);
            int first = sample.groups().count() / 2;
            float[] zeroed = sample.outputGradient().clone();
            Arrays.fill(zeroed, 0, sample.groups().from(first) * sample.spec().headOutputs(), 0f);
            ParameterVector expected = ParameterVector.zeros(sample.parameters().layout());
            pass.backward(sample.parameters(), sample.groups(), 0, zeroed, expected);
            ParameterVector found = ParameterVector.zeros(sample.parameters().layout());
            pass.backward(sample.parameters(), sample.groups(), first, sample.outputGradient(), found);
            assertClose(ROUNDING, expected.values(), found.values(), "seed " + seed);
        }
    }

    @Test
    default void groupsOneByOneGiveTheirPartsOfTheGradient() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            Network.Pass pass = network(sample.spec()).newPass(sample.groups().rows());
            float[] whole = sample.run(pass).gradient();
            ParameterVector sum = ParameterVector.zeros(sample.parameters().layout());
            int outputs = sample.spec().headOutputs();
            for (int g = 0; g < sample.groups().count(); g++) {
                float[] zeroed = new float[sample.outputGradient().length];
                int from = sample.groups().from(g) * outputs;
                System.arraycopy(
                        sample.outputGradient(),
                        from,
                        zeroed,
                        from,
                        sample.groups().to(g) * outputs - from);
                ParameterVector expected =
                        ParameterVector.zeros(sample.parameters().layout());
                pass.backward(sample.parameters(), sample.groups(), 0, zeroed, expected);
                ParameterVector part = ParameterVector.zeros(sample.parameters().layout());
                pass.backward(sample.parameters(), sample.groups(), g, g + 1, sample.outputGradient(), part);
                assertClose(ROUNDING, expected.values(), part.values(), "group " + g + ", seed " + seed);
                pass.backward(sample.parameters(), sample.groups(), g, g + 1, sample.outputGradient(), sum);
            }
            assertClose(ROUNDING, whole, sum.values(), "sum, seed " + seed);
        }
    }

    @Test
    default void someRowsAndSomeInputsHaveTheInputGradientThatTheyHaveAmongAll() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            Network.Pass pass = network(sample.spec()).newPass(sample.groups().rows());
            float[] all = sample.run(pass).inputGradient();
            int inputs = sample.spec().inputs();
            int outputs = sample.spec().headOutputs();
            int firstInput = seed % inputs;
            int[] rows = IntStream.range(0, sample.groups().rows())
                    .filter(row -> row % 3 != 1)
                    .toArray();
            float[] byOutput = new float[rows.length * outputs];
            float[] expected = new float[rows.length * (inputs - firstInput)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(sample.outputGradient(), rows[i] * outputs, byOutput, i * outputs, outputs);
                System.arraycopy(
                        all, rows[i] * inputs + firstInput, expected, i * (inputs - firstInput), inputs - firstInput);
            }
            float[] found = new float[expected.length];
            pass.inputGradient(sample.parameters(), sample.groups(), rows, rows.length, byOutput, firstInput, found);
            assertClose(ROUNDING, expected, found, "seed " + seed);
        }
    }

    @Test
    default void whatTheHeadsReadCanBeReadAndLearntThrough() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            NetworkSpec spec = sample.spec();
            ParameterLayout layout = sample.parameters().layout();
            RowGroups groups = sample.groups();
            Network.Pass pass = network(spec).newPass(groups.rows());
            float[] throughHeads = sample.run(pass).gradient();
            float[] features = new float[groups.rows() * spec.features()];
            float[] byFeatures = new float[features.length];
            float[] none = new float[sample.outputGradient().length];
            ParameterVector gradient = ParameterVector.zeros(layout);
            if (!pass.copyLayer(spec.widths().size() - 1, 0, groups.rows(), features)) {
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> pass.backward(
                                sample.parameters(), groups, 0, groups.count(), none, byFeatures, gradient));
                return;
            }
            float[] values = sample.parameters().values();
            float[] output = new float[none.length];
            for (int g = 0; g < groups.count(); g++) {
                int weight = layout.headWeight(groups.head(g)).offset();
                int bias = layout.headBias(groups.head(g)).offset();
                for (int row = groups.from(g); row < groups.to(g); row++) {
                    for (int o = 0; o < spec.headOutputs(); o++) {
                        int at = row * spec.headOutputs() + o;
                        double sum = values[bias + o];
                        for (int j = 0; j < spec.features(); j++) {
                            float w = values[weight + o * spec.features() + j];
                            sum += (double) w * features[row * spec.features() + j];
                            byFeatures[row * spec.features() + j] += w * sample.outputGradient()[at];
                        }
                        output[at] = (float) sum;
                    }
                }
            }
            assertClose(ROUNDING, pass.output(), output, "outputs from features, seed " + seed);
            pass.backward(sample.parameters(), groups, 0, groups.count(), none, byFeatures, gradient);
            for (int g = 0; g < groups.count(); g++) {
                for (var head : List.of(layout.headWeight(groups.head(g)), layout.headBias(groups.head(g)))) {
                    Arrays.fill(throughHeads, head.offset(), head.offset() + head.size(), 0f);
                }
            }
            assertClose(ROUNDING, throughHeads, gradient.values(), "gradient by features, seed " + seed);
        }
    }

    @Test
    default void editedParametersAreSeenByTheNextPass() {
        NetworkSample sample = large(2);
        Network network = network(sample.spec());
        Network.Pass pass = network.newPass(sample.groups().rows());
        sample.run(pass);
        float[] values = sample.parameters().edit();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1.5f;
        }
        assertSame(sample.run(network(sample.spec())), sample.run(pass));
    }

    @Test
    default void headWithoutRowsGetsNoGradient() {
        NetworkSpec spec = spec(5, List.of(7, 6), Activation.TANH, 2, 3);
        RowGroups groups = new RowGroups();
        groups.add(2, 4);
        groups.add(0, 3);
        float[] gradient = NetworkSample.of(spec, groups, 1).run(network(spec)).gradient();
        for (ParameterLayout.Tensor tensor : ParameterLayout.of(spec).tensors()) {
            if (tensor.layer().equals("head-b")) {
                for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                    assertEquals(0f, gradient[i]);
                }
            }
        }
    }

    @Test
    default void noRowsAreNoWork() {
        NetworkSample sample = small(5);
        Network.Pass pass = network(sample.spec()).newPass(sample.groups().rows());
        RowGroups none = new RowGroups();
        pass.forward(sample.parameters(), none);
        ParameterVector gradient = ParameterVector.zeros(sample.parameters().layout());
        pass.backward(sample.parameters(), none, 0, new float[0], gradient);
        pass.inputGradient(sample.parameters(), none, new int[0], 0, new float[0], 0, new float[0]);
        assertArrayEquals(new float[gradient.values().length], gradient.values());
        NetworkSample.Result after = sample.run(pass);
        assertArrayEquals(sample.run(network(sample.spec())).gradient(), after.gradient());
    }

    @Test
    default void passMayBeUsedAgainForFewerRows() {
        NetworkSpec spec = spec(9, List.of(17, 5), Activation.RELU, 3, 2);
        Network network = network(spec);
        NetworkSample many = NetworkSample.of(spec, RowGroups.single(1, 20), 1);
        NetworkSample few = NetworkSample.of(spec, RowGroups.single(0, 6), 2);
        Network.Pass pass = network.newPass(25);
        many.run(pass);
        assertSame(few.run(network), few.run(pass));
        assertSame(many.run(network), many.run(pass));
    }

    @Test
    default void backwardIsNotDisturbedByOtherPasses() {
        NetworkSample sample = small(6);
        Network network = network(sample.spec());
        NetworkSample.Result alone = sample.run(network);
        Network.Pass pass = network.newPass(sample.groups().rows());
        sample.forward(pass);
        NetworkSample.of(sample.spec(), RowGroups.single(0, 3), 77).run(network);
        ParameterVector gradient = ParameterVector.zeros(sample.parameters().layout());
        pass.backward(sample.parameters(), sample.groups(), 0, sample.outputGradient(), gradient);
        assertArrayEquals(alone.gradient(), gradient.values());
    }

    @Test
    default void passesInDifferentThreadsGiveTheSameBits() throws Exception {
        NetworkSpec spec = spec(33, List.of(129, 64), Activation.TANH, 6, 3);
        Network network = network(spec);
        List<NetworkSample> samples = IntStream.range(0, 6)
                .mapToObj(i -> NetworkSample.of(spec, RowGroups.single(i % 3, 40 + i), i))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<NetworkSample.Result>> results = samples.stream()
                    .map(sample -> threads.submit(() -> sample.run(network)))
                    .toList();
            for (int i = 0; i < samples.size(); i++) {
                assertSame(samples.get(i).run(network), results.get(i).get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    default void passMayMoveFromThreadToThread() throws Exception {
        NetworkSample sample = large(7);
        Network network = network(sample.spec());
        Network.Pass pass = network.newPass(sample.groups().rows());
        ExecutorService first = Executors.newSingleThreadExecutor();
        ExecutorService second = Executors.newSingleThreadExecutor();
        try {
            first.submit(() -> sample.forward(pass)).get();
            ParameterVector gradient = ParameterVector.zeros(sample.parameters().layout());
            second.submit(() ->
                            pass.backward(sample.parameters(), sample.groups(), 0, sample.outputGradient(), gradient))
                    .get();
            assertArrayEquals(sample.run(network).gradient(), gradient.values());
            assertSame(sample.run(network), first.submit(() -> sample.run(pass)).get());
        } finally {
            first.shutdown();
            second.shutdown();
        }
    }

    @Test
    default void anotherTaskMovesNoBitOfTheOthers() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            NetworkSample sample = large(seed);
            NetworkSpec larger = sample.spec().withHead(new TaskId("one-more"));
            ParameterVector extended = sample.parameters().extended(ParameterLayout.of(larger), 8, "sample");
            NetworkSample same =
                    new NetworkSample(larger, extended, sample.groups(), sample.input(), sample.outputGradient());
            NetworkSample.Result before = sample.run(network(sample.spec()));
            NetworkSample.Result after = same.run(network(larger));
            assertArrayEquals(before.output(), after.output());
            assertArrayEquals(before.gradient(), Arrays.copyOf(after.gradient(), before.gradient().length));
        }
    }

    private static void assertSame(NetworkSample.Result expected, NetworkSample.Result actual) {
        assertArrayEquals(expected.output(), actual.output());
        assertArrayEquals(expected.gradient(), actual.gradient());
        assertArrayEquals(expected.inputGradient(), actual.inputGradient());
    }
}
