package dev.reprise.app.report;

import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.app.science.VisitFigures;
import dev.reprise.envs.spec.TaskId;
import java.util.List;

/** Every visit of every task of one run, a row each. */
final class VisitTable {
    private VisitTable() {}

    static Markup draw(RunResult result, SuccessTable success) {
        Markup table = new Markup().open("div", "class", "wide").open("table");
        table.add(head(
                "task",
                "visit",
                "phase",
                "steps",
                "jump-start",
                "tail",
                "steps to 80 %",
                "retention",
                "savings",
                "forward transfer"));
        table.open("tbody");
        for (RunResult.Task task : result.tasks()) {
            TaskId id = new TaskId(task.task());
            List<Integer> phases = success.curriculum().phasesOf(id);
            for (RunResult.Visit visit : task.visits()) {
                int phase = phases.get(visit.visit() - 1);
                table.open("tr")
                        .element("th", visit.visit() == 1 ? task.task() : "", "scope", "row")
                        .element("td", "" + visit.visit())
                        .element("td", "" + (phase + 1))
                        .element("td", Numbers.count(visit.start()) + " – " + Numbers.count(visit.end()))
                        .element("td", Numbers.rate(visit.jumpStart()))
                        .element("td", Numbers.rate(visit.tail()))
                        .element("td", Numbers.count(success.stepsTo(VisitFigures.LEARNT, phase, id)))
                        .element("td", Numbers.rate(visit.retention()))
                        .element("td", Numbers.rate(visit.savings()))
                        .element("td", Numbers.rate(visit.forwardTransfer()))
                        .close("tr");
            }
        }
        return table.close("tbody").close("table").close("div");
    }

    /** A table's head of one row. */
    static Markup head(String... names) {
        Markup head = new Markup().open("thead").open("tr");
        for (String name : names) {
            head.element("th", name, "scope", "col");
        }
        return head.close("tr").close("thead");
    }
}
