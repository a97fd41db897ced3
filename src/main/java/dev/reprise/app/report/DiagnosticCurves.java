package dev.reprise.app.report;

import dev.reprise.app.science.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What learners said of themselves over a run: a chart per figure that a reader may open. */
final class DiagnosticCurves {
    private static final int LEAST_HEIGHT = 130;

    private DiagnosticCurves() {}

    /**
     * The charts; nothing where nothing was told.
     *
     * @param summary what the reader sees before opening them
     * @param learners by the names of their lines, each with its seeds, whose mean is drawn
     * @param phases an empty list draws none
     */
    static Markup draw(
            String summary, Map<String, List<Diagnostics>> learners, ChartAxis steps, List<ChartSpan> phases) {
        Set<String> figures = new LinkedHashSet<>();
        learners.values()
                .forEach(seeds ->
                        seeds.forEach(seed -> figures.addAll(seed.figures().keySet())));
        // It is in the table of costs, and says nothing of the learner.
        figures.remove("wallSeconds");
        Markup charts = new Markup();
        if (figures.isEmpty()) {
            return charts;
        }
        charts.open("details").element("summary", summary);
        for (String figure : figures) {
            List<ChartSeries> series = new ArrayList<>();
            learners.forEach((name, seeds) -> {
                ChartSeries line = line(name, seeds, figure);
                if (!line.points().isEmpty()) {
                    series.add(line);
                }
            });
            List<Double> values = series.stream()
                    .flatMap(line -> line.points().stream())
                    .map(ChartSeries.Point::y)
                    .toList();
            if (!values.isEmpty()) {
                charts.add(new SvgChart(
                                figure + " over environment steps",
                                figure,
                                SvgChart.height(LEAST_HEIGHT, learners.size()),
                                steps,
                                ChartAxis.of(figure, values),
                                phases,
                                series,
                                List.of())
                        .figure());
            }
        }
        return charts.close("details");
    }

    /** One figure as means over the seeds that tell it. */
    private static ChartSeries line(String name, List<Diagnostics> seeds, String figure) {
        Map<Long, List<Double>> bySteps = new TreeMap<>();
        for (Diagnostics seed : seeds) {
            List<Double> values = seed.figures().getOrDefault(figure, List.of());
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isNaN()) {
                    bySteps.computeIfAbsent(seed.steps().get(i), step -> new ArrayList<>())
                            .add(values.get(i));
                }
            }
        }
        List<ChartSeries.Point> points = new ArrayList<>();
        bySteps.forEach((step, values) -> points.add(ChartSeries.Point.of(
                (double) step,
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow())));
        return new ChartSeries(name, points);
    }
}
