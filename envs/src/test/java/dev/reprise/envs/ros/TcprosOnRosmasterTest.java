package dev.reprise.envs.ros;

import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import org.junit.jupiter.api.Tag;

/** Our transport with ROS's own master. */
@Tag("long")
class TcprosOnRosmasterTest extends RosTransportContract {
    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }

    @Override
    protected Master startMaster() throws Exception {
        RosGraph graph = new RosGraph();
        return new Master(graph.uri(), graph);
    }
}
