package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartwiseBackwardTest {
    private static final int INPUTS = 4;
    private static final int OUTPUTS = 2;

    private final Network network =
            Executor.FUSED.network(NetworkSample.spec(INPUTS, List.of(8, 6), Activation.TANH, OUTPUTS, 3));
    private final ParameterVector parameters = ParameterVector.initial(network.layout(), 1, "net");
    private final int trunk = network.layout().trunkSize();

    @Test
    void theNormOfATaskIsTheLengthOfTheSumOfItsPartsOverTheBackbone() {
        // Two groups of the first task, the second of them rehearsed, one of the second task and a term's.
        RowGroups groups = new RowGroups();
        groups.add(0, 3);
        groups.add(0, 2);
        groups.add(1, 4);
        int rows = 9;
        groups.add(0, 5);
        boolean[] rehearsed = new boolean[rows];
        Arrays.fill(rehearsed, 3, 5, true);
        Network.Pass pass = network.newPass(groups.rows());
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < groups.rows() * INPUTS; i++) {
            pass.input()[i] = random.nextGaussian();
        }
        float[] byOutput = new float[groups.rows() * OUTPUTS];
        for (int i = 0; i < byOutput.length; i++) {
            byOutput[i] = random.nextGaussian();
        }
        pass.forward(parameters, groups);
        PartwiseBackward partwise = new PartwiseBackward(null);
        ParameterVector sum = ParameterVector.zeros(network.layout());
        partwise.backward(pass, parameters, groups, 0, 3, rehearsed, null, byOutput, null, sum);
        double[] norms = partwise.norms(3, trunk);
        assertEquals(length(pass, groups, 0, 2, byOutput), norms[0], 1e-4);
        assertEquals(length(pass, groups, 2, 3, byOutput), norms[1], 1e-4);
        assertTrue(Double.isNaN(norms[2]), "it has no rows");
        assertTrue(norms[0] > 0.1 && norms[1] > 0.1);
    }

    @Test
    void aTasksShareIsOfTheRowsThatCount() {
        RowGroups groups = new RowGroups();
        groups.add(0, 4);
        groups.add(1, 4);
        groups.add(2, 2);
        float[] weights = {1, 1, 1, 1, 0, 0, 1, 0, 0, 0};
        Network.Pass pass = network.newPass(groups.rows());
        pass.forward(parameters, groups);
        List<Double> shares = new ArrayList<>();
        PartwiseBackward partwise = new PartwiseBackward(
                (parts, products, coefficients) -> parts.forEach(part -> shares.add(part.share())));
        ParameterVector sum = ParameterVector.zeros(network.layout());
        float[] byOutput = new float[groups.rows() * OUTPUTS];
        partwise.backward(pass, parameters, groups, 0, 3, new boolean[10], weights, byOutput, null, sum);
        assertEquals(List.of(0.8, 0.2, 0.2), shares, "the third has no label, and counts by its rows");
    }

    /** Of the gradient that rows of these groups have together, over the backbone. */
    private double length(Network.Pass pass, RowGroups groups, int from, int to, float[] byOutput) {
        ParameterVector gradient = ParameterVector.zeros(network.layout());
        pass.backward(parameters, groups, from, to, byOutput, null, gradient);
        double squares = 0;
        for (int i = 0; i < trunk; i++) {
            squares += (double) gradient.values()[i] * gradient.values()[i];
        }
        return Math.sqrt(squares);
    }
}
