package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class TcprosOnLocalMasterTest extends RosTransportContract {
    private LocalMaster master;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
    }

    @AfterEach
    void end() {
        master.close();
    }

    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }

    @Override
    protected URI master() {
        return master.uri();
    }
}
