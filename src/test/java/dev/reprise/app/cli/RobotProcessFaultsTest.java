package dev.reprise.app.cli;

import static dev.reprise.app.cli.RobotStage.await;
import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.begin;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Robots of ours as processes that are frozen and killed by the system, as environments and training see them. */
@Tag("long")
class RobotProcessFaultsTest {

    @TempDir
    Path folder;

    private LocalMaster master;
    private RobotStage stage;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        stage = new RobotStage(folder, master.uri());
    }

    @AfterEach
    void end() {
        stage.close();
        master.close();
    }

    private Environment environment(String pacing) {
        String over = """
                master: '%s'
                pacing: %s
                safety: {watchdogSeconds: 1}
                waits: {maxAgeSeconds: 0.4, maxSkewSeconds: 0.4, answerSeconds: 1, patienceSeconds: 60}
                """.formatted(master.uri(), pacing);
        return RobotFile.read("planar", ConfigTree.parse(over, "changes"))
                .suite(new PlanarSuite.Easy())
                .newEnvironment();
    }

    @Test
    void aFrozenAndAKilledRobotEndEpisodesAndAreTakenUpAgain() throws Exception {
        Process first = stage.robot();
        try (Environment environment = environment("realtime")) {
            begin(environment);
            signal(first, "STOP");
            String reason = abort(environment).reason();
            assertTrue(reason.contains("ms old"), reason);
            signal(first, "CONT");
            begin(environment);
            first.destroyForcibly().waitFor();
            abort(environment).reason();
            CompletableFuture<TimeStep> next = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 1));
            assertThrows(TimeoutException.class, () -> next.get(1, TimeUnit.SECONDS), "there is no robot");
            stage.child("second", "ros", "sim", "planar/easy");
            assertInstanceOf(TimeStep.First.class, next.get(60, TimeUnit.SECONDS));
            assertInstanceOf(TimeStep.Mid.class, move(environment));
        }
    }

    /** What it missed while it was frozen must not be taken for the new episode's. */
    @Test
    void inLockstepTheEpisodeAfterAFaultIsTheSimulationsToTheBit() throws Exception {
        Process first = stage.robot("--lockstep");
        try (Environment environment = environment("lockstep");
                Environment alone = new PlanarSuite.Easy().newEnvironment()) {
            begin(environment);
            signal(first, "STOP");
            String reason = abort(environment).reason();
            assertTrue(reason.contains("did not answer a command within 1.0 s"), reason);
            signal(first, "CONT");
            assertSameEpisode(alone, environment);
            first.destroyForcibly().waitFor();
            abort(environment).reason();
            stage.child("second", "ros", "sim", "planar/easy", "--lockstep");
            assertSameEpisode(alone, environment);
        }
    }

    private static void assertSameEpisode(Environment alone, Environment overRos) {
        assertArrayEquals(
                alone.reset(TASK, 3).observation(), overRos.reset(TASK, 3).observation());
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(move(alone).observation(), move(overRos).observation());
        }
    }

    @Test
    void trainingGoesOnByItselfWhenAFrozenAndAKilledRobotAreBack() throws Exception {
        Process first = stage.robot();
        Path config = Files.writeString(folder.resolve("short.yaml"), """
                suite: planar/easy
                curriculum: {kind: sequential, tasks: [reach-north-east], steps: 300}
                evaluation: {interval: 300, episodes: 1}
                agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                """);
        // Readings may come late on a busy machine; what is meant here is far longer.
        Path patient = Files.writeString(
                folder.resolve("patient.yaml"),
                Files.readString(Path.of("..", "configs", "robots", "planar.yaml"))
                        .replace("maxAgeSeconds: 0.1", "maxAgeSeconds: 0.4"));
        Process training = stage.child(
                "training",
                "ros",
                "train",
                config.toString(),
                "--robot",
                patient.toString(),
                "--set",
                "environment.robot.evaluate=false");
        await(() -> stage.moves() > 50);
        signal(first, "STOP");
        await(() -> episodesAborted() >= 1);
        assertTrue(training.isAlive());
        signal(first, "CONT");
        long thawed = stage.moves();
        await(() -> stage.moves() > thawed + 50);
        long before = episodesAborted();
        first.destroyForcibly().waitFor();
        await(() -> episodesAborted() > before);
        stage.child("second", "ros", "sim", "planar/easy");
        assertTrue(training.waitFor(120, TimeUnit.SECONDS), stage.complained("training"));
        assertEquals(0, training.exitValue(), stage.complained("training"));
    }

    private long episodesAborted() throws Exception {
        return stage.complained("training")
                .lines()
                .filter(line -> line.contains("episode aborted: "))
                .count();
    }

    private static void signal(Process process, String name) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }
}
