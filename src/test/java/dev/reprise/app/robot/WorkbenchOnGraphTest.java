package dev.reprise.app.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.config.ConfigTree;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.command.CommandType;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.SensorMsgs.JointState;
import dev.reprise.envs.ros.robot.SimulatedRobotNode;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.workbench.WorkbenchSuite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workbench over ROS with the file that is shipped for it: a robot that is told positions, and things with poses. */
class WorkbenchOnGraphTest {
    private static final int STEPS = 12;

    private final RobotSuite suite = new WorkbenchSuite.Dense();
    private final Task task = suite.tasks().get(0);
    private LocalMaster master;

    @BeforeEach
    void start() throws IOException {
        master = new LocalMaster(0);
    }

    @AfterEach
    void end() {
        master.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64-multi-array", "joint-trajectory"})
    void inLockstepAllJobsBeginAndGoOnWithTheSimulationsBits(String type) throws IOException {
        CommandType form = CommandType.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_'));
        RandomStream random = RandomStream.named(5, type);
        try (SimulatedRobotNode robot = robot(Pacing.LOCKSTEP, new Commands(form, null));
                Environment overRos = environment("pacing: lockstep", "commands: {type: " + type + "}");
                Environment alone = suite.newEnvironment()) {
            assertEquals("/robot", robot.name());
            for (Task each : suite.tasks()) {
                long seed = random.nextLong();
                assertSame(alone.reset(each.id(), seed), overRos.reset(each.id(), seed));
                for (int i = 0; i < STEPS; i++) {
                    float[] action = suite.specs().action().sample(random);
                    assertSame(alone.step(action), overRos.step(action));
                }
            }
        }
    }

    private static void assertSame(TimeStep alone, TimeStep overRos) {
        assertEquals(alone.getClass(), overRos.getClass(), overRos::toString);
        assertArrayEquals(row(alone), row(overRos));
        assertArrayEquals(alone.observation(), overRos.observation());
        if (alone instanceof TimeStep.Mid expected && overRos instanceof TimeStep.Mid found) {
            assertEquals(expected.label(), found.label());
        }
    }

    private static float[] row(TimeStep step) {
        float[] row = new float[step.measurement().schema().size()];
        step.measurement().copyTo(row, 0);
        return row;
    }

    /** The targets go home in small steps, through the gate, and the drives follow them. */
    @Test
    void aRobotThatIsToldPositionsIsDrivenHome() throws Exception {
        List<Double> home = home(0.5);
        try (SimulatedRobotNode robot = robot(Pacing.REALTIME, Commands.GROUP);
                RosNode observer = node("observer");
                Environment environment = environment(WAITS + "patienceSeconds: 30}", home(home, 0.02, 10))) {
            List<JointState> seen = new CopyOnWriteArrayList<>();
            observer.newSubscriber("joint_states", JointState.TYPE, (message, received) -> seen.add(message));
            environment.reset(task.id(), 1);
            JointState last = seen.get(seen.size() - 1);
            List<String> joints = suite.robot().commanded();
            for (int i = 0; i < joints.size(); i++) {
                double at = last.position()[last.name().indexOf(joints.get(i))];
                assertEquals(home.get(i), at, 0.03, joints.get(i));
            }
            assertInstanceOf(
                    TimeStep.Mid.class,
                    environment.step(new float[suite.specs().action().size()]));
            assertEquals("/robot", robot.name());
        }
    }

    @Test
    void aHomeThatIsNotReachedInTimeIsSaid() throws Exception {
        try (SimulatedRobotNode robot = robot(Pacing.REALTIME, Commands.GROUP);
                Environment environment = environment(WAITS + "patienceSeconds: 0.1}", home(home(1), 0.005, 0.4))) {
            EnvironmentLostException lost =
                    assertThrows(EnvironmentLostException.class, () -> environment.reset(task.id(), 1));
            String message = String.valueOf(lost.getMessage());
            assertTrue(message.contains("the robot did not come home within 0.4 s: a joint is "), message);
            assertEquals("/robot", robot.name());
        }
    }

    /** Waits that suit a busy machine; how long a reset waits for the robot is to be added. */
    private static final String WAITS = "waits: {maxAgeSeconds: 1, maxSkewSeconds: 1, ";

    private static String home(List<Double> home, double tolerance, double seconds) {
        String positions = home.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "reset: {kind: home, home: [" + positions + "], tolerance: " + tolerance + ", seconds: " + seconds + "}";
    }

    /** Where the simulation's arm starts, but turned about its base. */
    private List<Double> home(double turn) {
        try (var arm = suite.newSimulatedRobot()) {
            RandomStream random = RandomStream.of(0);
            arm.reset(task.start(random), random);
            RobotState start = arm.read();
            List<Double> home = new ArrayList<>();
            for (int i = 0; i < suite.robot().commanded().size(); i++) {
                home.add(start.joints()[suite.robot().sensor(i)]);
            }
            home.set(0, home.get(0) + turn);
            return home;
        }
    }

    private RosNode node(String name) throws IOException {
        return new TcprosTransport().open(NodeConfiguration.local(name, master.uri()));
    }

    private SimulatedRobotNode robot(Pacing pacing, Commands commands) throws IOException {
        return new SimulatedRobotNode(suite, node("robot"), commands, pacing, 1);
    }

    private Environment environment(String... changes) {
        String over = "master: '" + master.uri() + "'\n" + String.join("\n", changes);
        return RobotFile.read("workbench", ConfigTree.parse(over, "changes"))
                .suite(suite)
                .newEnvironment();
    }
}
