package dev.reprise.app.report;

import dev.reprise.app.Version;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.TaskGroups;
import dev.reprise.app.science.TransferMatrix;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page of a transfer study: the matrix as a plot and as a table with intervals, what each second task takes from the
 * first, and which tasks should share a backbone.
 *
 * @param command the exact command line that repeats the study
 * @param configYaml the resolved config of its first seed
 */
public record TransferReport(TransferMatrix matrix, TaskGroups groups, String command, String configYaml) {
    private static final String READING =
            "Rows: learnt first. Columns: learnt then. Gain: mean success over the second task's phase minus that of the task"
                    + " learnt alone for as long; below 0 the first task is in the way.";
    private static final String GROUPING =
            "The partition in which tasks gain most from each other, a task's gain in its group being the mean of what the"
                    + " others do for it, and 0 alone. A group of one means: better alone.";
    /** A gain of so much has the full colour. */
    private static final double FULL = 0.4;

    /** The page as one file. */
    public String html() {
        String title = "Transfer between the tasks of " + matrix.suite();
        Markup body = new Markup()
                .element("h1", title)
                .element("p", summary(), "class", "quiet")
                .element("h2", "Gain of the second task")
                .element("p", READING, "class", "quiet")
                .open("figure")
                .add(map().markup(false))
                .close("figure")
                .element("h2", "Which tasks should share a backbone")
                .element("p", GROUPING, "class", "quiet")
                .open("ul");
        groups.groups().forEach(group -> body.element("li", names(group)));
        body.close("ul")
                .element("p", gain())
                .element("h2", "Gain, with 90 % intervals")
                .add(table(TransferMatrix.Pair::gain))
                .element("h2", "The same as forward transfer")
                .element("p", Term.TRANSFER.sentence(), "class", "quiet")
                .add(table(TransferMatrix.Pair::transfer))
                .element("h2", "What the second task takes from the first")
                .element(
                        "p",
                        "Success of the first task at the end of its phase minus at the end of the second task's.",
                        "class",
                        "quiet")
                .add(table(TransferMatrix.Pair::forgetting))
                .element("h2", "How to run it again")
                .element("pre", command)
                .element("h2", "Config")
                .element("pre", configYaml)
                .add(PageParts.footer(Version.TEXT));
        return Page.html(title, body);
    }

    /** The plot as a file of its own. */
    public String svg() {
        return map().markup(true).toString();
    }

    /** Gains and groups as Markdown that also reads well unrendered. */
    public String text() {
        List<String> head = new ArrayList<>(List.of("first \\ then"));
        head.addAll(names());
        TextTable table = new TextTable(head);
        for (int a = 0; a < matrix.tasks().size(); a++) {
            List<String> row = new ArrayList<>(List.of(names().get(a)));
            for (int b = 0; b < matrix.tasks().size(); b++) {
                TransferMatrix.Pair pair = matrix.pairs().get(a).get(b);
                row.add(pair == null ? Numbers.NONE : Numbers.rate(pair.gain()));
            }
            table.row(row);
        }
        List<String> alone = new ArrayList<>(List.of("alone: mean success"));
        matrix.alone().forEach(value -> alone.add(Numbers.rate(value)));
        table.row(alone);
        StringBuilder text = new StringBuilder();
        text.append(READING)
                .append(" 90 % intervals over ")
                .append(PageParts.counted(matrix.seeds().size(), "seed"));
        text.append(".\n\n").append(table).append('\n').append(GROUPING).append("\n\n");
        groups.groups().forEach(group -> text.append("- ").append(names(group)).append('\n'));
        return text.append('\n').append(gain()).append('\n').toString();
    }

    /** The largest of many uncertain sums is larger than what it is a sum of. */
    private String gain() {
        return "Gain in the mean over tasks: " + Numbers.rate(groups.gain())
                + ", on the pairs that the groups were chosen by: the best of all groupings, so expect less.";
    }

    private String summary() {
        return PageParts.counted(matrix.tasks().size(), "task") + ", "
                + PageParts.counted(matrix.steps(), "environment step") + " each, "
                + PageParts.counted(matrix.seeds().size(), "seed") + ". The agent learns one task, then the other; "
                + Term.INTERVAL.title() + " are 90 % intervals over seeds.";
    }

    private List<String> names() {
        return matrix.tasks().stream().map(TaskId::name).toList();
    }

    private String names(List<Integer> group) {
        return group.stream().map(names()::get).collect(Collectors.joining(", "));
    }

    private HeatMap map() {
        List<List<@Nullable Double>> values = new ArrayList<>();
        for (List<TransferMatrix.@Nullable Pair> row : matrix.pairs()) {
            List<@Nullable Double> cells = new ArrayList<>();
            row.forEach(
                    pair -> cells.add(pair == null ? null : (Double) pair.gain().mean()));
            values.add(cells);
        }
        return new HeatMap("Gain of the second task by the first", names(), names(), values, FULL);
    }

    private Markup table(Function<TransferMatrix.Pair, @Nullable Interval> figure) {
        List<String> head = new ArrayList<>(List.of("first"));
        head.addAll(names());
        Markup table = new Markup()
                .open("div", "class", "wide")
                .open("table")
                .add(VisitTable.head(head.toArray(String[]::new)))
                .open("tbody");
        for (int a = 0; a < matrix.tasks().size(); a++) {
            table.open("tr").element("th", names().get(a), "scope", "row");
            for (TransferMatrix.Pair pair : matrix.pairs().get(a)) {
                table.add(BenchSection.cell(pair == null ? null : figure.apply(pair), false));
            }
            table.close("tr");
        }
        return table.close("tbody").close("table").close("div");
    }
}
