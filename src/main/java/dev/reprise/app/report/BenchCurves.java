package dev.reprise.app.report;

import dev.reprise.envs.spec.TaskId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Curves of one group that a reader may open: success of each task, and what the learners said of themselves. */
final class BenchCurves {
    private static final int TASK_HEIGHT = 90;
    private static final int DIAGNOSTIC_HEIGHT = 130;

    private BenchCurves() {}

    /** One chart per task with all methods. */
    static Markup tasks(List<MeasuredMethod> methods) {
        Markup charts = new Markup().open("details").element("summary", "Success of each task over the run");
        for (TaskId task : methods.get(0).curriculum().tasks()) {
            charts.add(figure(new SvgChart(
                    "Success of " + task + " by method",
                    task.name(),
                    height(TASK_HEIGHT, methods),
                    steps(methods),
                    ChartAxis.success(2),
                    BenchSection.samePhases(methods)
                            ? ChartSpan.phases(methods.get(0).curriculum(), task)
                            : List.of(),
                    methods.stream().map(method -> method.successOverTime(task)).toList(),
                    List.of())));
        }
        return charts.close("details");
    }

    /** One chart per figure with the methods that tell it, in the mean over seeds. */
    static Markup diagnostics(List<MeasuredMethod> methods) {
        Set<String> names = new LinkedHashSet<>();
        methods.forEach(method -> names.addAll(method.diagnostics()));
        Markup charts = new Markup();
        if (names.isEmpty()) {
            return charts;
        }
        charts.open("details").element("summary", "Diagnostics of the learners, in the mean over seeds");
        for (String name : names) {
            List<ChartSeries> series = methods.stream()
                    .map(method -> method.diagnostic(name))
                    .filter(line -> !line.points().isEmpty())
                    .toList();
            List<Double> values = series.stream()
                    .flatMap(line -> line.points().stream())
                    .map(ChartSeries.Point::y)
                    .toList();
            if (!values.isEmpty()) {
                charts.add(figure(new SvgChart(
                        name + " by method",
                        name,
                        height(DIAGNOSTIC_HEIGHT, methods),
                        steps(methods),
                        ChartAxis.of(name, values),
                        List.of(),
                        series,
                        List.of())));
            }
        }
        return charts.close("details");
    }

    private static Markup figure(SvgChart chart) {
        return new Markup()
                .open("figure")
                .open("div", "class", "wide")
                .add(chart.markup(false))
                .close("div")
                .close("figure");
    }

    private static ChartAxis steps(List<MeasuredMethod> methods) {
        return ChartAxis.steps(methods.stream()
                .mapToLong(method -> method.curriculum().totalSteps())
                .max()
                .orElseThrow());
    }

    /** Room for the names of all methods. */
    private static int height(int least, List<MeasuredMethod> methods) {
        return Math.max(least, 17 * methods.size());
    }
}
