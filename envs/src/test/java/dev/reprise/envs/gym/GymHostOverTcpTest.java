package dev.reprise.envs.gym;

import org.jspecify.annotations.Nullable;

/** The same over a port of the loopback interface. */
class GymHostOverTcpTest extends GymHostTest {
    @Override
    @Nullable
    Integer port() {
        return 0;
    }
}
