package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkContract;
import dev.reprise.agents.nn.NetworkSpec;

class VectorKernelsContractTest implements NetworkContract {
    @Override
    public Network network(NetworkSpec spec) {
        return new FusedNetwork(spec, 1, VectorKernels::new);
    }
}
