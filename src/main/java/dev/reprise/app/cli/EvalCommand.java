package dev.reprise.app.cli;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.app.UserException;
import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.Evaluator;
import dev.reprise.app.experiment.Results;
import dev.reprise.app.experiment.RunFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "eval",
        description = "Evaluates the policy of a finished run, without noise.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reprise eval runs/quickstart-seed0 --episodes 100")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class EvalCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Run folder.")
    private Path folder;

    @Option(names = "--episodes", paramLabel = "N", description = "Per task; default as in training.")
    private @Nullable Integer episodes;

    @Option(names = "--seed", paramLabel = "N", description = "Of the start states; default as in training.")
    private @Nullable Long seed;

    @Override
    public Integer call() {
        RunFolder.requireRun(folder);
        Configs.Resolved resolved = Configs.readResolved(folder);
        PolicySnapshot policy = Results.policy(folder, resolved);
        int count = episodes == null ? resolved.config().evaluation().episodes() : episodes;
        if (count < 1) {
            throw new UserException("--episodes must be at least 1, not " + count);
        }
        long start = seed == null ? resolved.config().seed() : seed;
        try (Evaluator evaluator = new Evaluator(resolved.suite(), policy.tasks(), count, start, 1)) {
            System.out.printf("%-28s %8s %12s%n", "task", "success", "mean return");
            double sum = 0;
            for (int task = 0; task < policy.tasks().size(); task++) {
                Evaluator.TaskScore score = evaluator.score(policy, task);
                sum += score.success();
                System.out.printf(
                        Locale.ROOT,
                        "%-28s %8.3f %12.3f%n",
                        policy.tasks().get(task),
                        score.success(),
                        score.meanReturn());
            }
            System.out.printf(
                    Locale.ROOT, "%-28s %8.3f%n", "mean", sum / policy.tasks().size());
        }
        return 0;
    }
}
