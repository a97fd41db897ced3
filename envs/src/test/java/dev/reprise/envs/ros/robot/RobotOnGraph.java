package dev.reprise.envs.ros.robot;

import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.safety.JointLimits;
import dev.reprise.envs.ros.safety.SafetyLimits;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A graph with a simulated robot on it: with a master of our own, or one that is there. */
final class RobotOnGraph implements AutoCloseable {
    static final double WATCHDOG = 0.2;
    static final double MAX_AGE = 0.4;

    private final @Nullable LocalMaster own;
    private final URI master;
    private final RobotSuite suite;
    private final Pacing pacing;
    private final Commands commands;
    private SimulatedRobotNode robot;

    RobotOnGraph(RobotSuite suite, Pacing pacing) throws IOException {
        this(suite, pacing, Commands.GROUP);
    }

    RobotOnGraph(RobotSuite suite, Pacing pacing, Commands commands) throws IOException {
        this(new LocalMaster(0), null, suite, pacing, commands);
    }

    /** @param master outlives this */
    RobotOnGraph(URI master, RobotSuite suite, Pacing pacing) throws IOException {
        this(null, master, suite, pacing, Commands.GROUP);
    }

    private RobotOnGraph(
            @Nullable LocalMaster own, @Nullable URI other, RobotSuite suite, Pacing pacing, Commands commands)
            throws IOException {
        this.own = own;
        this.master = own == null ? Objects.requireNonNull(other) : own.uri();
        this.suite = suite;
        this.pacing = pacing;
        this.commands = commands;
        this.robot = robot();
    }

    private SimulatedRobotNode robot() throws IOException {
        return new SimulatedRobotNode(suite, node("robot"), commands, pacing, WATCHDOG);
    }

    SimulatedRobotNode simulated() {
        return robot;
    }

    /** The robot goes, and another one comes under its name. */
    void restart() throws IOException {
        robot.close();
        robot = robot();
    }

    RosNode node(String name) throws IOException {
        return new TcprosTransport().open(NodeConfiguration.local(name, master));
    }

    /** The suite's tasks on this robot, with limits that its actions keep. */
    RosRobotSuite suite() {
        return suite(config(false));
    }

    RosRobotSuite suite(RobotConfig config) {
        return new RosRobotSuite(suite, config, new TcprosTransport());
    }

    RobotConfig config(boolean requireEnable) {
        return config(suite, master, pacing, commands, RobotConfig.ResetKind.TRIGGER, requireEnable);
    }

    /** A robot with limits that the actions of planar/easy keep, and waits that suit a busy machine. */
    static RobotConfig config(
            RobotSuite suite,
            URI master,
            Pacing pacing,
            Commands commands,
            RobotConfig.ResetKind reset,
            boolean requireEnable) {
        List<JointLimits> joints = suite.robot().commanded().stream()
                .map(name -> new JointLimits(name, null, null, 4.1, 170))
                .toList();
        return new RobotConfig(
                master.toString(),
                "/",
                Map.of(),
                null,
                pacing,
                commands,
                new SafetyLimits(joints, null, WATCHDOG, requireEnable, null),
                new RobotConfig.Reset(reset, "reset", null, null, 5),
                new RobotConfig.Waits(10, 2, MAX_AGE, 0.3, 30));
    }

    /** The same robot, reset and waited for in another way. */
    static RobotConfig with(RobotConfig config, RobotConfig.Reset reset, RobotConfig.Waits waits) {
        return new RobotConfig(
                config.master(),
                config.namespace(),
                config.remap(),
                config.frame(),
                config.pacing(),
                config.commands(),
                config.safety(),
                reset,
                waits);
    }

    /** The same robot, which may be told something else. */
    static RobotConfig with(RobotConfig config, SafetyLimits safety) {
        return new RobotConfig(
                config.master(),
                config.namespace(),
                config.remap(),
                config.frame(),
                config.pacing(),
                config.commands(),
                safety,
                config.reset(),
                config.waits());
    }

    @Override
    public void close() {
        robot.close();
        if (own != null) {
            own.close();
        }
    }
}
