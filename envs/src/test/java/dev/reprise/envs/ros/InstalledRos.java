package dev.reprise.envs.ros;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** ROS as Debian packs it, for tests that need it; without it they are skipped, or fail where nothing may be. */
final class InstalledRos {
    /** Not the first one on the path, which may not see Debian's packages. */
    static final Path PYTHON = Path.of("/usr/bin/python3");

    static final Path MASTER = Path.of("/usr/bin/rosmaster");

    private static final String SOUGHT = "ROS 1 is not installed: Debian's packages ros-core and python3-*-msgs";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private InstalledRos() {}

    static void require() {
        if (Files.isExecutable(MASTER)) {
            return;
        }
        if (Boolean.getBoolean("reprise.require.all")) {
            fail(SOUGHT);
        }
        if (!SAID.getAndSet(true)) {
            System.err.println("tests with ROS skipped: " + SOUGHT);
        }
        abort(SOUGHT);
    }
}
