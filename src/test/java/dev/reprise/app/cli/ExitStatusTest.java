package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.experiment.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts read off how a process ends; mistakes of the user's are in {@link UserMistakesTest}. */
class ExitStatusTest {
    @TempDir
    Path folder;

    @Test
    void aBenchWhoseRequirementFailsEndsWithThree() throws IOException, InterruptedException {
        SmallRun.bench(folder.resolve("b.yaml"), "easy/rehearsal.performance > 1");
        List<String> arguments = new ArrayList<>(List.of("bench", "b.yaml", "--jobs", "1"));
        arguments.addAll(SmallRun.options());
        Child.Result result = Child.run(folder, Child.classPath(), arguments);
        assertEquals(3, result.status(), result.out() + result.err());
        assertTrue(result.out().contains("FAILS   easy/rehearsal.performance > 1"), result.out());
    }

    @Test
    @Tag("long")
    void aRunThatTheGuardEndsEndsWithFourAlsoWhenItIsTakenUp() throws IOException, InterruptedException {
        Files.write(
                folder.resolve("x.yaml"),
                List.of(
                        "suite: planar/easy",
                        "curriculum: {kind: sequential, tasks: [reach-north-east, reach-south-west], steps: 1500}",
                        "evaluation: {interval: 1500, episodes: 10}",
                        "guard: {action: stop, checks: 1}",
                        "agent:",
                        "  network: {widths: [32, 32]}",
                        "  batch: 64",
                        "  randomSteps: 200",
                        "  replay: {sharing: none}",
                        "  rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}"));
        for (List<String> command : List.of(List.of("train", "x.yaml"), List.of("resume", "runs/x-seed0"))) {
            Child.Result result = Child.run(folder, Child.classPath(), command);
            assertEquals(4, result.status(), result.out() + result.err());
            assertTrue(
                    result.err().contains("reprise: the guard ends the run at step 3000: reach-north-east fell from"),
                    result.err());
        }
    }
}
