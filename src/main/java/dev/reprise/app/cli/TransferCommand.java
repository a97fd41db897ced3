package dev.reprise.app.cli;

import dev.reprise.app.experiment.BenchConfig;
import dev.reprise.app.experiment.Configs;
import dev.reprise.app.experiment.KeptRuns;
import dev.reprise.app.experiment.TransferStudy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "transfer",
        description = {
            "Measures what each task does for each other.",
            "Every ordered pair is learnt one after the other and compared with the second task alone. Says which tasks should share a backbone. Writes transfer.csv, transfer.json (which",
            "curriculum.orderFrom reads), transfer.md, transfer.svg and report.html. What is done is not done again."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reprise transfer configs/transfer/planar-hard.yaml --seeds 0..2 --jobs 2")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class TransferCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CONFIG",
            description = "A config as for train; its tasks, steps of a visit and agent are used.")
    private Path config;

    @Option(names = "--seeds", paramLabel = "0..2", description = "0..2 (default) or 0,2,5.")
    private String seeds = "0..2";

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the study; default runs/transfer/CONFIG.")
    private @Nullable Path out;

    @Mixin
    private MatrixOptions matrix;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        int jobs = matrix.jobs();
        List<Configs.Resolved> runs = new ArrayList<>();
        for (long seed : BenchConfig.seeds(seeds)) {
            List<String> all = new ArrayList<>(matrix.settings());
            all.add("seed=" + seed);
            runs.add(Configs.read(config, all));
        }
        Path folder = out == null
                ? Path.of(
                        "runs", "transfer", String.valueOf(config.getFileName()).replaceFirst("\\.ya?ml$", ""))
                : out;
        KeptRuns kept = KeptRuns.named(matrix.results());
        TransferStudy study = new TransferStudy(runs, folder, kept);
        System.out.println(
                "reprise transfer: " + study.pairs() + " runs of pairs, " + jobs + " at a time, into " + folder);
        try (StopSignal stop = new StopSignal()) {
            return BenchCommand.status(study.run(jobs, Terminal.command(spec), System.out, Terminal.progress(), stop));
        }
    }
}
