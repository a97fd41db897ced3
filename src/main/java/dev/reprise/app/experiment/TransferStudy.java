package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.report.TransferReport;
import dev.reprise.app.science.Bootstrap;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.app.science.TaskGroups;
import dev.reprise.app.science.TransferMatrix;
import dev.reprise.envs.spec.TaskId;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pairwise runs over the tasks of a configuration, and what they say of who should learn with whom. */
public final class TransferStudy {
    private final List<Configs.Resolved> seeds;
    private final List<TaskId> tasks;
    private final Path folder;
    private final KeptRuns kept;

    /**
     * @param seeds the configuration, once per seed; its tasks, steps of a visit and agent are used, the rest of its
     *     curriculum is not
     * @param folder of the study
     */
    public TransferStudy(List<Configs.Resolved> seeds, Path folder, KeptRuns kept) {
        this.seeds = List.copyOf(seeds);
        Configs.Resolved first = seeds.get(0);
        this.tasks = first.config().curriculumOf(first.suite()).tasks();
        if (tasks.size() < 2) {
            throw new UserException("transfer is between two tasks; the config names " + tasks.size());
        }
        this.folder = folder;
        this.kept = kept;
    }

    /** How many runs of a pair there are. */
    public int pairs() {
        return seeds.size() * tasks.size() * (tasks.size() - 1);
    }

    /**
     * Runs what has not been run, then writes tables, plot and report.
     *
     * @param stop asked often; when true, all runs write a checkpoint and stop
     * @return {@code PASSED} when all runs were done
     */
    public Bench.Verdict run(int jobs, String command, PrintStream out, Progress progress, BooleanSupplier stop) {
        List<RunQueue.Job> all = new ArrayList<>();
        List<RunQueue.Job> pairs = new ArrayList<>();
        for (Configs.Resolved seed : seeds) {
            for (TaskId a : tasks) {
                for (TaskId b : tasks) {
                    if (!a.equals(b)) {
                        Configs.Resolved pair = pair(seed, a, b);
                        pairs.add(new RunQueue.Job(a + ", then " + b, pair, folder(pair, a, b)));
                    }
                }
            }
        }
        RunFolder.make(folder, "--out");
        alone().forEach(run -> all.add(new RunQueue.Job("alone", run, References.folder(run))));
        all.addAll(pairs);
        List<String> failures = new RunQueue(kept, command, out, progress, stop).run(all, jobs);
        if (stop.getAsBoolean()) {
            out.println("stopped; the same command goes on");
            return Bench.Verdict.STOPPED;
        }
        if (!failures.isEmpty()) {
            out.println(failures.size() + " runs failed; the same command tries them again");
            return Bench.Verdict.RUN_FAILED;
        }
        write(command, out);
        return Bench.Verdict.PASSED;
    }

    /** Every task alone, with every seed. */
    private List<Configs.Resolved> alone() {
        Map<Path, Configs.Resolved> alone = new LinkedHashMap<>();
        for (Configs.Resolved seed : seeds) {
            for (TaskId b : tasks.subList(1, tasks.size())) {
                References.of(pair(seed, tasks.get(0), b), false)
                        .forEach(run -> alone.put(References.folder(run), run));
            }
        }
        return List.copyOf(alone.values());
    }

    private Configs.Resolved pair(Configs.Resolved seed, TaskId a, TaskId b) {
        ExperimentConfig config = seed.config();
        return new Configs.Resolved(
                config.with(new ExperimentConfig.CurriculumConfig(
                        ExperimentConfig.Kind.SEQUENTIAL,
                        List.of(a.name(), b.name()),
                        ExperimentConfig.Order.GIVEN,
                        0,
                        null,
                        config.curriculum().steps(),
                        1,
                        null)),
                seed.suite());
    }

    private Path folder(Configs.Resolved pair, TaskId a, TaskId b) {
        return folder.resolve("pairs")
                .resolve(a.name())
                .resolve(b.name())
                .resolve("seed-" + pair.config().seed());
    }

    private TransferMatrix matrix() {
        long steps = seeds.get(0).config().curriculum().steps();
        List<Configs.Resolved> listed = alone();
        SingleTaskReferences[] alone = new SingleTaskReferences[tasks.size()];
        List<List<TransferMatrix.@Nullable Pair>> pairs = new ArrayList<>();
        for (TaskId a : tasks) {
            List<TransferMatrix.@Nullable Pair> row = new ArrayList<>();
            for (int b = 0; b < tasks.size(); b++) {
                if (a.equals(tasks.get(b))) {
                    row.add(null);
                    continue;
                }
                SingleTaskReferences references = alone[b];
                if (references == null) {
                    references = References.among(listed, pair(seeds.get(0), a, tasks.get(b)), kept);
                    alone[b] = references;
                }
                row.add(TransferMatrix.pair(sample(a, tasks.get(b)), references.aucs(tasks.get(b), steps)));
            }
            pairs.add(row);
        }
        return new TransferMatrix(
                seeds.get(0).suite().name(),
                steps,
                seeds.stream().map(seed -> seed.config().seed()).toList(),
                tasks,
                IntStream.range(0, tasks.size())
                        .mapToObj(b ->
                                Bootstrap.mean(Objects.requireNonNull(alone[b]).aucs(tasks.get(b), steps)))
                        .toList(),
                pairs);
    }

    private TransferMatrix.Sample sample(TaskId a, TaskId b) {
        List<Double> aucs = new ArrayList<>();
        List<Double> forgettings = new ArrayList<>();
        for (Configs.Resolved seed : seeds) {
            Configs.Resolved pair = pair(seed, a, b);
            Outcome outcome = Results.outcome(
                    Objects.requireNonNull(RunQueue.finished(kept, pair, folder(pair, a, b)), "all runs are done"));
            SuccessTable table = new SuccessTable(outcome.curriculum(), outcome.points());
            aucs.add(Objects.requireNonNull(table.mean(1, b)));
            forgettings.add(Objects.requireNonNull(table.tail(0, a)) - Objects.requireNonNull(table.tail(1, a)));
        }
        return new TransferMatrix.Sample(aucs, forgettings);
    }

    private void write(String command, PrintStream out) {
        TransferMatrix matrix = matrix();
        TaskGroups groups = TaskGroups.of(matrix);
        TransferReport report =
                new TransferReport(matrix, groups, command, seeds.get(0).tree().toYaml());
        out.println();
        out.println(report.text());
        write("transfer.json", TransferFiles.json(matrix, groups));
        write("transfer.csv", TransferFiles.csv(matrix));
        write("transfer.md", report.text());
        write("transfer.svg", report.svg());
        write("report.html", report.html());
        out.println("report: " + folder.resolve("report.html"));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }
}
