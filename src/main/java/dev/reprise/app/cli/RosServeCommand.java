package dev.reprise.app.cli;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.app.UserException;
import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.Results;
import dev.reprise.app.experiment.RunFolder;
import dev.reprise.app.robot.PolicyNode;
import dev.reprise.app.robot.RobotFile;
import dev.reprise.envs.ros.robot.RobotControl;
import dev.reprise.envs.ros.transport.RosException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "serve",
        description = {
            "Drives a robot with a run's policy, at the rate it was trained at, until Ctrl-C. The parameter ~task or the",
            "topic ~task (std_msgs/String) says which job; /diagnostics tells how it goes."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise ros serve runs/quickstart-seed0 --robot planar --task reach-north-east",
            "  reprise ros serve runs/quickstart-seed0 --robot planar --dry-run --seconds 5"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class RosServeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Run folder.")
    private Path folder;

    @Mixin
    private RobotOption robot;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "The job at the start; default what the parameter ~task says, or the policy's first.")
    private @Nullable String task;

    @Option(names = "--rate", paramLabel = "HZ", description = "Refused unless it is the rate of the training.")
    private @Nullable Double rate;

    @Option(
            names = "--name",
            paramLabel = "NODE",
            description = "Of the node; default reprise_policy, with --dry-run one of its own.")
    private @Nullable String name;

    @Option(names = "--dry-run", description = "Prints commands and publishes nothing.")
    private boolean dry;

    @Option(names = "--seconds", paramLabel = "S", description = "Ends after so long.")
    private @Nullable Double seconds;

    @Override
    public Integer call() throws RosException {
        RunFolder.requireRun(folder);
        Configs.Resolved resolved = Configs.readResolved(folder);
        double trained = 1 / resolved.suite().specs().controlPeriodSeconds();
        if (rate != null && Math.abs(rate - trained) > 1e-6 * trained) {
            throw new UserException("the policy of " + folder + " was trained at " + trained
                    + " Hz and is not served at " + rate + " Hz: actions would last longer or shorter than it knows");
        }
        PolicySnapshot policy = Results.policy(folder, resolved);
        List<String> tasks = policy.tasks().stream().map(each -> each.name()).toList();
        if (task != null && !tasks.contains(task)) {
            throw new UserException("the policy of " + folder + " has no task '" + task + "', only " + tasks);
        }
        // A node of the same name would send a policy away that drives the robot.
        String own = dry ? "reprise_dry_run_" + ProcessHandle.current().pid() : "reprise_policy";
        RobotFile file = robot.read();
        Consumer<String> shown = dry ? line -> System.out.println(line) : line -> {};
        try (StopSignal stop = new StopSignal();
                RobotControl control = file.suite(resolved.suite()).control(name == null ? own : name, dry);
                PolicyNode node = new PolicyNode(control, policy, resolved.suite(), task, dry, shown)) {
            System.out.println("policy of " + folder + " at " + trained + " Hz on robot '" + file.name() + "', node "
                    + control.node().name() + (dry ? ", publishing nothing" : "") + "; Ctrl-C ends it");
            long until = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
            node.run(() -> stop.getAsBoolean() || System.nanoTime() > until);
            System.out.println(node.summary());
            return node.sentAway() ? 1 : 0;
        }
    }
}
