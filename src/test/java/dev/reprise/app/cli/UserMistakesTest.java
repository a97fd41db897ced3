package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake of the user's gets one sentence on standard error, status 2, and nothing else. */
class UserMistakesTest {
    @TempDir
    Path folder;

    private String mistake(String... arguments) throws IOException, InterruptedException {
        Child.Result result = Child.run(folder, arguments);
        assertEquals(2, result.status(), result.out() + result.err());
        assertEquals(1, result.err().lines().count(), "one sentence: " + result.err());
        assertFalse(result.err().contains("Exception"), result.err());
        return result.err().strip();
    }

    private void config(String... lines) throws IOException {
        Files.write(folder.resolve("x.yaml"), List.of(lines));
    }

    @Test
    void anUnknownKeyNamesFileLineAndTheNearestKey() throws IOException, InterruptedException {
        config("suite: planar/easy", "agent:", "  netwrok:", "    widths: [8]");
        assertEquals(
                "reprise: x.yaml:3: unknown key 'netwrok' in agent; did you mean 'network'?",
                mistake("train", "x.yaml"));
    }

    @Test
    void aValueOutOfRangeNamesFileLineAndRange() throws IOException, InterruptedException {
        config("agent:", "  batch: 0");
        assertEquals("reprise: x.yaml:2: agent.batch: batch must be at least 1, not 0", mistake("train", "x.yaml"));
        assertTrue(mistake("train", "x.yaml", "--set", "agent.batch=many")
                .contains("--set agent.batch=many: agent.batch must be a whole number, not 'many'"));
    }

    @Test
    void missingFilesUnknownSuitesAndUnknownTasksAreNamed() throws IOException, InterruptedException {
        assertTrue(mistake("train", "nowhere.yaml").contains("nowhere.yaml"));
        config("suite: planar/esay");
        assertEquals(
                "reprise: x.yaml:1: unknown suite 'planar/esay'; did you mean 'planar/easy'?",
                mistake("train", "x.yaml"));
        config("curriculum: {tasks: [reach-north-eats]}");
        assertEquals(
                "reprise: x.yaml:1: suite 'planar/easy' has no task 'reach-north-eats'; did you mean"
                        + " 'reach-north-east'?",
                mistake("train", "x.yaml"));
        assertTrue(mistake("check-env", "plannar").contains("unknown suite 'plannar'"));
        config("name: x", "methods: {a: {}}");
        assertTrue(mistake("train", "x.yaml").contains("is the file of a bench"));
        config("suite: planar/easy");
        assertTrue(mistake("bench", "x.yaml").contains("is the config of a run"));
        assertTrue(mistake("check-env", "planar", "--episodes", "0").contains("--episodes must be at least 1"));
        assertTrue(mistake("tasks", "gym").contains("'gym' is a family whose suites are made as they are named"));
    }

    @Test
    void commandsAndOptionsThatDoNotExistAreNamed() throws IOException, InterruptedException {
        assertTrue(mistake("trian", "x.yaml").contains("trian"));
        assertTrue(mistake("train").contains("CONFIG"));
        assertTrue(mistake("train", "x.yaml", "--sed", "3").contains("--sed"));
        assertTrue(mistake("train", "x.yaml", "--seed", "three").contains("three"));
    }

    @Test
    void robotsThatDoNotFitTheSuiteAndLimitsThatAreNoneAreNamed() throws IOException, InterruptedException {
        String other = mistake("ros", "check", "planar/hard", "--robot", "planar");
        assertTrue(other.contains("robot 'planar' is none for suite 'planar/hard': "), other);
        assertTrue(other.contains("joint_3"), other);
        String planar = Files.readString(Path.of("..", "configs", "robots", "planar.yaml"));
        Files.writeString(folder.resolve("arm.yaml"), planar.replaceFirst("velocity: 4.1", "velocity: -1"));
        String negative = mistake("ros", "check", "planar/easy", "--robot", "arm.yaml");
        assertTrue(negative.contains("arm.yaml:") && negative.contains("velocity"), negative);
    }

