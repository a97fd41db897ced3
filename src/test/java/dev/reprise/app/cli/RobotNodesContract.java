package dev.reprise.app.cli;

import static dev.reprise.app.cli.RobotStage.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticArray;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticStatus;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.KeyValue;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.GraphView;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for robots, each as a process of its own, on a master of one make or another. */
abstract class RobotNodesContract {
    @TempDir
    Path folder;

    private Master master;
    private RobotStage stage;
    private Process robot;
    private volatile String told = "";

    /** A master, and how it is ended. */
    record Master(URI uri, AutoCloseable end) {}

    abstract Master startMaster() throws Exception;

    @BeforeEach
    void start() throws Exception {
        master = startMaster();
        stage = new RobotStage(folder, master.uri());
        robot = stage.robot();
    }

    @AfterEach
    void end() throws Exception {
        if (stage != null) {
            stage.close();
        }
        // None where ROS is not installed and the tests are skipped.
        if (master != null) {
            master.end().close();
        }
    }

    @Test
    void aConfigThatKnowsOfNoRobotIsTrainedOnOne() throws Exception {
        Path config = folder.resolve("on-robot.yaml");
        Files.writeString(config, """
                suite: planar/easy
                curriculum: {kind: sequential, tasks: [reach-north-east], steps: 60}
                evaluation: {interval: 60, episodes: 1}
                agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                """);
        String[] command = {
            "ros", "train", config.toString(), "--robot", "planar", "--set", "environment.robot.evaluate=false"
        };
        Process training = stage.child("training", command);
        assertTrue(training.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, training.exitValue(), stage.complained("training"));
        assertTrue(stage.moves() > 30, stage.moves() + " readings with new angles");
        String resolved =
                Files.readString(folder.resolve("training").resolve("runs/on-robot-seed0/config.resolved.yaml"));
        assertTrue(resolved.contains("file: planar"), resolved);
    }

