package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;

class RosJavaTransportTest extends RosTransportContract {
    @Override
    protected RosTransport transport() {
        return new RosJavaTransport();
    }
}
