package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's ROS master and the rospy robot of the environments' tests; skips the test where ROS is not installed. */
final class DebianRos implements AutoCloseable {
    private static final Path MASTER = Path.of("/usr/bin/rosmaster");
    /** Not the first one on the path, which may not see Debian's packages. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final Path ROBOT = Path.of("..", "envs", "src", "test", "resources", "dev", "reprise", "envs", "ros")
            .resolve("planar_robot.py")
            .toAbsolutePath();
    private static final String SOUGHT = "ROS 1 is not installed: Debian's packages ros-core and python3-*-msgs";

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /** @param folder for what it writes */
    DebianRos(Path folder) throws Exception {
        if (!Files.isExecutable(MASTER)) {
            if (Boolean.getBoolean("reprise.require.all")) {
                fail(SOUGHT);
            }
            System.err.println("tests with ROS skipped: " + SOUGHT);
            abort(SOUGHT);
        }
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start("master.txt", MASTER.toString(), "--core", "-p", Integer.toString(port));
        await(this::answers);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** A robot that moves by a control period per command. */
    Process lockstepRobot(String name) throws Exception {
        Process robot = start(name + ".txt", ROBOT.toString(), "lockstep");
        await(() -> Files.readString(folder.resolve(name + ".txt")).contains("ready"));
        return robot;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(String output, String... script) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(script));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile());
        builder.environment().put("ROS_MASTER_URI", uri().toString());
        builder.environment().put("ROS_IP", "127.0.0.1");
        builder.environment().put("ROS_HOME", folder.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        for (int i = 0; i < 3000; i++) {
            if (condition.holds()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        fail("ROS did not start");
    }

    @Override
    public void close() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
    }
}
