package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.envs.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopArtTest {
    @Test
    void theValuesThatAHeadStandsForStayWhenMeanAndDeviationMove() {
        NetworkSpec spec = NetworkSample.spec(4, List.of(8), Activation.RELU, 1, 2);
        Network network = Executor.FUSED.network(spec);
        ParameterVector parameters = ParameterVector.initial(network.layout(), 1, "critic");
        PopArt popArt = new PopArt(0.1);
        popArt.addTask();
        popArt.addTask();
        Network.Pass pass = network.newPass(2);
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < 8; i++) {
            pass.input()[i] = random.nextGaussian();
        }
        RowGroups groups = new RowGroups();
        groups.add(0, 1);
        groups.add(1, 1);
        pass.forward(parameters, groups);
        float first = pass.output()[0];
        float second = pass.output()[1];
        for (int step = 0; step < 50; step++) {
            popArt.observe(1, 300, 300 * 300 + 25, parameters);
        }
        pass.forward(parameters, groups);
        assertEquals(first, pass.output()[0], "another task's head is not touched");
        assertEquals(second, popArt.deviation(1) * pass.output()[1] + popArt.mean(1), 0.01);
    }

    @Test
    void meanAndDeviationBecomeThoseOfTheTargets() {
        PopArt popArt = new PopArt(0.05);
        popArt.addTask();
        for (int step = 0; step < 1000; step++) {
            popArt.observe(0, -20, 400 + 9);
        }
        assertEquals(-20, popArt.mean(0), 1e-3);
        assertEquals(3, popArt.deviation(0), 1e-3);
    }
}
