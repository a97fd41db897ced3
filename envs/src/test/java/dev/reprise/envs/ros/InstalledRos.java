package dev.reprise.envs.ros;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** ROS as Debian packs it, for tests that need it; without it they are skipped, or fail where nothing may be. */
final class InstalledRos {
    /** Not the first one on the path, which may not see Debian's packages. */
    static final Path PYTHON = Path.of("/usr/bin/python3");

    static final Path MASTER = Path.of("/usr/bin/rosmaster");

    private static final List<Path> PROGRAMS = List.of(
            PYTHON,
            MASTER,
            Path.of("/usr/lib/rosout/rosout"),
            Path.of("/usr/bin/rosbag"),
            Path.of("/usr/bin/rosnode"),
            Path.of("/usr/bin/rosparam"),
            Path.of("/usr/bin/rosservice"),
            Path.of("/usr/bin/rossrv"),
            Path.of("/usr/bin/rostopic"));
    private static final String MODULES = "import rospy, diagnostic_msgs.msg, geometry_msgs.msg, nav_msgs.msg, "
            + "rosgraph_msgs.msg, sensor_msgs.msg, std_msgs.msg, std_srvs.srv, tf2_msgs.msg, trajectory_msgs.msg";

    private static final @Nullable String MISSING = missing();
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private InstalledRos() {}

    static void require() {
        if (MISSING == null) {
            return;
        }
        if (Boolean.getBoolean("reprise.require.all")) {
            fail(MISSING);
        }
        if (!SAID.getAndSet(true)) {
            System.err.println("tests with ROS skipped: " + MISSING);
        }
        abort(MISSING);
    }

    private static @Nullable String missing() {
        String what = PROGRAMS.stream()
                .filter(program -> !Files.isExecutable(program))
                .findFirst()
                .map(Path::toString)
                .orElseGet(InstalledRos::missingModule);
        if (what.isEmpty()) {
            return null;
        }
        return "ROS 1 is not installed, or not all of it: Debian's packages ros-core and python3-*-msgs (" + what + ")";
    }

    /** What Python says of the first message package that it does not find; empty when it finds all. */
    private static String missingModule() {
        try {
            Process python = new ProcessBuilder(PYTHON.toString(), "-c", MODULES)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return python.waitFor() == 0 ? "" : said.strip().lines().reduce("", (earlier, line) -> line);
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }
}
