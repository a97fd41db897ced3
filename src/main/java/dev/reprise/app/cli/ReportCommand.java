package dev.reprise.app.cli;

import dev.reprise.app.experiment.Bench;
import dev.reprise.app.experiment.BenchConfig;
import dev.reprise.app.experiment.Results;
import dev.reprise.app.experiment.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Makes report.html anew: of a run folder, of a bench folder, or of a bench config.",
            "Of a bench config from all of its runs that stand, also among the kept results, without running any."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reprise report runs/quickstart-seed0",
            "  reprise report runs/bench/planar",
            "  reprise report configs/bench/workbench-w4.yaml"
        })
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Run folder, bench folder or bench file.")
    private Path folder;

    @Override
    public Integer call() {
        System.out.println("report: " + page());
        return 0;
    }

    private Path page() {
        if (Files.isRegularFile(folder)) {
            BenchConfig bench = BenchConfig.read(folder, BenchConfig.Overrides.NONE);
            return new Bench(bench, BenchCommand.folder(bench))
                    .report(Terminal.command(List.of("bench", folder.toString())));
        }
        return Bench.isBench(folder)
                ? Bench.report(folder, again("bench", Bench.FILE))
                : Results.report(folder, again("train", RunFolder.CONFIG));
    }

    /** What does the same again as the folder's file says, for folders that do not say what made them. */
    private String again(String command, String file) {
        return Terminal.command(List.of(command, folder.resolve(file).toString()));
    }
}
