package dev.reprise.app.report;

import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.List;

/** Returns over the whole run, a line for each task, where no evaluation has seen a success: of suites that know none. */
final class ReturnCurves {
    private static final int LEAST_HEIGHT = 160;

    private ReturnCurves() {}

    /** Nothing where there was a success. */
    static Markup draw(Curriculum curriculum, List<EvaluationPoint> points) {
        Markup markup = new Markup();
        if (points.stream().flatMap(point -> point.success().stream()).anyMatch(rate -> rate > 0)) {
            return markup;
        }
        List<ChartSeries> series = new ArrayList<>();
        for (int task = 0; task < curriculum.tasks().size(); task++) {
            int column = task;
            series.add(new ChartSeries(
                    curriculum.tasks().get(task).name(),
                    points.stream()
                            .filter(point -> !point.phaseStart()
                                    && !point.meanReturn().get(column).isNaN())
                            .map(point -> ChartSeries.Point.of(
                                    (double) point.step(), point.meanReturn().get(column)))
                            .toList()));
        }
        List<Double> values = series.stream()
                .flatMap(line -> line.points().stream())
                .map(ChartSeries.Point::y)
                .toList();
        if (values.isEmpty()) {
            return markup;
        }
        return markup.element("h2", "Returns over the run")
                .element(
                        "p",
                        "No evaluation has seen a success: either nothing was learnt, or the suite reports none. Mean return of an"
                                + " evaluation's episodes, undiscounted.",
                        "class",
                        "quiet")
                .add(new SvgChart(
                                "Mean return over environment steps",
                                "",
                                SvgChart.height(LEAST_HEIGHT, series.size()),
                                ChartAxis.steps(curriculum.totalSteps()),
                                ChartAxis.of("return", values),
                                ChartSpan.phases(curriculum, null),
                                series,
                                List.of())
                        .figure());
    }
}
