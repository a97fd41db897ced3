package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.RowGroups;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchIndependenceTest {
    @Test
    void rowsOutputDoesNotDependOnWhatElseIsInTheBatch() {
        for (int seed = 0; seed < 10; seed++) {
            NetworkSample sample = NetworkSample.large(seed);
            int outputs = sample.spec().headOutputs();
            Network network = new FusedNetwork(sample.spec(), 1);
            float[] together = sample.run(network).output();
            RowGroups groups = sample.groups();
            for (int g = 0; g < groups.count(); g++) {
                for (int row = groups.from(g); row < groups.to(g); row++) {
                    float[] alone = alone(sample, network, groups.head(g), row);
                    assertArrayEquals(Arrays.copyOfRange(together, row * outputs, (row + 1) * outputs), alone);
                }
            }
        }
    }

    private static float[] alone(NetworkSample sample, Network network, int head, int row) {
        int inputs = sample.spec().inputs();
        Network.Pass pass = network.newPass(1);
        System.arraycopy(sample.input(), row * inputs, pass.input(), 0, inputs);
        pass.forward(sample.parameters(), RowGroups.single(head, 1));
        return pass.output();
    }
}
