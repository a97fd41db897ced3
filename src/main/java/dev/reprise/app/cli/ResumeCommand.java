package dev.reprise.app.cli;

import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.Results;
import dev.reprise.app.experiment.Run;
import dev.reprise.app.experiment.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Goes on with a run that was stopped or killed, to the bits that it would have had.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  reprise resume runs/quickstart-seed0")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Run folder.")
    private Path folder;

    @Override
    public Integer call() {
        try (RunFolder run = RunFolder.open(folder)) {
            Configs.Resolved resolved = Configs.readResolved(folder);
            if (Results.finished(folder)) {
                System.out.println(folder + " has finished already");
                RunSummary.print(System.out, Results.outcome(folder), null, folder);
                return 0;
            }
            String again = Terminal.command(
                    List.of("train", folder.resolve(RunFolder.CONFIG).toString()));
            return TrainCommand.train(new Run(resolved, run), resolved, folder, again);
        }
    }
}
