package dev.reprise.envs.ros.tcpros;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import java.net.URI;
import org.jspecify.annotations.Nullable;

class TcprosOnLocalMasterTest extends RosTransportContract {
    private @Nullable LocalMaster master;

    @Override
    protected RosTransport transport() {
        return new TcprosTransport();
    }

    @Override
    protected URI startMaster() throws Exception {
        LocalMaster started = new LocalMaster(0);
        master = started;
        return started.uri();
    }

    @Override
    protected void endMaster() {
        if (master != null) {
            master.close();
        }
    }
}
