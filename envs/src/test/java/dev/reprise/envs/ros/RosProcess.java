package dev.reprise.envs.ros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.transport.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process of ROS's; what it prints lies in a file. */
public final class RosProcess implements AutoCloseable {
    private static final double BEGIN_SECONDS = 30;

    private final Process process;
    private final Path output;

    RosProcess(ProcessBuilder command, Path output) throws IOException {
        this.output = output;
        process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it has printed something. */
    public RosProcess awaitOutput(String text) throws Exception {
        Eventually.within(BEGIN_SECONDS, "the process prints '" + text + "'", () -> {
            assertTrue(process.isAlive() || output().contains(text), this::said);
            return output().contains(text);
        });
        return this;
    }

    /** Waits until it ends well, and returns what it has printed. */
    public String awaitEnd() throws Exception {
        assertTrue(process.waitFor((long) BEGIN_SECONDS, TimeUnit.SECONDS), this::said);
        assertEquals(0, process.exitValue(), this::said);
        return output();
    }

    private String said() {
        try {
            return "it has said: " + output();
        } catch (IOException e) {
            return e.toString();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As control-C. */
    public void interrupt() throws Exception {
        signal("INT");
        assertTrue(process.waitFor((long) BEGIN_SECONDS, TimeUnit.SECONDS), this::said);
    }

    /** Stands still, with all connections open: what a pulled cable looks like. */
    public void freeze() throws Exception {
        signal("STOP");
    }

    public void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
