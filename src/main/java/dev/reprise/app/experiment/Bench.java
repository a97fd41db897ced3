package dev.reprise.app.experiment;

import dev.reprise.app.Version;
import dev.reprise.app.report.BenchReport;
import dev.reprise.app.report.ResultTable;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.task.Curriculum;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs a bench's matrix, several runs at a time, and makes its summary and report. */
public final class Bench {
    /** The bench's file as it was understood. */
    public static final String FILE = "bench.resolved.yaml";

    private final BenchConfig config;
    private final Path folder;
    private final KeptRuns kept;

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

    /** The bench with this config in this folder. */
    public Bench(BenchConfig config, Path folder) {
        this.config = config;
        this.folder = folder;
        Path results = config.results();
        this.kept = results == null ? KeptRuns.none() : KeptRuns.in(results);
    }

    /** Whether a folder is that of a bench. */
    public static boolean isBench(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Makes the summary and the report of a bench folder anew, from the runs that have finished.
     *
     * @param otherwise the command line that the report names where the folder does not say which one made it
     */
    public static Path report(Path folder, String otherwise) {
        return new Bench(BenchConfig.read(folder.resolve(FILE), BenchConfig.Overrides.NONE), folder)
                .report(RunFolder.command(folder, otherwise));
    }

    /**
     * Makes the summary and the report from the runs that have finished, here or among the kept ones.
     *
     * @param command what runs the bench
     */
    public Path report(String command) {
        begin(command);
        summarise(command);
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
        List<RunQueue.Job> all = new ArrayList<>();
        for (Configs.Resolved reference : config.references()) {
            all.add(new RunQueue.Job("reference", reference, References.folder(reference)));
        }
        for (BenchConfig.BenchRun run : config.runs()) {
            all.add(new RunQueue.Job(
                    run.group() + "/" + run.method() + " seed " + run.seed(),
                    run.config(),
                    folder.resolve(run.folder())));
        }
        RunFolder.make(folder, "--out");
        begin(command);
        List<String> failures = new RunQueue(kept, command, out, progress, stop).run(all, jobs);
        if (stop.getAsBoolean()) {
            out.println("stopped; the same command goes on");
            return Verdict.STOPPED;
        }
        Summary summary = summarise(command);
        out.println();
        out.println(summary.table);
        for (BenchReport.Check check : summary.report.checks()) {
            out.println((check.passed() ? "holds   " : "FAILS   ") + check.text() + "   (" + check.measured() + ")");
        }
        if (summary.report.checks().isEmpty()) {
            out.println("nothing is required of this bench");
        }
        out.println("report: " + folder.resolve("report.html"));
        if (!failures.isEmpty()) {
            return Verdict.RUN_FAILED;
        }
        return summary.report.checks().stream().allMatch(BenchReport.Check::passed)
                ? Verdict.PASSED
                : Verdict.REQUIREMENT_FAILED;
    }

    /** What the folder has to know to make its report anew. */
    private void begin(String command) {
        write(folder.resolve(FILE), config.text());
        write(folder.resolve(RunFolder.COMMAND), command + "\n");
    }

    private record Summary(BenchReport report, String table) {}

    private Summary summarise(String command) {
        Map<String, Map<String, List<BenchConfig.BenchRun>>> matrix = new LinkedHashMap<>();
        int missing = 0;
        for (BenchConfig.BenchRun run : config.runs()) {
            if (finished(run) == null) {
                missing++;
            } else {
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
        BenchReport report = new BenchReport(config.title(), groups, checks, missing, command, config.text());
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
        json.put("missingRuns", missing);
        json.put("figures", summaries);
        json.put("checks", checks);
        write(
                folder.resolve("summary.json"),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        return new Summary(report, table.toString());
    }

    private @Nullable Path finished(BenchConfig.BenchRun run) {
        return RunQueue.finished(kept, run.config(), folder.resolve(run.folder()));
    }

    private BenchReport.Group group(
            String name, Map<String, List<BenchConfig.BenchRun>> methods, Map<String, SeedSummary> summaries) {
        List<BenchReport.Method> measured = new ArrayList<>();
        methods.forEach((method, runs) -> {
            // One curriculum and one set of references for all seeds.
            SingleTaskReferences references =
                    References.among(config.references(), runs.get(0).config(), kept);
            List<Outcome> outcomes = runs.stream()
                    .map(run -> Results.outcome(Objects.requireNonNull(finished(run))))
                    .toList();
            Curriculum curriculum = outcomes.get(0).curriculum();
            BenchReport.Method shown = new BenchReport.Method(
                    method,
                    curriculum,
                    outcomes.stream()
                            .map(run -> new BenchReport.Run(run.result(), run.points(), run.diagnostics()))
                            .toList(),
                    references);
            measured.add(shown);
            summaries.put(name + "/" + method, shown.summary());
        });
        return new BenchReport.Group(name, measured);
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
