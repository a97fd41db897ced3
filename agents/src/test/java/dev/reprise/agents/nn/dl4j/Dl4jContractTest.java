package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkContract;
import dev.reprise.agents.nn.NetworkSpec;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("nd4j")
class Dl4jContractTest implements NetworkContract {
    @Override
    public Network network(NetworkSpec spec) {
        return Executor.DL4J.network(spec);
    }
}
