package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.Version;
import dev.reprise.app.experiment.Checkpoints;
import dev.reprise.app.experiment.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path folder;

    private List<String> train(String... more) throws IOException {
        Files.writeString(folder.resolve("x.yaml"), "suite: planar/easy\n");
        List<String> arguments = new ArrayList<>(List.of("train", "x.yaml"));
        arguments.addAll(SmallRun.options());
        arguments.addAll(List.of(more));
        return arguments;
    }

    @Test
    void aPolicyForAnotherObservationIsRefusedInASentence() throws IOException, InterruptedException {
        assertEquals(0, Child.run(folder, Child.classPath(), train()).status());
        Path config = folder.resolve("runs/x-seed0/config.resolved.yaml");
        Files.writeString(config, Files.readString(config).replace("planar/easy", "workbench"));
        Child.Result result = Child.run(folder, Child.classPath(), List.of("eval", "runs/x-seed0"));
        assertEquals(2, result.status(), result.err());
        assertTrue(result.err().contains("but suite 'workbench' shows 50"), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void aFinishedRunLeavesItsFilesAndItsReplayGoes() throws IOException, InterruptedException {
        Child.Result result = Child.run(folder, Child.classPath(), train());
        long ended = System.currentTimeMillis();
        assertEquals(0, result.status(), result.err());
        assertEquals("", result.err(), "nothing on standard error");
        Path run = folder.resolve("runs/x-seed0");
        // Native libraries' threads have kept a finished JVM for a minute.
        long lingered =
                ended - Files.getLastModifiedTime(run.resolve("report.html")).toMillis();
        assertTrue(
                lingered < TimeUnit.SECONDS.toMillis(30), "it ends when it has ended, not " + lingered + " ms later");
        for (String file : List.of(
                "config.resolved.yaml",
                "command.txt",
                "metrics.jsonl",
                "metrics.csv",
                "result.json",
                "policy.zip",
                "report.html")) {
            assertTrue(Files.size(run.resolve(file)) > 0, file);
        }
        assertFalse(Files.exists(run.resolve("replay")), "finished runs drop their replay");
        for (String said : List.of(
                "performance", "forgetting", "jump-start", "savings", "steps per second", "report.html", "MiB")) {
            assertTrue(result.out().contains(said), said + " in " + result.out());
        }
        String json = Files.readString(run.resolve("result.json"));
        for (String field : List.of(
                "suite",
                "suiteDescription",
                "method",
                "seed",
                "performance",
                "forgetting",
                "forwardTransfer",
                "tasks",
                "task",
                "visits",
                "visit",
                "start",
                "end",
                "jumpStart",
                "tail",
                "retention",
                "savings",
                "envSteps",
                "gradientSteps",
                "wallSeconds",
                "stepsPerSecond",
                "configHash",
                "version")) {
            assertTrue(json.contains("\"" + field + "\""), field);
        }
        assertTrue(Child.run(folder, "eval", "runs/x-seed0", "--episodes", "3")
                .out()
                .contains("reach-south-east"));
        assertTrue(Child.run(folder, "resume", "runs/x-seed0").out().contains("has finished already"));
        aRunThatCannotBeginWithItLeavesItsFolderFree();
        Files.delete(run.resolve("result.json"));
        Child.Result resumed = Child.run(folder, "resume", "runs/x-seed0");
        assertEquals(2, resumed.status());
        assertTrue(resumed.err().contains("were given up then"), resumed.err());
    }

    private void aRunThatCannotBeginWithItLeavesItsFolderFree() throws IOException, InterruptedException {
        List<String> after = List.of("--from", "runs/x-seed0", "--out", "after", "--set", "curriculum.steps=20");
        List<String> wrong = new ArrayList<>(after);
        wrong.addAll(List.of("--set", "agent.network.widths=[8, 8]"));
        Child.Result refused = Child.run(folder, Child.classPath(), train(wrong.toArray(String[]::new)));
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("its networks differ"), refused.err());
        Child.Result begun = Child.run(folder, Child.classPath(), train(after.toArray(String[]::new)));
        assertEquals(0, begun.status(), begun.err());
    }

    @Test
    void anInterruptedRunWritesACheckpointAndSaysHowToGoOn() throws IOException, InterruptedException {
        Process process =
                Child.start(folder, Child.classPath(), train("--out", "run", "--set", "curriculum.steps=100000"));
        waitFor(folder.resolve("run/metrics.jsonl"));
        Child.Result second = runBeside();
        assertEquals(2, second.status());
        assertTrue(second.err().contains("in use by another reprise process"), second.err());
        process.destroy();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS));
        String out = Files.readString(folder.resolve("out.txt"));
        assertTrue(out.contains("stopped; go on with `reprise resume run`"), out);
        try (Stream<Path> inside = Files.list(folder.resolve("run/checkpoints"))) {
            assertTrue(inside.findAny().isPresent());
        }
        assertTrue(Child.run(folder, "eval", "run", "--episodes", "1").out().contains("mean"), "of the checkpoint");
        ofAnotherVersionItIsRefused();
    }

    private void ofAnotherVersionItIsRefused() throws IOException, InterruptedException {
        Checkpoints checkpoints = new Checkpoints(folder.resolve("run"));
        Checkpoints.Loaded newest = Objects.requireNonNull(checkpoints.newest());
        Checkpoints.Manifest manifest = newest.manifest();
        checkpoints.write(
                new Checkpoints.Header(
                        manifest.configHash(), manifest.step(), 1, manifest.metricsBytes(), manifest.csvBytes()),
                (state, archive) -> state.putLongs("position", 0, 0, 0, 0));
        Path written = newest.path().resolve("manifest.json");
        String text = Files.readString(written);
        assertTrue(text.contains('"' + Version.FULL + '"'), text);
        Files.writeString(written, text.replace(Version.FULL, "0.0.3"));
        Child.Result refused = Child.run(folder, "resume", "run");
        assertEquals(2, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("was written by version 0.0.3 of Reprise"), refused.err());
        assertTrue(refused.err().contains("begin a new run"), refused.err());
    }

    private Child.Result runBeside() throws IOException, InterruptedException {
        Path beside = Files.createDirectories(folder.resolve("beside"));
        return Child.run(beside, "resume", "../run");
    }

    @Test
    void aDamagedCheckpointIsReportedAndTheOneBeforeIsUsed() throws IOException, InterruptedException {
        Process process =
                Child.start(folder, Child.classPath(), train("--out", "run", "--set", "curriculum.steps=3000"));
        while (process.isAlive() && checkpoints().size() < 2) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        List<Path> found = checkpoints();
        assertEquals(2, found.size(), "two are kept");
        Path state = found.get(1).resolve("state.safetensors");
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length / 2] ^= 1;
        Files.write(state, bytes);
        Process resumed = Child.start(folder, Child.classPath(), List.of("resume", "run"));
        waitUntilLonger(folder.resolve("err.txt"));
        resumed.destroyForcibly().waitFor();
        String err = Child.errors(folder);
        assertTrue(err.contains("is damaged (state.safetensors has"), err);
        assertTrue(
                err.contains("using")
                        && err.contains(String.valueOf(found.get(0).getFileName())),
                err);

        for (Path checkpoint : checkpoints()) {
            Files.write(checkpoint.resolve("manifest.json"), new byte[] {1, 2, 3});
        }
        Child.Result none = Child.run(folder, "resume", "run");
        assertEquals(2, none.status());
        assertEquals(1, none.err().lines().count(), none.err());
        assertTrue(none.err().contains("no whole checkpoint is left"), none.err());
    }

    private List<Path> checkpoints() throws IOException {
        Path checkpoints = folder.resolve("run/checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(checkpoints)) {
            return inside.filter(path -> String.valueOf(path.getFileName()).startsWith("step-"))
                    .sorted()
                    .toList();
        }
    }

    private static void waitFor(Path file) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (file.toFile().length() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Waits until the file holds a line beside the JVM's own. */
    private static void waitUntilLonger(Path file) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (!Files.readString(file).contains("reprise: ") && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
