package dev.reprise.app.report;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The matrix of tasks and phases: how well each task went at the end of each phase. */
final class SuccessMatrix {
    static final String EXPLANATION =
            "Rows are tasks, columns are phases; each cell is the mean success over the last tenth of the evaluations of the"
                    + " phase. Outlined: the task is trained there; thick: its own phase.";

    /** One cell of the matrix; null where the task was not evaluated. */
    interface Cells {
        @Nullable
        Double at(int phase, TaskId task);
    }

    private SuccessMatrix() {}

    static Markup draw(Curriculum curriculum, Cells cells) {
        Markup table = new Markup().open("div", "class", "wide").open("table", "class", "matrix");
        table.open("thead").open("tr").element("th", "task", "class", "corner", "scope", "col");
        for (Phase phase : curriculum.phases()) {
            table.open("th", "scope", "col")
                    .element("div", phase.name(), "class", "upright")
                    .text("" + (curriculum.phases().indexOf(phase) + 1))
                    .close("th");
        }
        table.close("tr").close("thead").open("tbody");
        for (TaskId task : curriculum.tasks()) {
            List<Integer> visits = curriculum.phasesOf(task);
            table.open("tr").element("th", task.name(), "scope", "row");
            for (int phase = 0; phase < curriculum.phases().size(); phase++) {
                boolean own = phase == visits.get(visits.size() - 1);
                String mark = own ? "ownphase" : visits.contains(phase) ? "visit" : "";
                table.add(cell(cells.at(phase, task), mark));
            }
            table.close("tr");
        }
        return table.close("tbody").close("table").close("div");
    }

    /** A cell with a rate, the darker the higher. */
    static Markup cell(@Nullable Double rate, String mark) {
        if (rate == null) {
            return new Markup().element("td", Numbers.NONE, "class", mark);
        }
        String kind = mark.isEmpty() ? "rate" : "rate " + mark;
        return new Markup().element("td", Numbers.rate(rate), "class", kind, "style", "--rate:" + Numbers.plain(rate));
    }
}
