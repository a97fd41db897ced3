package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.robot.SimulatedRobot;
import dev.reprise.envs.ros.command.CommandForm;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.ros.transport.RosTransport;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.task.Rates;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A suite whose environments are one robot on a ROS graph: the same tasks under the same names, another domain. All its
 * environments share the robot, one episode at a time. In lockstep a robot is for one such suite: a second one may take what the
 * robot told the first one for the answer to its own reset.
 */
public final class RosRobotSuite implements RobotSuite {
    /** Topic of a latched emergency stop: pressed or not. */
    public static final String STOP_BUTTON = "e_stop";
    /** Topic of a switch that somebody holds while the robot may move. */
    public static final String ENABLE_SWITCH = "enable";
    /** Parameter that says for how long a command is meant, s; robots that do not say so take any. */
    static final String CONTROL_PERIOD = "control_period";

    private final RobotSuite suite;
    private final RobotConfig config;
    private final RosTransport transport;
    private final RobotSession session;

    /**
     * Connects nothing yet.
     *
     * @param suite whose tasks run
     * @throws IllegalArgumentException when the robot's limits or commands are not those of the suite's joints, or its
     *     names, or ROS's environment variables, cannot be understood
     */
    public RosRobotSuite(RobotSuite suite, RobotConfig config, RosTransport transport) {
        this.suite = suite;
        this.config = config;
        config.safety().inOrder(suite.robot().commanded());
        config.commands().form(suite.robot(), suite.specs().controlPeriodSeconds());
        node("reprise", config);
        List<Double> home = config.reset().home();
        if (config.reset().kind() == RobotConfig.ResetKind.HOME) {
            if (config.pacing() == Pacing.LOCKSTEP) {
                throw new IllegalArgumentException(
                        "reset.kind home is for pacing realtime: in lockstep a robot is told of only after a command");
            }
            if (home == null || home.size() != suite.robot().commanded().size()) {
                throw new IllegalArgumentException("reset.home must have a position for each of "
                        + suite.robot().commanded() + ", not " + home);
            }
        }
        this.transport = transport;
        this.session = new RobotSession(() -> connect(uniqueName(), false));
    }

    private static String uniqueName() {
        return "reprise_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
    }

    private RobotLink connect(String name, boolean mute) throws RosException {
        RosNode node = transport.open(node(name, config));
        try {
            return new RobotLink(node, suite, config, mute);
        } catch (RosException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /**
     * A node beside the robot, under the robot's names.
     *
     * @throws IllegalArgumentException when these, or ROS's environment variables, cannot be understood
     */
    public static NodeConfiguration node(String name, RobotConfig config) {
        List<String> arguments = new ArrayList<>();
        arguments.add("__ns:=" + config.namespace());
        config.remap().forEach((ours, theirs) -> arguments.add(ours + ":=" + theirs));
        String master = config.master();
        if (master != null) {
            arguments.add("__master:=" + master);
        }
        Map<String, String> environment = System.getenv();
        return NodeConfiguration.of(name, environment, arguments);
    }

    /**
     * Looks whether a robot says that it takes a command for another time than the suite does.
     *
     * @param node under the robot's names
     * @param period of the suite's control, s
     * @return both, in a sentence; null when it does not say so
     */
    public static @Nullable String otherPeriod(RosNode node, double period) throws RosException {
        double told = node.parameters().get(CONTROL_PERIOD, Double.class).orElse(period);
        return Math.abs(told - period) <= 1e-6 * period
                ? null
                : "the robot takes a command for " + told + " s (its parameter " + node.resolve(CONTROL_PERIOD)
                        + "), the suite's control period is " + period + " s";
    }

    /** How the robot is commanded. */
    public CommandForm<?> commands() {
        return config.commands().form(suite.robot(), suite.specs().controlPeriodSeconds());
    }

    @Override
    public String name() {
        return suite.name();
    }

    @Override
    public String description() {
        return suite.description() + ", on a robot over ROS";
    }

    @Override
    public EnvironmentSpecs specs() {
        return suite.specs();
    }

    @Override
    public List<Task> tasks() {
        return suite.tasks();
    }

    /** @throws java.io.UncheckedIOException when the robot is not there */
    @Override
    public Environment newEnvironment() {
        return session.enter(suite, config.waits().patienceSeconds());
    }

    /**
     * Takes the robot as it stands, for a policy that drives it.
     *
     * @param name of the node
     * @param mute commands are computed, and none is published
     * @throws RosException when the robot is not there
     */
    public RobotControl control(String name, boolean mute) throws RosException {
        if (config.pacing() == Pacing.LOCKSTEP) {
            throw new RosException(
                    "a policy drives a robot by the wall's clock: its pacing must be realtime, not lockstep");
        }
        return new RobotControl(suite, connect(name, mute));
    }

    @Override
    public RobotShape robot() {
        return suite.robot();
    }

    @Override
    public Embodiment newEmbodiment() {
        return suite.newEmbodiment();
    }

    @Override
    public SimulatedRobot newSimulatedRobot() {
        return suite.newSimulatedRobot();
    }

    /** Refuses: the rate is that of the suite whose tasks run. */
    @Override
    public TaskSuite at(Rates rates) {
        throw new IllegalArgumentException("a robot's rate is that of its suite");
    }
}
