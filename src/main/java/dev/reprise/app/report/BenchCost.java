package dev.reprise.app.report;

import dev.reprise.app.science.RunResult;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the runs of one group took, and which build they come from. */
final class BenchCost {
    private BenchCost() {}

    static Markup draw(List<MeasuredMethod> methods) {
        Markup table = new Markup()
                .element("h3", "Cost and origin of the runs, in the mean over seeds")
                .open("div", "class", "wide")
                .open("table")
                .add(VisitTable.head(
                        "method", "environment steps", "gradient steps", "wall clock", "steps/s", "seeds", "commits"))
                .open("tbody");
        for (MeasuredMethod method : methods) {
            List<RunResult> runs =
                    method.runs().stream().map(BenchReport.Run::result).toList();
            table.open("tr")
                    .element("th", method.name(), "scope", "row")
                    .element("td", Numbers.count(mean(runs, RunResult::envSteps)))
                    .element("td", Numbers.count(mean(runs, RunResult::gradientSteps)))
                    .element("td", PageParts.duration(mean(runs, RunResult::wallSeconds)))
                    .element("td", Numbers.count(method.stepsPerSecond()))
                    .element("td", runs.stream().map(run -> "" + run.seed()).collect(Collectors.joining(", ")))
                    .element("td", commits(runs))
                    .close("tr");
        }
        return table.close("tbody").close("table").close("div");
    }

    private static double mean(List<RunResult> runs, ToDoubleFunction<RunResult> figure) {
        return runs.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static String commits(List<RunResult> runs) {
        String known = runs.stream()
                .map(RunResult::commit)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? Numbers.NONE : known;
    }
}
