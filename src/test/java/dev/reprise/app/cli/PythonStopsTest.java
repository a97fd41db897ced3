package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.InstalledPython;
import dev.reprise.app.experiment.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped while its Python hangs. */
class PythonStopsTest {
    private static final String HANGING = """
            import os, time
            from reprise_gym.echo import Echo
            from reprise_gym.suite import Suite, Task

            class Hanging(Echo):
                def reset(self, **given):
                    if os.path.exists("hang"):
                        with open("hang", "a") as asked:
                            asked.write("x")
                        time.sleep(3600)
                    return super().reset(**given)

            def suite():
                return Suite((Task("hanging", Hanging),), max_steps=20, seconds=0.05)
            """;

    @TempDir
    Path folder;

    @Test
    void aRunWhosePythonHangsWritesACheckpointAfterOnePatienceWithoutAnotherAttempt()
            throws IOException, InterruptedException {
        String python = InstalledPython.needed();
        Files.writeString(folder.resolve("hanging.py"), HANGING);
        Files.writeString(folder.resolve("x.yaml"), "suite: gym/hanging:suite\n");
        List<String> arguments = new ArrayList<>(List.of("train", "x.yaml", "--out", "run"));
        Stream.concat(SmallRun.SETTINGS.stream(), Stream.of("curriculum.steps=1000000", "evaluation.interval=1000000"))
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Process process = Child.start(
                folder,
                Child.classPath(),
                arguments,
                Map.of("REPRISE_PYTHON", python, "JAVA_TOOL_OPTIONS", "-Dreprise.gym.seconds=6"));
        waitFor(process, folder.resolve("run/metrics.jsonl"));
        Path hang = Files.createFile(folder.resolve("hang"));
        waitFor(process, hang);
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String out = Files.readString(folder.resolve("out.txt"));
        assertTrue(out.contains("stopped; go on with `reprise resume run`"), out + Child.errors(folder));
        assertEquals("x", Files.readString(hang), "attempts");
        try (Stream<Path> inside = Files.list(folder.resolve("run/checkpoints"))) {
            assertTrue(inside.findAny().isPresent());
        }
    }

    private static void waitFor(Process process, Path file) throws InterruptedException {
        while (file.toFile().length() == 0) {
            assertTrue(process.isAlive());
            Thread.sleep(20);
        }
    }
}
