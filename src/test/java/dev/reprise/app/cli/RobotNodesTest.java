package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.DiagnosticMsgs.DiagnosticArray;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.PublisherOptions;
import dev.reprise.envs.ros.transport.RosNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for robots, each as a process of its own. */
@Tag("long")
class RobotNodesTest {
    @TempDir
    Path folder;

    private LocalMaster master;
    private RosNode observer;
    private Process robot;
    private volatile double[] joints = {};
    private volatile String told = "";
    private final AtomicLong moves = new AtomicLong();
    /** When the joints were last somewhere else. */
    private final AtomicLong movedNanos = new AtomicLong();

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        observer = new TcprosTransport().open(NodeConfiguration.local("observer", master.uri()));
        observer.newSubscriber("joint_states", JointState.TYPE, (state, received) -> {
            double[] before = joints;
            joints = state.position();
            if (!Arrays.equals(before, state.position())) {
                movedNanos.set(received);
                moves.incrementAndGet();
            }
        });
        robot = child("robot", "ros", "sim", "planar/easy");
        await(() -> joints.length == 2);
    }

    @AfterEach
    void end() {
        robot.destroyForcibly();
        observer.close();
        master.close();
    }

    private Process child(String name, String... arguments) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return Child.start(
                own,
                Child.classPath(),
                List.of(arguments),
                Map.of("ROS_MASTER_URI", master.uri().toString(), "ROS_IP", "127.0.0.1"));
    }

    private Path policy() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("small.yaml"), """
                suite: planar/easy
                curriculum: {kind: sequential, tasks: [reach-north-east, reach-south-west], steps: 100}
                evaluation: {interval: 100, episodes: 1}
                agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                """);
        Child.Result trained = Child.run(folder, "train", "small.yaml", "--out", "run");
        assertEquals(0, trained.status(), trained.err());
        return folder.resolve("run");
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
        Process training = child("training", command);
        assertTrue(training.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, training.exitValue(), Child.errors(folder.resolve("training")));
        assertTrue(moves.get() > 30, moves + " readings with new angles");
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
        Process training = child("evaluated", "ros", "train", config.toString(), "--robot", "planar");
        await(() -> moves.get() > 20);
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
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar");
        awaitMotion();
        policy.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        // The robot's watchdog is 0.2 s; messages and a busy machine take their time.
        assertStands(killed, 0.4);
    }

    @Test
    void aPolicyThatIsEndedLeavesTheRobotStanding() throws Exception {
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar");
        awaitMotion();
        policy.destroy();
        assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
        assertStands(System.nanoTime(), 0);
    }

    @Test
    void aPolicyTellsHowItIsAndTakesItsTaskFromATopic() throws Exception {
        observer.newSubscriber("/diagnostics", DiagnosticArray.TYPE, (message, received) -> told = message.toString());
        var task = observer.newPublisher("/reprise_policy/task", Text.TYPE, PublisherOptions.LATCHED);
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar");
        try {
            await(() -> told.contains("value=reach-north-east"));
            assertTrue(told.contains("trained rate, Hz, value=20.00"), told);
            task.publish(new Text("no-such-task"));
            task.publish(new Text("reach-south-west"));
            await(() -> told.contains("value=reach-south-west"));
        } finally {
            policy.destroyForcibly();
        }
    }

    @Test
    void aPolicyWhoseNameIsTakenStopsTheRobotAndEnds() throws Exception {
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar");
        awaitMotion();
        try (RosNode other = new TcprosTransport().open(NodeConfiguration.local("reprise_policy", master.uri()))) {
            other.newSubscriber("anything", Text.TYPE, (message, received) -> {});
            assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, policy.exitValue());
            assertStands(System.nanoTime(), 0);
        }
    }

    @Test
    void aDryRunPrintsAndMovesNothing() throws Exception {
        Path run = policy();
        double[] place = joints;
        Process policy =
                child("policy", "ros", "serve", run.toString(), "--robot", "planar", "--dry-run", "--seconds", "1");
        assertTrue(policy.waitFor(60, TimeUnit.SECONDS));
        String printed = Files.readString(folder.resolve("policy").resolve("out.txt"));
        assertTrue(
                printed.lines()
                                .filter(line -> line.startsWith("reach-north-east ["))
                                .count()
                        > 3,
                printed);
        assertArrayEquals(place, joints);
    }

    @Test
    void anotherRateThanThatOfTheTrainingIsRefused() throws Exception {
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar", "--rate", "50");
        assertTrue(policy.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, policy.exitValue());
        assertTrue(Child.errors(folder.resolve("policy")).contains("was trained at 20.0 Hz"));
    }

    @Test
    void withoutAMasterThereIsASentenceAndNoStackTrace() throws Exception {
        for (List<String> command : List.of(
                List.of("ros", "sim", "planar/easy"),
                List.of("ros", "check", "planar/easy", "--robot", "planar"),
                List.of("ros", "serve", policy().toString(), "--robot", "planar"))) {
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
    void whatIsMissingOnAGraphIsSaid() throws Exception {
        Process fine = child("fine", "ros", "check", "planar/easy", "--robot", "planar");
        assertTrue(fine.waitFor(60, TimeUnit.SECONDS));
        String said = Files.readString(folder.resolve("fine").resolve("out.txt"));
        assertFalse(said.contains("MISSING  /") || said.contains("MISSING  joint '"), said);
        Process three = child("three", "ros", "check", "planar/hard", "--robot", "planar-hard");
        assertTrue(three.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, three.exitValue());
        String lacks = Files.readString(folder.resolve("three").resolve("out.txt"));
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
        Process other = child("bench", "ros", "sim", "workbench", "__ns:=bench");
        try {
            await(() -> observer.graph().publishers().containsKey("/bench/tool_pose"));
            Process check = child("check", "ros", "check", "workbench", "--robot", "../map.yaml", "--seconds", "5");
            assertTrue(check.waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, check.exitValue());
            String lacks = Files.readString(folder.resolve("check").resolve("out.txt"));
            assertTrue(lacks.contains("MISSING  the pose on /bench/tool_pose is in frame 'base', not in 'map'"), lacks);
            assertTrue(lacks.contains("MISSING  /bench/enable is published by nobody"), lacks);
        } finally {
            other.destroyForcibly();
        }
    }

    private static String robotFile() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                RobotNodesTest.class.getClassLoader().getResourceAsStream("configs/robots/workbench.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Recorded while a policy drives, ended by a signal, learnt from. */
    @Test
    void whatAPolicyDoesIsRecordedAndLearntFrom() throws Exception {
        Process policy = child("policy", "ros", "serve", policy().toString(), "--robot", "planar");
        Path file = folder.resolve("driven.safetensors");
        try {
            awaitMotion();
            String[] command = {
                "ros", "record", "planar/easy", file.toString(), "--robot", "planar", "--task", "reach-north-east"
            };
            Process recorder = child("recorder", command);
            await(() -> said("recorder").contains("recording"));
            long before = moves.get();
            await(() -> moves.get() > before + 300);
            recorder.destroy();
            assertTrue(recorder.waitFor(20, TimeUnit.SECONDS));
            assertEquals(2, run("again", command).exitValue(), "it is there already");
        } finally {
            policy.destroyForcibly();
        }
        String count = said("recorder").lines().reduce((first, last) -> last).orElseThrow();
        assertTrue(count.matches("[1-9]\\d* steps of 'reach-north-east' in .*"), said("recorder"));
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

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("out.txt"));
    }

    private Process run(String name, String... arguments) throws Exception {
        Process process = child(name, arguments);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process;
    }

    private void awaitMotion() throws Exception {
        await(() -> System.nanoTime() - movedNanos.get() < 50_000_000 && movedNanos.get() != 0);
    }

    /** Once the robot has stood for half a second, it is seen for how long it had moved on. */
    private void assertStands(long sinceNanos, double atMostSeconds) throws Exception {
        await(() -> System.nanoTime() - Math.max(sinceNanos, movedNanos.get()) > 500_000_000);
        double seconds = (movedNanos.get() - sinceNanos) * 1e-9;
        assertTrue(seconds <= atMostSeconds, "moved for " + seconds + " s");
    }

    private static void await(Eventually.Condition condition) throws Exception {
        Eventually.within(30, "it", condition);
    }
}
