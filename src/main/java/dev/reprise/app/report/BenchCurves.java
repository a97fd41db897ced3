package dev.reprise.app.report;

import dev.reprise.app.science.Diagnostics;
import dev.reprise.envs.spec.TaskId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Curves of one group that a reader may open: success of each task, and what the learners said of themselves. */
final class BenchCurves {
    private static final int TASK_HEIGHT = 90;

    private BenchCurves() {}

    /** One chart per task with all methods. */
    static Markup tasks(List<MeasuredMethod> methods) {
        Markup charts = new Markup().open("details").element("summary", "Success of each task over the run");
        for (TaskId task : methods.get(0).curriculum().tasks()) {
            charts.add(new SvgChart(
                            "Success of " + task + " by method",
                            task.name(),
                            SvgChart.height(TASK_HEIGHT, methods.size()),
                            BenchSection.steps(methods),
                            ChartAxis.success(2),
                            BenchSection.phases(methods, task),
                            methods.stream()
                                    .map(method -> method.successOverTime(task))
                                    .toList(),
                            List.of())
                    .figure());
        }
        return charts.close("details");
    }

    /** One chart per figure with the methods that tell it, in the mean over seeds. */
    static Markup diagnostics(List<MeasuredMethod> methods) {
        Map<String, List<Diagnostics>> learners = new LinkedHashMap<>();
        for (MeasuredMethod method : methods) {
            learners.put(
                    method.name(),
                    method.runs().stream().map(BenchReport.Run::diagnostics).toList());
        }
        return DiagnosticCurves.draw(
                "Diagnostics of the learners, in the mean over seeds",
                learners,
                BenchSection.steps(methods),
                BenchSection.phases(methods, null));
    }
}
