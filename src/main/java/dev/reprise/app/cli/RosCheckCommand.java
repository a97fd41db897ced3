package dev.reprise.app.cli;

import dev.reprise.app.robot.GraphCheck;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.ros.robot.RosRobotSuite;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.RosException;
import dev.reprise.envs.ros.transport.RosNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Says what a suite's tasks need of a robot and which of it is missing on the graph: topics, types, joints, rates,",
            "services. Commands nothing. Exit status 1 when something is missing."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reprise ros check planar/easy --robot planar")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RosCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", description = "A suite whose tasks can run on a robot.")
    private String name;

    @Mixin
    private RobotOption robot;

    @Mixin
    private RateOption rate;

    @Option(names = "--seconds", paramLabel = "S", description = "To listen for; default ${DEFAULT-VALUE}.")
    private double seconds = 2;

    @Override
    public Integer call() throws RosException {
        RobotFile file = robot.read();
        RosRobotSuite suite = file.suite(rate.of(TasksCommand.one(name)));
        try (RosNode node = new TcprosTransport()
                .open(RosRobotSuite.node(
                        "reprise_check_" + ProcessHandle.current().pid(), file.config()))) {
            List<GraphCheck.Finding> findings = GraphCheck.of(node, suite, file.config(), seconds);
            findings.forEach(
                    finding -> System.out.println((finding.fine() ? "  ok       " : "  MISSING  ") + finding.text()));
            boolean fine = findings.stream().allMatch(GraphCheck.Finding::fine);
            System.out.println(fine ? "nothing is missing" : "see docs/ros.md on how a robot must look");
            return fine ? 0 : 1;
        }
    }
}
