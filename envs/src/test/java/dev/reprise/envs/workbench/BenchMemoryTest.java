package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Memory of the whole bench on PhysX, watched from outside in a process with a heap of fixed size. */
class BenchMemoryTest {
    @Test
    @Tag("long")
    void tenThousandResetsLeaveNothing() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/statm")), "memory is read from /proc, here is none");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        // What the second compiler allocates is not what is looked for.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResetLoop.class.getName(),
                        "15000")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> lines = output.lines().toList();
        long growth = Long.parseLong(lines.get(1)) - Long.parseLong(lines.get(0));
        // A scene of the bench is 300 kB and more; ten vectors of 16 bytes that each reset keeps would be more than
        // this.
        assertTrue(growth < 10_000 * 0.15, () -> "10 000 resets add " + growth + " kB");
    }
}
