package dev.reprise.app.cli;

import dev.reprise.app.experiment.Bench;
import dev.reprise.app.experiment.Results;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Makes report.html anew, for a run or for a bench folder.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reprise report runs/quickstart-seed0", "  reprise report runs/bench/planar"})
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Run folder or bench folder.")
    private Path folder;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        String command = Terminal.command(spec);
        Path page = Bench.isBench(folder) ? Bench.report(folder, command) : Results.report(folder, command);
        System.out.println("report: " + page);
        return 0;
    }
}
