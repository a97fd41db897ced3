package dev.reprise.app.report;

import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.List;

/** One chart per task, above each other on the same steps: success over the whole run. */
final class SuccessCurves {
    static final String EXPLANATION =
            "Shaded: the phases that train the task. Dotted lines: where phases begin. Rings: the jump-start of a visit,"
                    + " before any training in it.";

    private static final int ROW_HEIGHT = 74;

    private SuccessCurves() {}

    static Markup draw(Curriculum curriculum, List<EvaluationPoint> points) {
        Markup figures = new Markup().open("div", "class", "wide");
        for (int row = 0; row < curriculum.tasks().size(); row++) {
            figures.open("figure")
                    .add(chart(curriculum, points, row).markup(false))
                    .close("figure");
        }
        return figures.close("div");
    }

    /** The first row names the phases, the last one the steps. */
    static SvgChart chart(Curriculum curriculum, List<EvaluationPoint> points, int row) {
        TaskId task = curriculum.tasks().get(row);
        List<ChartSpan> spans = ChartSpan.phases(curriculum, task);
        ChartAxis steps = ChartAxis.steps(curriculum.totalSteps());
        boolean last = row == curriculum.tasks().size() - 1;
        return new SvgChart(
                "Success of " + task + " over environment steps",
                task.name(),
                ROW_HEIGHT,
                last ? steps : steps.bare(),
                ChartAxis.success(2),
                row == 0 ? spans : spans.stream().map(ChartSpan::unnamed).toList(),
                List.of(new ChartSeries("", line(points, row))),
                jumpStarts(curriculum, points, row));
    }

    private static List<ChartSeries.Point> line(List<EvaluationPoint> points, int row) {
        return points.stream()
                .filter(point ->
                        !point.phaseStart() && !point.success().get(row).isNaN())
                .map(point -> ChartSeries.Point.of(
                        (double) point.step(), point.success().get(row)))
                .toList();
    }

    private static List<ChartDot> jumpStarts(Curriculum curriculum, List<EvaluationPoint> points, int row) {
        TaskId task = curriculum.tasks().get(row);
        List<ChartDot> dots = new ArrayList<>();
        for (EvaluationPoint point : points) {
            double success = point.success().get(row);
            boolean trained = curriculum.phases().get(point.phase()).tasks().contains(task);
            if (point.phaseStart() && trained && !Double.isNaN(success)) {
                String text = "visit " + curriculum.visit(point.phase(), task) + " starts at " + Numbers.rate(success);
                dots.add(new ChartDot((double) point.step(), success, text));
            }
        }
        return dots;
    }
}
