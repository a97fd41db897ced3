package dev.reprise.agents.nn;

import static dev.reprise.agents.nn.Closeness.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("nd4j")
class ExecutorAgreementTest {
    private static final int SAMPLES = 40;
    private static final double TOLERANCE = 5e-5;

    @Test
    void fusedAndDl4jGiveTheSameNumbersButForRounding() {
        for (int seed = 1000; seed < 1000 + SAMPLES; seed++) {
            agree(NetworkSample.large(seed), "seed " + seed);
        }
    }

    @Test
    void fusedAndDl4jAgreeAtTheSizeOfARealPolicy() {
        RowGroups groups = new RowGroups();
        groups.add(3, 100);
        groups.add(0, 92);
        groups.add(4, 64);
        NetworkSpec spec = NetworkSample.spec(39, List.of(256, 256, 37), Activation.RELU, 8, 5);
        agree(NetworkSample.of(spec, groups, 1), "256 rows");
    }

    private static void agree(NetworkSample sample, String what) {
        NetworkSample.Result expected = sample.run(Executor.DL4J.network(sample.spec()));
        NetworkSample.Result actual = sample.run(Executor.FUSED.network(sample.spec()));
        assertClose(TOLERANCE, expected.output(), actual.output(), "outputs, " + what);
        assertClose(TOLERANCE, expected.gradient(), actual.gradient(), "gradients, " + what);
        assertClose(TOLERANCE, expected.inputGradient(), actual.inputGradient(), "input gradients, " + what);
    }
}
