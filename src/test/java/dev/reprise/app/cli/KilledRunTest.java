package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.experiment.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again ends as one that never was. */
class KilledRunTest {
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    private int kills;
    private int beforeFirstCheckpoint;
    private int duringWrite;

    @Test
    void endsWithTheSameBits() throws IOException, InterruptedException {
        Path whole = Files.createDirectories(folder.resolve("whole"));
        Files.writeString(whole.resolve("x.yaml"), "suite: planar/easy\n");
        assertEquals(0, Child.run(whole, Child.classPath(), train()).status(), Child.errors(whole));

        Random random = new Random(7);
        for (int round = 0; kills < KILLS; round++) {
            Path killed = Files.createDirectories(folder.resolve("killed-" + round));
            Path run = killed.resolve("run");
            // Of each run the first kill comes before its first checkpoint, the second during a write.
            kill(killed, train(), () -> Files.exists(run.resolve("metrics.jsonl")), random.nextInt(60));
            kill(killed, resume(), () -> writing(run), 0);
            for (int i = 0; i < 5 && kills < KILLS; i++) {
                int size = lines(run);
                kill(killed, resume(), () -> lines(run) > size, random.nextInt(250));
            }
            Child.Result end = Child.run(killed, Child.classPath(), resume());
            assertEquals(0, end.status(), end.out() + end.err());
            assertSame(whole.resolve("run"), run);
        }
        assertTrue(beforeFirstCheckpoint >= 2, "killed before the first checkpoint: " + beforeFirstCheckpoint);
        assertTrue(duringWrite >= 1, "killed during a write: " + duringWrite);
    }

    private static List<String> train() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "x.yaml", "--out", "run"));
        arguments.addAll(SmallRun.options());
        arguments.addAll(List.of("--set", "checkpoint.keepReplay=true", "--set", "curriculum.steps=400"));
        return arguments;
    }

    private static List<String> resume() {
        return List.of("resume", "run");
    }

    /** Starts the command and kills it some milliseconds after a condition has come true, unless it ends before. */
    private void kill(Path where, List<String> arguments, BooleanSupplier when, int laterMillis)
            throws IOException, InterruptedException {
        Files.writeString(where.resolve("x.yaml"), "suite: planar/easy\n");
        Process process = Child.start(where, Child.classPath(), arguments);
        while (process.isAlive() && !when.getAsBoolean()) {
            Thread.onSpinWait();
        }
        if (process.waitFor(laterMillis, TimeUnit.MILLISECONDS)) {
            return;
        }
        boolean inWrite = writing(where.resolve("run"));
        boolean early = checkpoints(where.resolve("run")) == 0;
        process.destroyForcibly().waitFor();
        kills++;
        beforeFirstCheckpoint += early ? 1 : 0;
        duringWrite += inWrite && writing(where.resolve("run")) ? 1 : 0;
    }

    private static boolean writing(Path run) {
        return names(run).stream().anyMatch(name -> name.startsWith("writing-"));
    }

    private static long checkpoints(Path run) {
        return names(run).stream().filter(name -> name.startsWith("step-")).count();
    }

    private static List<String> names(Path run) {
        String[] names = run.resolve("checkpoints").toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private static int lines(Path run) {
        return (int) run.resolve("metrics.jsonl").toFile().length();
    }

    private static void assertSame(Path expected, Path found) throws IOException {
        assertArrayEquals(newestState(expected), newestState(found), "parameters, moments, replay, streams");
        assertArrayEquals(
                Files.readAllBytes(expected.resolve("policy.zip")), Files.readAllBytes(found.resolve("policy.zip")));
        assertEquals(Files.readString(expected.resolve("metrics.csv")), Files.readString(found.resolve("metrics.csv")));
        for (String file : List.of("metrics.jsonl", "result.json")) {
            assertEquals(withoutClock(expected.resolve(file)), withoutClock(found.resolve(file)));
        }
    }

    private static byte[] newestState(Path run) throws IOException {
        try (Stream<Path> inside = Files.list(run.resolve("checkpoints"))) {
            Path newest = inside.sorted().reduce((first, second) -> second).orElseThrow();
            return Files.readAllBytes(newest.resolve("state.safetensors"));
        }
    }

    private static String withoutClock(Path file) throws IOException {
        return Files.readString(file)
                .replaceAll("\"(wallSeconds|stepsPerSecond)\"\\s*:\\s*[0-9.E+-]+", "\"$1\": clock");
    }
}
