package dev.reprise.envs.ros;

import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Our transport with ROS's own master. */
@Tag("long")
class TcprosOnRosmasterTest extends RosTransportContract {
    private RosGraph graph;

    @BeforeEach
    void start() throws Exception {
        graph = new RosGraph();
    }

    @AfterEach
    void end() throws Exception {
        if (graph != null) {
            graph.close();
        }
    }

    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }

    @Override
    protected URI master() {
        return graph.uri();
    }
}
