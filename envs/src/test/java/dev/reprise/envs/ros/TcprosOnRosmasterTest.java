package dev.reprise.envs.ros;

import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;

/** Our transport with ROS's own master. */
@Tag("long")
class TcprosOnRosmasterTest extends RosTransportContract {
    private @Nullable RosGraph graph;

    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }

    @Override
    protected URI startMaster() throws Exception {
        RosGraph started = new RosGraph();
        graph = started;
        return started.uri();
    }

    @Override
    protected void endMaster() throws Exception {
        if (graph != null) {
            graph.close();
        }
    }
}