    @Test
    void foldersThatAreNoRunsAreRefused() throws IOException, InterruptedException {
        assertEquals("reprise: nothing is no run folder: it has no config.resolved.yaml", mistake("resume", "nothing"));
        assertTrue(mistake("eval", "nothing").contains("nothing is no run folder"));
        assertTrue(mistake("report", "nothing").contains("nothing is no run folder"));
        config("suite: planar/easy");
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/mine.txt"), "mine");
        assertTrue(mistake("train", "x.yaml", "--out", "full").contains("full holds files already"));
        assertEquals("mine", Files.readString(folder.resolve("full/mine.txt")));
        Files.writeString(folder.resolve("file"), "");
        assertTrue(mistake("train", "x.yaml", "--out", "file").contains("file is a file, where a folder is needed"));
        assertTrue(mistake("train", "x.yaml", "--out", "/proc/nowhere/run").contains("cannot write to"));
    }

    @Test
    void benchFilesAreCheckedBeforeAnythingRuns() throws IOException, InterruptedException {
        List<String> bench = new ArrayList<>(List.of(
                "name: small",
                "title: Small",
                "seeds: 0..1",
                "references: false",
                "require: ['easy/rehearsal.performence >= 0.5']",
                "groups: {easy: {settings: {suite: planar/easy}}}",
                "methods: {rehearsal: {}}"));
        Files.write(folder.resolve("b.yaml"), bench);
        assertTrue(mistake("bench", "b.yaml").contains("there is no figure 'performence', only performance"));
        bench.set(4, "require: ['easy/rehersal.performance >= 0.5']");
        Files.write(folder.resolve("b.yaml"), bench);
        assertTrue(mistake("bench", "b.yaml").contains("there is no run of easy/rehersal"));
        bench.set(4, "require: []");
        Files.write(folder.resolve("b.yaml"), bench);
        assertTrue(mistake("bench", "b.yaml", "--seeds", "a..b").contains("seeds must be a range"));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void foldersThatCannotBeWrittenToAreRefusedBeforeAnythingRuns() throws IOException, InterruptedException {
        config("suite: planar/easy", "curriculum: {tasks: [reach-north-east, reach-south-west]}");
        Files.write(
                folder.resolve("b.yaml"),
                List.of(
                        "name: small",
                        "title: Small",
                        "seeds: 0..0",
                        "references: false",
                        "require: []",
                        "groups: {easy: {settings: {suite: planar/easy}}}",
                        "methods: {rehearsal: {}}"));
        Files.writeString(folder.resolve("file"), "");
        for (String[] command : new String[][] {{"bench", "b.yaml"}, {"transfer", "x.yaml"}}) {
            assertEquals(
                    "reprise: file is a file, where a folder is needed; name another with --out",
                    mistake(command[0], command[1], "--out", "file"));
            String kept = mistake(command[0], command[1], "--results", "/proc/nowhere");
            assertTrue(kept.startsWith("reprise: cannot write to /proc/nowhere ("), kept);
            assertTrue(kept.endsWith("name another folder with --results"), kept);
        }
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.endsWith("metrics.jsonl")).toList());
        }
    }

    @Test
    void portsThatCannotBeHadAreNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertTrue(mistake("serve-envs", "planar/easy", "--port", port).contains("--port: port " + port));
            assertTrue(
                    mistake("ros", "sim", "planar/easy", "--own-master", port).contains("--own-master: port " + port));
        }
        assertTrue(mistake("serve-envs", "planar/easy", "--port", "70000").contains("--port must be 0 to 65535"));
    }

    @Test
    void aRecordingIntoNowhereIsRefusedBeforeAnythingIsRecorded() throws IOException, InterruptedException {
        assertTrue(mistake(
                        "ros",
                        "record",
                        "planar/easy",
                        "no/such/a.safetensors",
                        "--robot",
                        "planar",
                        "--task",
                        "reach-north-east")
                .contains("is no folder that can be written to"));
    }

    @Test
    void helpAndVersionAnswer() throws IOException, InterruptedException {
        Child.Result help = Child.run(folder, "--help");
        assertEquals(0, help.status());
        assertTrue(help.out().contains("Examples:") && help.out().contains("bench"), help.out());
        assertTrue(Child.run(folder, "train", "--help").out().contains("--set=a.b=c")
                || Child.run(folder, "train", "--help").out().contains("a.b=c"));
        assertTrue(Child.run(folder, "--version").out().startsWith("reprise "));
    }
}
