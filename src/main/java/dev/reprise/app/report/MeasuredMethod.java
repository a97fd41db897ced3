package dev.reprise.app.report;

import dev.reprise.app.science.Bootstrap;
import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A method of a bench with everything that the tables and charts show of it, computed once. */
record MeasuredMethod(
        String name,
        Curriculum curriculum,
        List<BenchReport.Run> runs,
        List<ContinualMetrics> metrics,
        List<SuccessTable> tables,
        SeedSummary summary) {

    static MeasuredMethod of(BenchReport.Method method) {
        List<SuccessTable> tables = method.runs().stream()
                .map(run -> new SuccessTable(method.curriculum(), run.points()))
                .toList();
        return new MeasuredMethod(
                method.name(), method.curriculum(), method.runs(), method.metrics(), tables, method.summary());
    }

    static List<MeasuredMethod> all(BenchReport.Group group) {
        return group.methods().stream().map(MeasuredMethod::of).toList();
    }

    /**
     * What agents of their own reach, by the name of the row that says so: a row for each set of references, named after
     * the first method that has it; without a method's name where several share the only one.
     */
    static Map<String, Interval> alone(List<MeasuredMethod> methods, String name) {
        Map<Interval, List<String>> sharing = new LinkedHashMap<>();
        for (MeasuredMethod method : methods) {
            Interval alone = method.summary().alone();
            if (alone != null) {
                sharing.computeIfAbsent(alone, figure -> new ArrayList<>()).add(method.name());
            }
        }
        Map<String, Interval> rows = new LinkedHashMap<>();
        sharing.forEach((alone, names) -> {
            boolean unnamed = sharing.size() == 1 && (names.size() > 1 || methods.size() == 1);
            String others = names.size() == 1 ? "" : " and " + (names.size() - 1) + " more";
            rows.put(unnamed ? name : name + ", as " + names.get(0) + others, alone);
        });
        return rows;
    }

    /** Most visits that any task has. */
    int visits() {
        return metrics.get(0).tasks().stream()
                .mapToInt(task -> task.visits().size())
                .max()
                .orElseThrow();
    }

    /** Mean over seeds of the tail of a task in a phase; null where no seed has it. */
    @Nullable
    Double tail(int phase, TaskId task) {
        OptionalDouble mean = tables.stream()
                .map(table -> table.tail(phase, task))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** Mean environment steps per second over runs; null where no time was measured. */
    @Nullable
    Double stepsPerSecond() {
        Interval speed = summary.stepsPerSecond();
        return speed == null ? null : speed.mean();
    }

    /** Mean success over all tasks at every step at which all seeds were evaluated, with its interval over seeds. */
    ChartSeries successOverTime() {
        return overTime(point -> point.success().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow());
    }

    /** Success of one task; empty when the method does not know it. */
    ChartSeries successOverTime(TaskId task) {
        int column = curriculum.tasks().indexOf(task);
        return overTime(point -> column < 0 ? Double.NaN : point.success().get(column));
    }

    /** A figure of evaluations as means over seeds, at every step at which all seeds have it, with intervals. */
    private ChartSeries overTime(ToDoubleFunction<EvaluationPoint> figure) {
        Map<Long, List<Double>> bySteps = new TreeMap<>();
        for (BenchReport.Run run : runs) {
            for (EvaluationPoint point : run.points()) {
                double value = figure.applyAsDouble(point);
                if (!point.phaseStart() && !Double.isNaN(value)) {
                    bySteps.computeIfAbsent(point.step(), step -> new ArrayList<>())
                            .add(value);
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
