package dev.reprise.app.experiment;

import dev.reprise.app.Version;
import dev.reprise.app.report.BenchReport;
import dev.reprise.app.report.ResultTable;
import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SingleTaskReferences;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs a bench's matrix, several runs at a time, and makes its summary and report. */
public final class Bench {
    private static final String FILE = "bench.resolved.yaml";

    private final BenchConfig config;
    private final Path folder;

    /** How a bench ended. */
    public enum Verdict {
        /** All runs finished, all requirements hold. */
        PASSED,
        /** All runs finished, a requirement failed. */
        REQUIREMENT_FAILED,
        /** A run failed. */
        RUN_FAILED,
        /** It was stopped; what has been done stands. */
        STOPPED
    }

    /** One piece of work: a run and where it lies. */
    private record Job(String label, Configs.Resolved config, Path folder) {}

    /** The bench with this config in this folder. */
    public Bench(BenchConfig config, Path folder) {
        this.config = config;
        this.folder = folder;
    }

    /** Whether a folder is that of a bench. */
    public static boolean isBench(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /** Makes the summary and the report of a bench folder anew, from the runs that have finished. */
    public static Path report(Path folder, String command) {
        Bench bench = new Bench(BenchConfig.read(folder.resolve(FILE), null, List.of()), folder);
        bench.summarise(command);
        return folder.resolve("report.html");
    }

    /**
     * Runs what has not been run, then summarises.
     *
     * @param jobs runs at a time
     * @param command what the user typed
     * @param out where the summary is printed
     * @param stop asked often; when true, all runs write a checkpoint and stop
     */
    public Verdict run(int jobs, String command, PrintStream out, Progress progress, BooleanSupplier stop) {
        List<Job> open = new ArrayList<>();
        for (Configs.Resolved reference : config.references()) {
            open.add(new Job("reference", reference, References.folder(reference)));
        }
        for (BenchConfig.BenchRun run : config.runs()) {
            open.add(new Job(
                    run.group() + "/" + run.method() + " seed " + run.seed(),
                    run.config(),
                    folder.resolve(run.folder())));
        }
        int all = open.size();
        open.removeIf(Bench::isDone);
        if (open.size() < all) {
            out.println((all - open.size()) + " of " + all + " runs stand already");
        }
        write(folder.resolve(FILE), config.text());
        List<String> failures = execute(open, jobs, command, progress, stop);
        progress.finished();
        failures.forEach(failure -> out.println("failed: " + failure));
        if (stop.getAsBoolean()) {
            out.println("stopped; the same command goes on");
            return Verdict.STOPPED;
        }
        if (!failures.isEmpty()) {
            return Verdict.RUN_FAILED;
        }
        Summary summary = summarise(command);
        out.println();
        out.println(summary.table);
        for (BenchReport.Check check : summary.report.checks()) {
            out.println((check.passed() ? "holds   " : "FAILS   ") + check.text() + "   (" + check.measured() + ")");
        }
        out.println("report: " + folder.resolve("report.html"));
        return summary.report.checks().stream().allMatch(BenchReport.Check::passed)
                ? Verdict.PASSED
                : Verdict.REQUIREMENT_FAILED;
    }

    private static boolean isDone(Job job) {
        if (!Results.finished(job.folder())) {
            return false;
        }
        return Configs.readResolved(job.folder()).hash().equals(job.config().hash())
                && Results.result(job.folder()).version().equals(Version.TEXT);
    }

    private List<String> execute(List<Job> open, int jobs, String command, Progress progress, BooleanSupplier stop) {
        AtomicLongArray steps = new AtomicLongArray(open.size());
        long total = open.stream().mapToLong(Bench::steps).sum();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        List<Future<@Nullable Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Job job = open.get(i);
            int index = i;
            futures.add(pool.submit(() -> runOne(
                    job,
                    command,
                    (step, ofRun, phase) -> {
                        steps.set(index, step);
                        if (step % 100 == 0 || step == ofRun) {
                            synchronized (progress) {
                                progress.at(sum(steps), Math.max(1, total), job.label());
                            }
                        }
                    },
                    stop)));
        }
        pool.shutdown();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            try {
                futures.get(i).get();
            } catch (ExecutionException e) {
                failures.add(open.get(i).label() + ": " + e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add("interrupted");
            }
        }
        return failures;
    }

    private static long steps(Job job) {
        return job.config().config().curriculumOf(job.config().suite()).totalSteps();
    }

