package dev.reprise.app.report;

import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.VisitSummary;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Phase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The part of a bench's page that shows one group of methods. */
final class BenchSection {
    private BenchSection() {}

    static Markup draw(BenchReport.Group group) {
        List<MeasuredMethod> methods = MeasuredMethod.all(group);
        Markup section = new Markup()
                .element("h2", group.name())
                .add(headline(methods))
                .element("h3", "Mean success over all tasks")
                .add(chart(group.name(), methods).figure())
                .element("p", caption(methods), "class", "quiet")
                .add(BenchCurves.tasks(methods))
                .element("h3", "Success of each task at the end of the run")
                .add(finalSuccess(methods))
                .element("h3", "Visits, in the mean over tasks and seeds")
                .add(visits(methods))
                .element("h3", "Success at the end of each phase, in the mean over seeds")
                .element("p", SuccessMatrix.EXPLANATION, "class", "quiet");
        for (MeasuredMethod method : methods) {
            section.open("details")
                    .element("summary", method.name())
                    .add(SuccessMatrix.draw(method.curriculum(), method::tail))
                    .close("details");
        }
        return section.add(BenchCurves.diagnostics(methods)).add(BenchCost.draw(methods));
    }

    private static Markup headline(List<MeasuredMethod> methods) {
        Markup table = new Markup().open("div", "class", "wide").open("table");
        table.add(VisitTable.head(
                        "method",
                        "seeds",
                        "performance",
                        "forgetting",
                        "forward transfer",
                        "pooled over tasks",
                        "own-phase success",
                        "jump-start ratio",
                        "savings of returns",
                        "steps to 80 %, new tasks",
                        "steps/s"))
                .open("tbody");
        for (MeasuredMethod method : methods) {
            SeedSummary summary = method.summary();
            table.open("tr")
                    .element("th", method.name(), "scope", "row")
                    .element("td", "" + summary.seeds())
                    .add(cell(summary.performance(), false))
                    .add(cell(summary.forgetting(), false))
                    .add(cell(summary.forwardTransfer(), false))
                    .add(cell(summary.pooledTransfer(), false))
                    .add(cell(summary.ownPhaseSuccess(), false))
                    .add(cell(summary.returnJumpRatio(), false))
                    .add(cell(summary.returnSavings(), false))
                    .add(cell(summary.meanStepsTo80(), true))
                    .element("td", Numbers.count(method.stepsPerSecond()))
                    .close("tr");
        }
        MeasuredMethod.alone(methods, Term.ALONE.title())
                .forEach((name, alone) -> table.open("tr")
                        .element("th", name, "scope", "row")
                        .element("td", Numbers.NONE)
                        .add(cell(alone, false))
                        .close("tr"));
        return table.close("tbody").close("table").close("div");
    }

    static Markup cell(@Nullable Interval interval, boolean counts) {
        Markup cell = new Markup().open("td");
        if (interval == null) {
            cell.text(Numbers.NONE);
        } else {
            cell.text(counts ? Numbers.count(interval.mean()) : Numbers.rate(interval.mean()));
            if (interval.bounded()) {
                cell.element("small", Numbers.bounds(interval, counts));
            }
        }
        return cell.close("td");
    }

    static SvgChart chart(String group, List<MeasuredMethod> methods) {
        return new SvgChart(
                "Mean success over all tasks by method, " + group,
                "",
                SvgChart.height(250, methods.size()),
                steps(methods),
                ChartAxis.success(4),
                phases(methods, null),
                methods.stream().map(MeasuredMethod::successOverTime).toList(),
                List.of());
    }

    private static String caption(List<MeasuredMethod> methods) {
        String bands = "Bands: 90 % intervals over seeds.";
        if (!samePhases(methods)) {
            return bands;
        }
        List<Phase> phases = methods.get(0).curriculum().phases();
        return bands + " Dotted lines: where phases begin: "
                + IntStream.range(0, phases.size())
                        .mapToObj(i -> (i + 1) + "\u00a0" + phases.get(i).name())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Steps of the longest run. */
    static ChartAxis steps(List<MeasuredMethod> methods) {
        return ChartAxis.steps(methods.stream()
                .mapToLong(method -> method.curriculum().totalSteps())
                .max()
                .orElseThrow());
    }

    /** The phases that all methods go through, those of {@code task} shaded; none where they differ. */
    static List<ChartSpan> phases(List<MeasuredMethod> methods, @Nullable TaskId task) {
        return samePhases(methods) ? ChartSpan.phases(methods.get(0).curriculum(), task) : List.of();
    }

    private static boolean samePhases(List<MeasuredMethod> methods) {
        return methods.stream().map(MeasuredMethod::curriculum).distinct().count() == 1;
    }

    private static Markup finalSuccess(List<MeasuredMethod> methods) {
        Markup table = new Markup().open("div", "class", "wide").open("table", "class", "matrix");
        table.open("thead").open("tr").element("th", "method", "class", "corner", "scope", "col");
        List<TaskId> tasks = methods.get(0).curriculum().tasks();
        for (TaskId task : tasks) {
            table.open("th", "scope", "col")
                    .element("div", task.name(), "class", "upright")
                    .close("th");
        }
        table.close("tr").close("thead").open("tbody");
        for (MeasuredMethod method : methods) {
            int last = method.curriculum().phases().size() - 1;
            table.open("tr").element("th", method.name(), "scope", "row");
            for (TaskId task : tasks) {
                boolean known = method.curriculum().tasks().contains(task);
                table.add(SuccessMatrix.cell(known ? method.tail(last, task) : null, ""));
            }
            table.close("tr");
        }
        return table.close("tbody").close("table").close("div");
    }

    private static Markup visits(List<MeasuredMethod> methods) {
        Markup table = new Markup().open("div", "class", "wide").open("table");
        table.add(VisitTable.head(
                        "method",
                        "visit",
                        "jump-start",
                        "tail",
                        "steps to 80 %",
                        "retention",
                        "savings",
                        "forward transfer"))
                .open("tbody");
        for (MeasuredMethod method : methods) {
            for (int visit = 1; visit <= method.visits(); visit++) {
                VisitSummary summary = VisitSummary.of(visit, method.metrics());
                table.open("tr")
                        .element("th", visit == 1 ? method.name() : "", "scope", "row")
                        .element("td", "" + visit)
                        .add(cell(summary.jumpStart(), false))
                        .add(cell(summary.tail(), false))
                        .add(cell(summary.stepsTo80(), true))
                        .add(cell(summary.retention(), false))
                        .add(cell(summary.savings(), false))
                        .add(cell(summary.forwardTransfer(), false))
                        .close("tr");
            }
        }
        return table.close("tbody").close("table").close("div");
    }
}
