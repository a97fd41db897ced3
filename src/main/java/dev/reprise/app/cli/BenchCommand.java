package dev.reprise.app.cli;

import dev.reprise.app.experiment.Bench;
import dev.reprise.app.experiment.BenchConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "bench",
        description = {
            "Runs every method of a bench config with every seed, summarises, and checks the config's requirements.",
            "Intervals are 90 %% bootstrap intervals. A finished run is not run again; a stopped one is resumed; one that",
            "fails is tried once more."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all requirements hold",
            "1:a run failed",
            "2:a mistake of the user's",
            "3:a requirement failed"
        },
        footerHeading = "%nExample:%n",
        footer = "  reprise bench configs/bench/planar.yaml --seeds 0..4 --jobs 2")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONFIG", description = "Bench file.")
    private Path config;

    @Option(names = "--seeds", paramLabel = "0..4", description = "Seeds in place of the config's: 0..4 or 0,2,5.")
    private @Nullable String seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "Bench folder; default runs/bench/NAME.")
    private @Nullable Path out;

    @Mixin
    private MatrixOptions matrix;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        int jobs = matrix.jobs();
        BenchConfig bench =
                BenchConfig.read(config, new BenchConfig.Overrides(seeds, matrix.settings(), matrix.results()));
        Path folder = out == null ? folder(bench) : out;
        System.out.println("reprise bench: " + bench.name() + ", "
                + bench.runs().size() + " runs, " + jobs + " at a time, into " + folder);
        try (StopSignal stop = new StopSignal()) {
            Bench.Verdict verdict =
                    new Bench(bench, folder).run(jobs, Terminal.command(spec), System.out, Terminal.progress(), stop);
            return status(verdict);
        }
    }

    /** The exit status that says so. */
    static int status(Bench.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> 0;
            case STOPPED -> Main.STOPPED;
            case RUN_FAILED -> 1;
            case REQUIREMENT_FAILED -> 3;
        };
    }

    /** Where a bench lies unless the user says otherwise. */
    static Path folder(BenchConfig bench) {
        return Path.of("runs", "bench", bench.name());
    }
}
