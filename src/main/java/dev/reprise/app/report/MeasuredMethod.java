package dev.reprise.app.report;

import dev.reprise.app.science.Bootstrap;
import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A method of a bench with everything that the tables and charts show of it, computed once. */
record MeasuredMethod(
        String name,
        Curriculum curriculum,
        List<BenchReport.Run> runs,
        List<ContinualMetrics> metrics,
        List<SuccessTable> tables,
        SeedSummary summary) {

    static MeasuredMethod of(BenchReport.Method method, SingleTaskReferences references) {
        List<ContinualMetrics> metrics = method.runs().stream()
                .map(run -> ContinualMetrics.of(method.curriculum(), run.points(), references))
                .toList();
        List<SuccessTable> tables = method.runs().stream()
                .map(run -> new SuccessTable(method.curriculum(), run.points()))
                .toList();
        return new MeasuredMethod(
                method.name(),
                method.curriculum(),
                method.runs(),
                metrics,
                tables,
                SeedSummary.of(metrics, references));
    }

    static List<MeasuredMethod> all(BenchReport.Group group) {
        return group.methods().stream()
                .map(method -> of(method, group.references()))
                .toList();
    }

    /** Most visits that any task has. */
    int visits() {
        return metrics.get(0).tasks().stream()
                .mapToInt(task -> task.visits().size())
                .max()
                .orElseThrow();
    }

    /** Mean over seeds of tail₅ of a task in a phase; null where no seed has it. */
    @Nullable
    Double tail(int phase, TaskId task) {
        OptionalDouble mean = tables.stream()
                .map(table -> table.tail(phase, task))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** Mean environment steps per second over runs. */
    double stepsPerSecond() {
        return runs.stream()
                .mapToDouble(run -> run.result().stepsPerSecond())
                .average()
                .orElseThrow();
    }

    /** Mean success over all tasks at every step at which all seeds were evaluated, with its interval over seeds. */
    ChartSeries successOverTime() {
        Map<Long, List<Double>> bySteps = new TreeMap<>();
        for (BenchReport.Run run : runs) {
            for (EvaluationPoint point : run.points()) {
                boolean everyTask = point.success().stream().noneMatch(rate -> rate.isNaN());
                if (!point.phaseStart() && everyTask) {
                    bySteps.computeIfAbsent(point.step(), step -> new ArrayList<>())
                            .add(point.success().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElseThrow());
                }
            }
        }
        List<ChartSeries.Point> points = new ArrayList<>();
        bySteps.forEach((step, rates) -> {
            if (rates.size() == runs.size()) {
                Interval interval = Bootstrap.mean(rates);
                points.add(new ChartSeries.Point((double) step, interval.mean(), interval.low(), interval.high()));
            }
        });
        return new ChartSeries(name, points);
    }
}
