package dev.reprise.app.cli;

import dev.reprise.envs.ros.master.LocalMaster;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** With our own master. */
@Tag("long")
class RobotNodesTest extends RobotNodesContract {
    @Override
    Master startMaster() throws IOException {
        LocalMaster master = new LocalMaster(0);
        return new Master(master.uri(), master);
    }
}
