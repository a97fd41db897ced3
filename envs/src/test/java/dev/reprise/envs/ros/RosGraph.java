package dev.reprise.envs.ros;

import dev.reprise.envs.ros.transport.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A real ROS graph on a free port: its master, and what is started on it. All of it ends with it. */
public final class RosGraph implements AutoCloseable {
    private static final double BEGIN_SECONDS = 30;
    private static final List<String> SCRIPTS =
            List.of("arm.py", "keeper.py", "liar.py", "messages.py", "planar_robot.py", "relay.py");

    private final Path home;
    private final int port;
    private final List<RosProcess> processes = new ArrayList<>();
    private RosProcess master;

    /** Starts a master, or skips the test where ROS is not installed. */
    public RosGraph() throws Exception {
        InstalledRos.require();
        home = Files.createTempDirectory("ros");
        for (String script : SCRIPTS) {
            // Out of the jar, where another module uses this class.
            try (InputStream text = Objects.requireNonNull(RosGraph.class.getResourceAsStream(script), script)) {
                Files.copy(text, home.resolve(script));
            }
        }
        port = freePort();
        master = startMaster();
    }

    /** Below the ports that systems give out by themselves: until the master has it, nobody else is given this one. */
    private static int freePort() throws IOException {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket free = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // Taken: another one.
            }
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public RosProcess master() {
        return master;
    }

    /** Another master at the same address. */
    public void restartMaster() throws Exception {
        master = startMaster();
    }

    private RosProcess startMaster() throws Exception {
        RosProcess started =
                command(InstalledRos.PYTHON.toString(), InstalledRos.MASTER.toString(), "--core", "-p", "" + port);
        Eventually.within(BEGIN_SECONDS, "the master listens", () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return started;
    }

    /** Starts one of the scripts that lie beside this class, with ROS's own Python. */
    public RosProcess python(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(InstalledRos.PYTHON.toString(), home.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return command(command.toArray(String[]::new));
    }

    /** Starts a program in the graph's environment and a folder of its own. */
    public RosProcess command(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Arrays.asList(command)).directory(home.toFile());
        builder.environment().put("ROS_MASTER_URI", uri().toString());
        builder.environment().put("ROS_IP", "127.0.0.1");
        builder.environment().put("ROS_HOME", home.toString());
        builder.environment().put("PYTHONUNBUFFERED", "1");
        RosProcess process = new RosProcess(builder, home.resolve("output-" + processes.size() + ".txt"));
        processes.add(process);
        return process;
    }

    /** Where programs are started. */
    public Path home() {
        return home;
    }

    @Override
    public void close() throws IOException {
        for (RosProcess process : processes) {
            process.kill();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
