package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.envs.check.EnvironmentChecker;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-env",
        description = "Checks that a suite's environments keep the contract, and says what they break.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reprise check-env planar", "  reprise check-env planar/hard --episodes 50"})
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class CheckEnvCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", description = "A suite or a family of suites; `reprise tasks` lists them.")
    private String name;

    @Option(names = "--episodes", paramLabel = "N", description = "Episodes per task; default ${DEFAULT-VALUE}.")
    private int episodes = 5;

    @Override
    public Integer call() {
        if (episodes < 1) {
            throw new UserException("--episodes must be at least 1, not " + episodes);
        }
        int broken = 0;
        for (TaskSuite suite : TasksCommand.named(name)) {
            List<String> findings = EnvironmentChecker.check(suite, episodes);
            System.out.println(suite.name() + ": "
                    + (findings.isEmpty()
                            ? (suite.tasks().size() == 1
                                            ? "1 task keeps"
                                            : suite.tasks().size() + " tasks keep") + " the contract"
                            : findings.size() + " rules broken"));
            findings.forEach(finding -> System.out.println("    " + finding));
            broken += findings.size();
        }
        return broken == 0 ? 0 : 1;
    }
}