    private static long sum(AtomicLongArray values) {
        long sum = 0;
        for (int i = 0; i < values.length(); i++) {
            sum += values.get(i);
        }
        return sum;
    }

    private static @Nullable Outcome runOne(Job job, String command, Progress progress, BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            return null;
        }
        clearUnlessSame(job);
        boolean begun = Files.isRegularFile(job.folder().resolve("config.resolved.yaml"));
        try (RunFolder run = begun ? RunFolder.open(job.folder()) : RunFolder.create(job.folder())) {
            return new Run(job.config(), run).train(command, References.cached(job.config()), progress, stop);
        }
    }

    /** Removes what an earlier version or another config has left, so that the run begins anew. */
    private static void clearUnlessSame(Job job) {
        if (!Files.isDirectory(job.folder())) {
            return;
        }
        boolean same = !Results.finished(job.folder())
                && Files.isRegularFile(job.folder().resolve("config.resolved.yaml"))
                && Configs.readResolved(job.folder()).hash().equals(job.config().hash());
        if (same) {
            return;
        }
        try (RunFolder mine = RunFolder.lockAny(job.folder());
                Stream<Path> inside = Files.walk(job.folder())) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(job.folder()) && !path.equals(mine.resolve("run.lock"))) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + job.folder() + ": " + e.getMessage(), e);
        }
        try {
            Files.deleteIfExists(job.folder().resolve("run.lock"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + job.folder() + ": " + e.getMessage(), e);
        }
    }

    private record Summary(BenchReport report, String table) {}

    private Summary summarise(String command) {
        Map<String, Map<String, List<BenchConfig.BenchRun>>> matrix = new LinkedHashMap<>();
        for (BenchConfig.BenchRun run : config.runs()) {
            if (Results.finished(folder.resolve(run.folder()))) {
                matrix.computeIfAbsent(run.group(), group -> new LinkedHashMap<>())
                        .computeIfAbsent(run.method(), method -> new ArrayList<>())
                        .add(run);
            }
        }
        List<BenchReport.Group> groups = new ArrayList<>();
        Map<String, SeedSummary> summaries = new LinkedHashMap<>();
        matrix.forEach((group, methods) -> groups.add(group(group, methods, summaries)));
        List<BenchReport.Check> checks = config.requirements().stream()
                .map(requirement -> {
                    Requirement.Finding finding =
                            requirement.check((group, method) -> summaries.get(group + "/" + method));
                    return new BenchReport.Check(requirement.text(), finding.measured(), finding.passed());
                })
                .toList();
        BenchReport report = new BenchReport(config.title(), groups, checks, command, config.text());
        StringBuilder table = new StringBuilder();
        for (BenchReport.Group group : groups) {
            table.append(group.name())
                    .append("\n\n")
                    .append(ResultTable.bench(group))
                    .append('\n');
        }
        write(folder.resolve("report.html"), report.html());
        write(folder.resolve("summary.md"), table.toString());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", config.name());
        json.put("version", Version.TEXT);
        json.put("figures", summaries);
        json.put("checks", checks);
        write(
                folder.resolve("summary.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        return new Summary(report, table.toString());
    }

    private BenchReport.Group group(
            String name, Map<String, List<BenchConfig.BenchRun>> methods, Map<String, SeedSummary> summaries) {
        List<BenchReport.Method> measured = new ArrayList<>();
        SingleTaskReferences references = SingleTaskReferences.none();
        for (Map.Entry<String, List<BenchConfig.BenchRun>> method : methods.entrySet()) {
            List<BenchReport.Run> runs = new ArrayList<>();
            List<ContinualMetrics> metrics = new ArrayList<>();
            Outcome last = null;
            for (BenchConfig.BenchRun run : method.getValue()) {
                SingleTaskReferences cached = References.cached(run.config());
                Outcome outcome = Results.outcome(folder.resolve(run.folder()));
                runs.add(new BenchReport.Run(outcome.result(), outcome.points()));
                metrics.add(ContinualMetrics.of(outcome.curriculum(), outcome.points(), cached));
                references = cached;
                last = outcome;
            }
            if (last != null) {
                measured.add(new BenchReport.Method(method.getKey(), last.curriculum(), runs));
                summaries.put(name + "/" + method.getKey(), SeedSummary.of(metrics, references));
            }
        }
        BenchConfig.BenchRun sequential = methods.values().iterator().next().get(0);
        return new BenchReport.Group(name, measured, References.cached(sequential.config()));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
