package dev.reprise.sim.physics.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatalErrorTest {
    @TempDir
    Path folder;

    /** A program that lets MuJoCo fail. */
    public static void main(String[] arguments) {
        MujocoEngine.open();
        MujocoFunctions.mju_error("something is broken\0".getBytes(StandardCharsets.US_ASCII));
        System.err.println("went on");
    }

    @Test
    void theProcessEndsWithTheReasonAndWithoutWaiting() throws IOException, InterruptedException {
        InstalledMujoco.engine();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        String library = System.getProperty(MujocoLibrary.PROPERTY);
        if (library != null) {
            command.add("-D" + MujocoLibrary.PROPERTY + "=" + Path.of(library).toAbsolutePath());
        }
        command.add(FatalErrorTest.class.getName());
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process waits");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(errors);
        assertEquals(MujocoMessages.EXIT_STATUS, process.exitValue(), said);
        assertTrue(said.contains("something is broken"), said);
        assertFalse(said.contains("went on"), said);
        assertFalse(Files.exists(folder.resolve("MUJOCO_LOG.TXT")), "MuJoCo's own log file");
    }
}
