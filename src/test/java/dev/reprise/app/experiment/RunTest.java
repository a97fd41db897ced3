package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.UserException;
import dev.reprise.app.science.SingleTaskReferences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs begin, are taken up and finish. */
class RunTest {
    private static final String SHORT = "curriculum={tasks: [reach-north-east], times: 1}";

    @TempDir
    Path folder;

    private static @Nullable Outcome train(Configs.Resolved config, Path run, BooleanSupplier stop) {
        return train(config, run, "test", stop);
    }

    private static @Nullable Outcome train(Configs.Resolved config, Path run, String command, BooleanSupplier stop) {
        try (RunFolder inside = Files.exists(run) ? RunFolder.open(run) : RunFolder.create(run)) {
            return new Run(config, inside).train(command, SingleTaskReferences.none(), Progress.NONE, stop);
        }
    }

    @Test
    void thePageOfARunThatWasTakenUpNamesTheCommandThatBeganIt() throws IOException {
        Configs.Resolved config = SmallRun.config(SHORT);
        Path run = folder.resolve("run");
        assertNull(train(config, run, "reprise train x.yaml", () -> true));
        assertNotNull(train(config, run, "another", () -> false));
        assertTrue(Files.readString(run.resolve("report.html")).contains("<pre>reprise train x.yaml</pre>"));
    }

    @Test
    void aRunThatFailsWhileItFinishesCanStillBeTakenUp() throws IOException {
        Configs.Resolved config = SmallRun.config(SHORT);
        Path run = folder.resolve("run");
        assertNull(train(config, run, () -> true));
        // A page cannot be moved to where a folder with something in it lies.
        Files.createDirectories(run.resolve("report.html/inside"));
        assertThrows(UncheckedIOException.class, () -> train(config, run, () -> false));
        Files.delete(run.resolve("report.html/inside"));
        Files.delete(run.resolve("report.html"));
        assertNotNull(train(config, run, () -> false));
        assertTrue(Results.finished(run));
    }

    @Test
    void checkpointsOfOtherSettingsAreRefused() {
        Path run = folder.resolve("run");
        assertNull(train(SmallRun.config(SHORT), run, () -> true));
        UserException refusal = assertThrows(
                UserException.class, () -> train(SmallRun.config(SHORT, "agent.learningRate=0.002"), run, () -> false));
        assertTrue(String.valueOf(refusal.getMessage()).contains("has been changed since"), refusal.getMessage());
    }

    @Test
    void aBenchGoesOnWithWhatAnotherCommitHasBegunAndTheResultNamesIt() throws IOException {
        Configs.Resolved config = SmallRun.config(SHORT);
        Path run = folder.resolve("run");
        assertNull(train(config, run, () -> true));
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            for (Path manifest :
                    checkpoints.map(path -> path.resolve("manifest.json")).toList()) {
                String text = Files.readString(manifest);
                Files.writeString(manifest, text.replaceFirst("\"commits\"[^\\]]*]", "\"commits\": [\"abc-dirty\"]"));
            }
        }
        RunQueue queue = new RunQueue(
                KeptRuns.none(),
                "test",
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                (step, total, label) -> {},
                () -> false);
        assertEquals(List.of(), queue.run(List.of(new RunQueue.Job("first", config, run)), 1));
        assertEquals("abc-dirty", Results.result(run).commit());
    }

    @Test
    void aRunThatSomebodyElseHasDoneInTheMeantimeIsNotDoneAgain() {
        Configs.Resolved config = SmallRun.config(SHORT);
        Path run = folder.resolve("run");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TreeSet<String> seen = new TreeSet<>();
        List<String> failures = new RunQueue(
                        KeptRuns.none(),
                        "test",
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        (step, total, label) -> seen.add(label),
                        () -> false)
                .run(List.of(new RunQueue.Job("first", config, run), new RunQueue.Job("second", config, run)), 1);
        assertEquals(List.of(), failures);
        assertTrue(seen.contains("first"), seen.toString());
        assertFalse(seen.contains("second"), seen.toString());
    }
}
