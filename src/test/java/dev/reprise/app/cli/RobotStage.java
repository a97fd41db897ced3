package dev.reprise.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.msg.StdMsgs.Float64MultiArray;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A graph on which a robot of planar/easy is watched, while commands of the application run as processes of their own. */
final class RobotStage implements AutoCloseable {
    private final Path folder;
    private final URI master;
    private final RosNode observer;
    private final List<Process> processes = new ArrayList<>();
    private volatile double[] joints = {};
    private volatile double[] command = {};
    private final AtomicLong moves = new AtomicLong();
    /** When the joints were last somewhere else. */
    private final AtomicLong movedNanos = new AtomicLong();

    /** @param folder where the processes have folders of their own */
    RobotStage(Path folder, URI master) throws IOException {
        this.folder = folder;
        this.master = master;
        this.observer = new TcprosTransport().open(NodeConfiguration.local("observer", master));
        observer.newSubscriber("joint_states", JointState.TYPE, (state, received) -> {
            double[] before = joints;
            joints = state.position();
            if (!Arrays.equals(before, state.position())) {
                movedNanos.set(received);
                moves.incrementAndGet();
            }
        });
    }

    /** Listens to the commands as well; who looks for a robot that listens may then take this for one. */
    void watchCommands() throws IOException {
        observer.newSubscriber(
                "joint_group_velocity_controller/command",
                Float64MultiArray.TYPE,
                (message, received) -> command = message.data());
    }

    /** Starts a robot of ours and waits until it is heard. */
    Process robot(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("ros", "sim", "planar/easy"));
        arguments.addAll(List.of(options));
        Process robot = child("robot", arguments.toArray(String[]::new));
        await(() -> joints.length == 2);
        return robot;
    }

    Process child(String name, String... arguments) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Process process = Child.start(
                own,
                Child.classPath(),
                List.of(arguments),
                Map.of("ROS_MASTER_URI", master.toString(), "ROS_IP", "127.0.0.1"));
        processes.add(process);
        return process;
    }

    /** Runs a command to its end. */
    Process run(String name, String... arguments) throws Exception {
        Process process = child(name, arguments);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "no end of " + name);
        return process;
    }

    /** What a process has printed. */
    String said(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("out.txt"));
    }

    /** What a process has complained of. */
    String complained(String name) throws IOException {
        return Child.errors(folder.resolve(name));
    }

    /** Trains a policy for two jobs, in simulation. Returns the run's folder; {@code small.yaml} beside it is its config. */
    Path policy() throws IOException, InterruptedException {
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

    URI master() {
        return master;
    }

    RosNode observer() {
        return observer;
    }

    /** Where the joints are, in the robot's order. */
    double[] joints() {
        return joints.clone();
    }

    /** Readings with new angles so far. */
    long moves() {
        return moves.get();
    }

    /** What the robot was told last. */
    double[] command() {
        return command.clone();
    }

    /** Whether the robot was told last to stand. */
    boolean toldToStand() {
        double[] last = command;
        return last.length == 2 && last[0] == 0 && last[1] == 0;
    }

    boolean moving() {
        return System.nanoTime() - movedNanos.get() < 50_000_000 && movedNanos.get() != 0;
    }

    void awaitMotion() throws Exception {
        await(this::moving);
    }

    /** Once the robot has stood for half a second, it is seen for how long it had moved on. */
    void assertStands(long sinceNanos, double atMostSeconds) throws Exception {
        await(() -> System.nanoTime() - Math.max(sinceNanos, movedNanos.get()) > 500_000_000);
        double seconds = (movedNanos.get() - sinceNanos) * 1e-9;
        assertTrue(seconds <= atMostSeconds, "moved for " + seconds + " s");
    }

    static void await(Eventually.Condition condition) throws Exception {
        Eventually.within(30, "it", condition);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        observer.close();
    }
}
