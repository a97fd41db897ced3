package dev.reprise.envs.ros.rosjava;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.ros.transport.RosTransportContract;
import java.net.URI;
import org.jspecify.annotations.Nullable;

class RosJavaTransportTest extends RosTransportContract {
    private @Nullable LocalMaster master;

    @Override
    protected RosTransport transport() {
        return new RosJavaTransport();
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
