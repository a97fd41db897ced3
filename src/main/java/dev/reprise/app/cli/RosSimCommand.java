package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.robot.RobotSuite;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.robot.SimulatedRobotNode;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sim",
        description = "Offers a suite's simulation as a ROS robot, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise ros sim planar/easy",
            "  reprise ros sim planar/easy --lockstep --own-master 11311",
            "  reprise ros sim workbench __ns:=bench"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RosSimCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SUITE", description = "A suite whose tasks can run on a robot.")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "FROM:=TO", description = "ROS's remappings.")
    private List<String> remappings = new ArrayList<>();

    @Option(
            names = "--robot",
            paramLabel = "FILE",
            description = "Takes commands as this robot's file says; default std_msgs/Float64MultiArray.")
    private @Nullable String robotFile;

    @Option(names = "--lockstep", description = "One control period per command; the time is told on /clock.")
    private boolean lockstep;

    @Mixin
    private RateOption rate;

    @Option(
            names = "--watchdog",
            paramLabel = "S",
            description = "It stands still when no command came for so long; default ${DEFAULT-VALUE} s.")
    private double watchdog = 0.2;

    @Option(
            names = "--own-master",
            paramLabel = "PORT",
            description = "Starts a ROS master of Reprise's own on the loopback interface as well.")
    private @Nullable Integer masterPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(watchdog > 0)) {
            throw new UserException("--watchdog must be above 0, not " + watchdog);
        }
        RobotSuite suite = RobotFile.robotSuite(rate.of(TasksCommand.one(name)));
        Commands commands = commands(suite);
        Integer port = masterPort;
        try (LocalMaster master = port == null ? null : Ports.open("--own-master", port, LocalMaster::new);
                StopSignal stop = new StopSignal()) {
            List<String> arguments = new ArrayList<>(remappings);
            if (master != null) {
                arguments.add("__master:=" + master.uri());
            }
            NodeConfiguration configuration = RosArguments.node("robot", arguments);
            RosNode node = new TcprosTransport().open(configuration);
            Pacing pacing = lockstep ? Pacing.LOCKSTEP : Pacing.REALTIME;
            try (SimulatedRobotNode robot = new SimulatedRobotNode(suite, node, commands, pacing, watchdog)) {
                System.out.println("robot " + robot.name() + " of " + suite.name() + " at " + configuration.master()
                        + ", " + (lockstep ? "in lockstep" : "by the wall's clock") + "; Ctrl-C ends it");
                AtomicReference<@Nullable String> order = new AtomicReference<>();
                node.onShutdown(reason -> {
                    order.set(reason);
                    stop.end();
                });
                stop.await();
                String reason = order.get();
                if (reason != null) {
                    System.err.println("reprise: the master sent robot " + robot.name() + " away: " + reason);
                    return 1;
                }
            }
        }
        return 0;
    }

    private Commands commands(RobotSuite suite) {
        if (robotFile == null) {
            return Commands.GROUP;
        }
        RobotFile file = RobotFile.read(robotFile);
        file.suite(suite);
        return file.config().commands();
    }
}
