package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;

class TcprosOnLocalMasterTest extends RosTransportContract {
    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }
}