    @Test
    void trainingThatIsEndedWhileTheRobotIsEvaluatedLeavesACheckpointAtOnce() throws Exception {
        Path config = folder.resolve("evaluated.yaml");
        Files.writeString(config, """
                suite: planar/easy
                curriculum: {kind: sequential, tasks: [reach-north-east], steps: 60}
                evaluation: {interval: 60, episodes: 100}
                agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                """);
        Process training = stage.child("evaluated", "ros", "train", config.toString(), "--robot", "planar");
        await(() -> stage.moves() > 20);
        training.destroy();
        // Far below the 600 s for which a robot that was stopped is waited for, and the 60 s after which the JVM ends.
        assertTrue(training.waitFor(30, TimeUnit.SECONDS), () -> "still there");
        Path run = folder.resolve("evaluated").resolve("runs/evaluated-seed0");
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            assertTrue(checkpoints.anyMatch(path -> Files.isRegularFile(path.resolve("manifest.json"))));
        }
    }

    @Test
    void aRobotWhosePolicyIsKilledStandsStillBeforeLong() throws Exception {
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        stage.awaitMotion();
        policy.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        // The robot's watchdog is 0.2 s; messages and a busy machine take their time.
        stage.assertStands(killed, 0.4);
    }

    @Test
    void aPolicyThatIsEndedLeavesTheRobotStanding() throws Exception {
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        stage.awaitMotion();
        policy.destroy();
        assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
        stage.assertStands(System.nanoTime(), 0);
    }

    @Test
    void aPolicyTellsHowItIsAndTakesItsTaskFromAParameter() throws Exception {
        BlockingQueue<DiagnosticStatus> health = new LinkedBlockingQueue<>();
        stage.observer()
                .newSubscriber(
                        "/diagnostics", DiagnosticArray.TYPE, (message, received) -> health.addAll(message.status()));
        stage.observer().parameters().set("/reprise_policy/task", "reach-south-west");
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        try {
            DiagnosticStatus status = health.poll(30, TimeUnit.SECONDS);
            assertTrue(status.level() <= DiagnosticStatus.WARN, status::toString);
            assertEquals("/reprise_policy: policy", status.name());
            Map<String, String> values =
                    status.values().stream().collect(Collectors.toMap(KeyValue::key, KeyValue::value));
            assertEquals(
                    Set.of(
                            "task",
                            "rate, Hz",
                            "trained rate, Hz",
                            "age of readings, s",
                            "overruns",
                            "commands clipped",
                            "commands refused"),
                    values.keySet());
            assertEquals("reach-south-west", values.get("task"));
            assertEquals("20.00", values.get("trained rate, Hz"));
            // A busy machine may overrun some periods of the first second.
            assertEquals(20, Double.parseDouble(values.get("rate, Hz")), 10);
            double age = Double.parseDouble(values.get("age of readings, s"));
            assertTrue(age >= 0 && age < 1, "age " + age);
            assertTrue(Long.parseLong(values.get("overruns")) >= 0);
            assertEquals("0", values.get("commands refused"));
            robot.destroyForcibly();
            DiagnosticStatus error = status;
            while (error.level() != DiagnosticStatus.ERROR) {
                error = health.poll(30, TimeUnit.SECONDS);
            }
            assertEquals(List.of(new KeyValue("task", "reach-south-west")), error.values());
            assertFalse(error.message().isEmpty());
        } finally {
            policy.destroyForcibly();
        }
    }

    @Test
    void aPolicyTakesItsTaskFromATopic() throws Exception {
        stage.observer()
                .newSubscriber("/diagnostics", DiagnosticArray.TYPE, (message, received) -> told = message.toString());
        var task = stage.observer().newPublisher("/reprise_policy/task", Text.TYPE, PublisherOptions.LATCHED);
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        try {
            await(() -> told.contains("value=reach-north-east"));
            task.publish(new Text("no-such-task"));
            task.publish(new Text("reach-south-west"));
            await(() -> told.contains("value=reach-south-west"));
        } finally {
            policy.destroyForcibly();
        }
    }

    @Test
    void aPolicyWhoseNameIsTakenStopsTheRobotAndEnds() throws Exception {
        stage.watchCommands();
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        await(() -> stage.moving() && stage.command().length == 2 && !stage.toldToStand());
        try (RosNode other = new TcprosTransport().open(NodeConfiguration.local("reprise_policy", stage.master()))) {
            other.newSubscriber("anything", Text.TYPE, (message, received) -> {});
            assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, policy.exitValue());
            await(stage::toldToStand);
            stage.assertStands(System.nanoTime(), 0.1);
        }
    }

    @Test
    void aSimulatedRobotWhoseNameIsTakenEndsWithASentence() throws Exception {
        Process second = stage.child("second", "ros", "sim", "planar/easy");
        assertTrue(robot.waitFor(30, TimeUnit.SECONDS), "the first is still there");
        assertEquals(1, robot.exitValue());
        String complaint = stage.complained("robot");
        assertTrue(complaint.contains("reprise: the master sent robot /robot away: "), complaint);
        assertFalse(complaint.contains("\tat "), complaint);
        Process check = stage.run("check", "ros", "check", "planar/easy", "--robot", "planar");
        assertEquals(0, check.exitValue(), stage.said("check"));
        assertTrue(second.isAlive());
    }

    @Test
    void aDryRunPrintsAndPublishesNothing() throws Exception {
        Path run = stage.policy();
        double[] place = stage.joints();
        Process policy = stage.child(
                "policy", "ros", "serve", run.toString(), "--robot", "planar", "--dry-run", "--seconds", "4");
        await(() -> stage.said("policy")
                        .lines()
                        .filter(line -> line.startsWith("reach-north-east ["))
                        .count()
                > 3);
        GraphView graph = stage.observer().graph();
        String node = "/reprise_dry_run_" + policy.pid();
        assertTrue(graph.nodes().contains(node), graph.nodes().toString());
        assertTrue(
                graph.publishers().values().stream().noneMatch(nodes -> nodes.contains(node)),
                graph.publishers().toString());
        assertTrue(policy.waitFor(60, TimeUnit.SECONDS));
        assertArrayEquals(place, stage.joints());
    }

    @Test
    void anotherRateThanThatOfTheTrainingIsRefused() throws Exception {
        Process policy =
                stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar", "--rate", "50");
        assertTrue(policy.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, policy.exitValue());
        assertTrue(stage.complained("policy").contains("was trained at 20.0 Hz"));
    }

    @Test
    void withoutAMasterThereIsASentenceAndNoStackTrace() throws Exception {
        for (List<String> command : List.of(
                List.of("ros", "sim", "planar/easy"),
                List.of("ros", "check", "planar/easy", "--robot", "planar"),
                List.of("ros", "serve", stage.policy().toString(), "--robot", "planar"))) {
            Child.Result result = Child.run(
                    folder,
                    Child.classPath(),
                    command,
                    Map.of("ROS_MASTER_URI", "http://127.0.0.1:1", "ROS_IP", "127.0.0.1"));
            assertEquals(1, result.status(), command + ": " + result.err());
            assertTrue(result.err().contains("reprise: http://127.0.0.1:1 cannot be reached"), result.err());
            assertFalse(result.err().contains("\tat "), result.err());
        }
    }

    @Test
    void aNodeThatOthersCanReachWarnsOfIt() throws Exception {
        assertFalse(stage.complained("robot").contains("passwords"), stage.complained("robot"));
        Process open = Child.start(
                Files.createDirectories(folder.resolve("open")),
                Child.classPath(),
                List.of("ros", "sim", "planar/easy", "__ns:=open"),
                Map.of("ROS_MASTER_URI", master.uri().toString(), "ROS_IP", "0.0.0.0"));
        try {
            await(() -> stage.complained("open").contains("listens on /0.0.0.0: ROS 1 has no passwords"));
        } finally {
            open.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatIsMissingOnAGraphIsSaid() throws Exception {
        Process fine = stage.child("fine", "ros", "check", "planar/easy", "--robot", "planar");
        assertTrue(fine.waitFor(60, TimeUnit.SECONDS));
        String said = stage.said("fine");
        assertFalse(said.contains("MISSING  /") || said.contains("MISSING  joint '"), said);
        Process three = stage.child("three", "ros", "check", "planar/hard", "--robot", "planar-hard");
        assertTrue(three.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, three.exitValue());
        String lacks = stage.said("three");
        assertTrue(lacks.contains("MISSING  joint 'joint_3'; there are"), lacks);
        assertTrue(lacks.contains("ok       /e_stop is published by nobody"), lacks);
    }

    @Test
    void posesInAnotherFrameAndAMissingSwitchAreSaid() throws Exception {
        Files.writeString(
                folder.resolve("map.yaml"),
                robotFile()
                        .replace("namespace: /", "namespace: /bench")
                        .replace("frame: base", "frame: map")
                        .replace("requireEnable: false", "requireEnable: true"));
        Process other = stage.child("bench", "ros", "sim", "workbench", "__ns:=bench");
        try {
            await(() -> stage.observer().graph().publishers().containsKey("/bench/tool_pose"));
            Process check =
                    stage.child("check", "ros", "check", "workbench", "--robot", "../map.yaml", "--seconds", "5");
            assertTrue(check.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, check.exitValue());
            String lacks = stage.said("check");
            assertTrue(lacks.contains("MISSING  the pose on /bench/tool_pose is in frame 'base', not in 'map'"), lacks);
            assertTrue(lacks.contains("MISSING  /bench/enable is published by nobody"), lacks);
        } finally {
            other.destroyForcibly();
        }
    }

    private static String robotFile() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                RobotNodesContract.class.getClassLoader().getResourceAsStream("configs/robots/workbench.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Recorded while a policy drives, ended by a signal, learnt from. */
    @Test
    void whatAPolicyDoesIsRecordedAndLearntFrom() throws Exception {
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        Path file = folder.resolve("driven.safetensors");
        try {
            stage.awaitMotion();
            String[] command = {
                "ros", "record", "planar/easy", file.toString(), "--robot", "planar", "--task", "reach-north-east"
            };
            Process recorder = stage.child("recorder", command);
            await(() -> stage.said("recorder").contains("recording"));
            long before = stage.moves();
            await(() -> stage.moves() > before + 300);
            recorder.destroy();
            assertTrue(recorder.waitFor(20, TimeUnit.SECONDS));
            assertEquals(2, stage.run("again", command).exitValue(), "it is there already");
        } finally {
            policy.destroyForcibly();
        }
        String count =
                stage.said("recorder").lines().reduce((first, last) -> last).orElseThrow();
        assertTrue(count.matches("[1-9]\\d* steps of 'reach-north-east' in .*"), stage.said("recorder"));
        Child.Result trained =
                Child.run(folder, "train", "small.yaml", "--out", "experienced", "--experience", file.toString());
        assertEquals(0, trained.status(), trained.err());
        assertTrue(Files.readString(folder.resolve("experienced").resolve("config.resolved.yaml"))
                .contains(file.toString()));
        assertEquals(
                2,
                Child.run(folder, "train", "small.yaml", "--out", "none", "--experience", "small.yaml")
                        .status());
    }
}
