package dev.reprise.app.report;

import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SeedSummary;
import dev.reprise.app.science.SuccessTable;
import dev.reprise.app.science.VisitMeans;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of the pages as text for a terminal and for a README: Markdown that also reads well unrendered. */
public final class ResultTable {
    /** Wider than this, columns are headed by phase numbers instead of names. */
    private static final int WIDTH = 100;

    private ResultTable() {}

    /**
     * One run: success of each task at the end of each phase (a star marks the phases that train the task), then the
     * headline figures.
     */
    public static String run(RunResult result, Curriculum curriculum, List<EvaluationPoint> points) {
        SuccessTable success = new SuccessTable(curriculum, points);
        int count = curriculum.phases().size();
        StringBuilder text = new StringBuilder();
        TextTable named = phases(success, 0, count, true);
        if (named.width() <= WIDTH) {
            text.append(named);
        } else {
            int fitting = fitting(success);
            for (int from = 0; from < count; from += fitting) {
                text.append(phases(success, from, Math.min(count, from + fitting), false))
                        .append('\n');
            }
            text.append(phaseNames(curriculum));
        }
        text.append("\nSuccess at the end of each phase; * marks the phases that train the task.\n\n");
        return text.append(figures(result, ContinualMetrics.of(curriculum, points)))
                .toString();
    }

    /** How many numbered columns a line has room for, shared out evenly when it takes several tables. */
    private static int fitting(SuccessTable success) {
        int count = success.curriculum().phases().size();
        int names = phases(success, 0, 0, false).width();
        int column = phases(success, 0, 1, false).width() - names;
        int most = Math.max(1, (WIDTH - names) / column);
        int tables = (count + most - 1) / most;
        return (count + tables - 1) / tables;
    }

    private static TextTable phases(SuccessTable success, int from, int to, boolean named) {
        Curriculum curriculum = success.curriculum();
        List<String> head = new ArrayList<>(List.of("task"));
        for (int phase = from; phase < to; phase++) {
            head.add(named ? curriculum.phases().get(phase).name() : "" + (phase + 1));
        }
        TextTable table = new TextTable(head);
        for (TaskId task : curriculum.tasks()) {
            List<String> row = new ArrayList<>(List.of(task.name()));
            for (int phase = from; phase < to; phase++) {
                boolean trained = curriculum.phases().get(phase).tasks().contains(task);
                row.add(Numbers.rate(success.tail(phase, task)) + (trained ? "*" : " "));
            }
            table.row(row);
        }
        return table;
    }

    /** 1 reach-north · 2 reach-south · … in lines that fit a terminal. */
    private static String phaseNames(Curriculum curriculum) {
        StringBuilder text = new StringBuilder("Phases:");
        int column = text.length();
        int number = 0;
        for (Phase phase : curriculum.phases()) {
            number++;
            String item = " " + number + " " + phase.name()
                    + (number < curriculum.phases().size() ? "," : "");
            if (column + item.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(item);
            column += item.length();
        }
        return text.append('\n').toString();
    }

    private static TextTable figures(RunResult result, ContinualMetrics metrics) {
        VisitMeans second = VisitMeans.of(2, metrics);
        TextTable table = new TextTable(List.of("figure", "value"));
        table.row(List.of("performance", Numbers.rate(result.performance())));
        table.row(List.of("forgetting", Numbers.rate(result.forgetting())));
        table.row(List.of("forward transfer", Numbers.rate(result.forwardTransfer())));
        table.row(List.of("jump-start of second visits", Numbers.rate(second.jumpStart())));
        table.row(List.of("savings of second visits", Numbers.rate(second.savings())));
        table.row(List.of("environment steps per second", Numbers.count(result.stepsPerSecond())));
        return table;
    }

    /** One group of a bench: a row per method, means over seeds with 90 % intervals. */
    public static String bench(BenchReport.Group group) {
        TextTable table = new TextTable(List.of(
                "method",
                "seeds",
                "performance",
                "forgetting",
                "forward transfer",
                "pooled over tasks",
                "own-phase success",
                "jump-start ratio",
                "savings",
                "new: steps to 80 %",
                "steps/s"));
        List<MeasuredMethod> methods = MeasuredMethod.all(group);
        for (MeasuredMethod method : methods) {
            SeedSummary summary = method.summary();
            table.row(List.of(
                    method.name(),
                    "" + summary.seeds(),
                    Numbers.rate(summary.performance()),
                    Numbers.rate(summary.forgetting()),
                    Numbers.rate(summary.forwardTransfer()),
                    Numbers.rate(summary.pooledTransfer()),
                    Numbers.rate(summary.ownPhaseSuccess()),
                    Numbers.rate(summary.returnJumpRatio()),
                    Numbers.rate(summary.returnSavings()),
                    Numbers.count(summary.meanStepsTo80()),
                    Numbers.count(method.stepsPerSecond())));
        }
        MeasuredMethod.alone(methods, "agents of their own").forEach((name, alone) -> table.row(aloneRow(name, alone)));
        return table.toString();
    }

    private static List<String> aloneRow(String name, Interval alone) {
        List<String> row = new ArrayList<>(Collections.nCopies(11, Numbers.NONE));
        row.set(0, name);
        row.set(2, Numbers.rate(alone));
        return row;
    }
}
