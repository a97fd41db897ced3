package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.experiment.Results;
import dev.reprise.app.science.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command does what the README says of it, but for the time it takes. */
@Tag("long")
class QuickstartTest {
    @TempDir
    Path folder;

    @Test
    void fourJobsAreLearntAndKeptUntilTheyComeBack() throws IOException, InterruptedException {
        String config =
                Path.of("..", "configs", "quickstart.yaml").toAbsolutePath().toString();
        Child.Result result = Child.run(folder, Child.classPath(), List.of("train", config, "--out", "run"));
        assertEquals(0, result.status(), result.err());
        assertEquals("", result.err());
        RunResult run = Results.result(folder.resolve("run"));
        assertEquals(24_000, run.envSteps());
        assertTrue(run.performance() >= 0.9, "performance " + run.performance());
        assertTrue(run.forgetting() <= 0.1, "forgetting " + run.forgetting());
        for (RunResult.Task task : run.tasks()) {
            Double retention = task.visits().get(1).retention();
            assertTrue(retention != null && retention >= 0.8, task.task() + " starts its second visit at " + retention);
        }
    }
}
