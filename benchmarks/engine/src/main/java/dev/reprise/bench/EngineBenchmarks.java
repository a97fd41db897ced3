package dev.reprise.bench;

import dev.reprise.agents.nn.fused.KernelRates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the engine in rounds, so that a disturbance of the machine does not fall on one figure alone. */
@Command(
        name = "reprise bench-engine",
        mixinStandardHelpOptions = true,
        description = "Measures kernels, gradient steps, acting and replay on this machine.",
        footer = {
            "",
            "Examples:",
            "  ./reprise bench-engine",
            "  ./reprise bench-engine --rounds 1 --only step",
        })
public final class EngineBenchmarks implements Callable<Integer> {
    private static final String LINE = "%-60s %12s %12s %10s %8s %10s%n";

    @Option(names = "--rounds", defaultValue = "3", description = "how often each figure is taken (default: 3)")
    private int rounds;

    @Option(names = "--only", defaultValue = "", description = "part of the names of the benchmarks to run")
    private String only;

    @Option(names = "--seconds", defaultValue = "3", description = "measured per figure and round (default: 3)")
    private int seconds;

    @Option(names = "--size", description = "widths, rows and tasks of a step in place of the usual ones")
    private @Nullable String size;

    @Option(names = "--threads", description = "threads of a step in place of 1 and 2")
    private @Nullable String threads;

    /** Times of one benchmark with one choice of parameters, microseconds. */
    private static final class Figure {
        final Map<String, String> parameters = new LinkedHashMap<>();
        final List<Double> medians = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double bytes;

        double median() {
            List<Double> sorted = medians.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    /** Entry point. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EngineBenchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException {
        System.out.printf(
                "Java %s, %s, vectors of %d floats, %d processors%n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                lanes(),
                Runtime.getRuntime().availableProcessors());
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            long start = System.nanoTime();
            measure(figures);
            long left = (rounds - round) * (System.nanoTime() - start) / 1_000_000_000;
            System.out.printf("round %d of %d, %d:%02d left%n", round, rounds, left / 60, left % 60);
        }
        print(figures);
        return 0;
    }

    /** 1 in a JVM without the Vector API, where the plain kernels run. */
    private static int lanes() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? KernelRates.lanes() : 1;
    }

    private void measure(Map<String, Figure> figures) throws RunnerException {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        String name = ".*" + Pattern.quote(only) + ".*";
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(only.isEmpty() ? "dev\\.reprise\\..*" : "dev\\.reprise\\." + name)
                .forks(1)
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(seconds))
                .jvmArgs(flags.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        if (size != null) {
            options.param("size", size);
        }
        if (threads != null) {
            options.param("threads", threads);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String key : result.getParams().getParamsKeys()) {
                parameters.put(key, result.getParams().getParam(key));
            }
            String shortName = benchmark.substring(benchmark.lastIndexOf('.') + 1);
            Figure figure = figures.computeIfAbsent(shortName + " " + parameters.values(), key -> new Figure());
            figure.parameters.putAll(parameters);
            Statistics times = result.getPrimaryResult().getStatistics();
            figure.least = Math.min(figure.least, times.getMin());
            figure.medians.add(times.getPercentile(50));
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            figure.bytes = allocated == null ? Double.NaN : allocated.getScore();
        }
    }

    private static void print(Map<String, Figure> figures) {
        Figure peakFigure = figures.get("peak []");
        double flops = 2.0 * KernelRates.PEAK_ROUNDS * KernelRates.PEAK_SUMS * lanes();
        double peak = peakFigure == null ? Double.NaN : flops / peakFigure.least / 1e3;
        System.out.printf("peak: %.1f GFLOP/s per core%n", peak);
        System.out.printf(LINE, "", "minimum µs", "median µs", "GFLOP/s", "of peak", "bytes");
        figures.forEach((name, figure) -> {
            double operations = operations(name, figure.parameters);
            double rate = operations / figure.least / 1e3;
            int cores = Integer.parseInt(figure.parameters.getOrDefault("threads", "1"));
            System.out.printf(
                    LINE,
                    name,
                    String.format(Locale.ROOT, "%.1f", figure.least),
                    String.format(Locale.ROOT, "%.1f", figure.median()),
                    operations == 0 ? "" : String.format(Locale.ROOT, "%.1f", rate),
                    operations == 0 || Double.isNaN(peak)
                            ? ""
                            : String.format(Locale.ROOT, "%.0f %%", 100 * rate / (cores * peak)),
                    String.format(Locale.ROOT, "%.0f", figure.bytes));
        });
    }

    private static double operations(String name, Map<String, String> parameters) {
        if (name.startsWith("step")) {
            return LearnerRates.of("FUSED", parameters.getOrDefault("size", ""), 1)
                    .necessaryOperations();
        } else if (name.startsWith("forward") || name.startsWith("gradient")) {
            double width = Double.parseDouble(parameters.getOrDefault("width", "0"));
            return 2 * width * width * Double.parseDouble(parameters.getOrDefault("rows", "0"));
        }
        return 0;
    }
}
