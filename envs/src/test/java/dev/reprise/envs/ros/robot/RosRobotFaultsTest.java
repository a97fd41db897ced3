package dev.reprise.envs.ros.robot;

import dev.reprise.envs.ros.master.LocalMaster;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class RosRobotFaultsTest extends RosRobotFaultsContract {
    private LocalMaster master;

    @BeforeEach
    void start() throws IOException {
        master = new LocalMaster(0);
    }

    @AfterEach
    void end() {
        master.close();
    }

    @Override
    URI master() {
        return master.uri();
    }
}
