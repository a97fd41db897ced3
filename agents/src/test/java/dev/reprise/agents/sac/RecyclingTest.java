package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout.Tensor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.fused.Adam;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.envs.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecyclingTest {
    private static final int ROWS = 50;
    private static final int SILENT = 5;

    private final NetworkSpec spec = NetworkSample.spec(4, List.of(20, 12), Activation.RELU, 2, 2);
    private final Network network = Executor.FUSED.network(spec);
    private final ParameterVector parameters = ParameterVector.initial(network.layout(), 1, "net");
    private final ParameterVector fresh = ParameterVector.initial(network.layout(), 1, "fresh");
    private final Network.Pass pass = network.newPass(ROWS);
    private final RowGroups groups = new RowGroups();

    RecyclingTest() {
        RandomStream random = RandomStream.of(5);
        for (int i = 0; i < ROWS * 4; i++) {
            pass.input()[i] = random.nextGaussian();
        }
        groups.add(0, 20);
        groups.add(1, ROWS - 20);
    }

    /** All units answer to some rows but one of the first layer, whose sum is below zero for every input. */
    private float[] outputsWithOneSilentUnit() {
        Tensor weight = network.layout().trunkWeight(0);
        float[] values = parameters.edit();
        Arrays.fill(values, weight.offset() + SILENT * 4, weight.offset() + SILENT * 4 + 4, 0f);
        for (int layer = 0; layer < 2; layer++) {
            Tensor bias = network.layout().trunkBias(layer);
            Arrays.fill(values, bias.offset(), bias.offset() + bias.size(), 1f);
        }
        values[network.layout().trunkBias(0).offset() + SILENT] = -1;
        pass.forward(parameters, groups);
        return Arrays.copyOf(pass.output(), ROWS * 2);
    }

    @Test
    void aDormantUnitIsDrawnAnewAndNoOutputChanges() {
        float[] before = outputsWithOneSilentUnit();
        float[] old = parameters.values().clone();
        Adam optimizer = new Adam(new ParameterMath(1), network.layout());
        int recycled = new Recycling(new PlasticityMeter(0)).recycle(pass, spec, parameters, fresh, optimizer, ROWS);
        assertEquals(1, recycled);
        pass.forward(parameters, groups);
        assertArrayEquals(before, Arrays.copyOf(pass.output(), ROWS * 2), 1e-6f);
        Tensor weight = network.layout().trunkWeight(0);
        int from = weight.offset() + SILENT * 4;
        assertArrayEquals(
                Arrays.copyOfRange(fresh.values(), from, from + 4),
                Arrays.copyOfRange(parameters.values(), from, from + 4));
        Tensor next = network.layout().trunkWeight(1);
        int changed = 0;
        for (int i = 0; i < old.length; i++) {
            changed += old[i] != parameters.values()[i] ? 1 : 0;
        }
        assertEquals(4 + 1 + next.outputs(), changed, "its weights, its bias, and one weight of each unit behind it");
        assertEquals(0f, parameters.values()[next.offset() + SILENT]);
    }

    @Test
    void theMeterCountsIt() {
        outputsWithOneSilentUnit();
        assertEquals(
                1 / 32.0,
                new PlasticityMeter(0).measure(pass, spec, parameters, ROWS).dormant(),
                1e-9);
    }
}
