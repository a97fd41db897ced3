package dev.reprise.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.task.Curriculum;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static String run(int tasks, int times) {
        ImaginedRun run =
                ImaginedRun.of("rehearsal", Curriculum.repeating(ImaginedRun.tasks(tasks), 3000, times), 10, 0.9, 0);
        return ResultTable.run(run.result(), run.curriculum(), run.points());
    }

    @Test
    void fewPhasesAreColumnsByName() {
        List<String> lines = run(2, 1).lines().toList();
        assertTrue(lines.get(0).contains("| reach-north-east #1 |"), lines.get(0));
        assertTrue(lines.get(2).startsWith("| reach-north-east |"), lines.get(2));
        assertTrue(lines.get(2).contains("*"), "the trained phase is marked");
        assertEquals(lines.get(0).length(), lines.get(3).length());
    }

    @Test
    void manyPhasesAreNumberedAndNoLineIsWiderThanATerminal() {
        String text = run(8, 2);
        assertTrue(text.contains("16 point-north #2"));
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        assertEquals(
                2, text.lines().filter(line -> line.startsWith("| point-south")).count());
    }

    @Test
    void headlineFiguresFollow() {
        String text = run(2, 2);
        for (String figure : List.of(
                "performance",
                "forgetting",
                "jump-start of second visits",
                "savings of second visits",
                "environment steps per second")) {
            assertTrue(text.contains("| " + figure), figure);
        }
        assertTrue(text.contains("| forward transfer             |     - |"), text);
        assertTrue(text.contains(" 2 310 |"), text);
    }

    @Test
    void aBenchHasARowPerMethodWithIntervals() {
        BenchReport bench = ImaginedRun.bench(3, 2, 2, "rehearsal", "fine|tuning");
        List<String> lines = ResultTable.bench(bench.groups().get(0)).lines().toList();
        assertEquals(5, lines.size());
        assertTrue(
                lines.get(2).matches("\\| rehearsal +\\| +3 \\| +\\d\\.\\d\\d \\[\\d\\.\\d\\d, \\d\\.\\d\\d] .*"),
                lines.get(2));
        assertTrue(lines.get(3).startsWith("| fine\\|tuning"), lines.get(3));
        assertTrue(lines.get(4).startsWith("| agents of their own |"), lines.get(4));
    }

    @Test
    void methodsWithTheSameReferencesShareTheRowOfAgentsOfTheirOwn() {
        List<BenchReport.Method> methods = ImaginedRun.bench(
                        3, 2, 2, "rehearsal", "cloning", "l2", "recall", "pop-art", "fine-tuning")
                .groups()
                .get(0)
                .methods();
        BenchReport.Group group = new BenchReport.Group(
                "two networks",
                List.of(
                        methods.get(0),
                        methods.get(1),
                        withReferences(methods.get(2), SingleTaskReferences.none()),
                        withReferences(methods.get(3), referencesAt(methods.get(3), 0.5)),
                        withReferences(methods.get(4), referencesAt(methods.get(4), 0.5)),
                        methods.get(5)));
        List<String> rows = ResultTable.bench(group)
                .lines()
                .filter(line -> line.startsWith("| agents of their own"))
                .toList();
        assertEquals(2, rows.size(), rows.toString());
        assertTrue(rows.get(0).startsWith("| agents of their own, as rehearsal and 2 more |"), rows.get(0));
        assertTrue(rows.get(1).startsWith("| agents of their own, as recall and 1 more "), rows.get(1));
        assertTrue(rows.get(1).matches(".*\\| +0\\.50 +\\|.*"), "one reference has no interval: " + rows.get(1));
    }

    @Test
    void oneOfSeveralMethodsWithReferencesIsNamedInTheRowOfAgentsOfTheirOwn() {
        List<BenchReport.Method> methods =
                ImaginedRun.bench(3, 2, 2, "rehearsal", "joint").groups().get(0).methods();
        String table = ResultTable.bench(new BenchReport.Group(
                "one with", List.of(methods.get(0), withReferences(methods.get(1), SingleTaskReferences.none()))));
        assertTrue(table.contains("| agents of their own, as rehearsal |"), table);
    }

    private static BenchReport.Method withReferences(BenchReport.Method method, SingleTaskReferences references) {
        return new BenchReport.Method(method.name(), method.curriculum(), method.runs(), references);
    }

    private static SingleTaskReferences referencesAt(BenchReport.Method method, double success) {
        return SingleTaskReferences.of(method.curriculum().tasks().stream()
                .map(task -> new SingleTaskReferences.Reference(task, 3000, success, success))
                .toList());
    }

    @Test
    void numbersNeverShowANegativeZero() {
        assertEquals("0.00", Numbers.rate(-0.001));
        assertEquals("-0.01", Numbers.rate(-0.01));
        assertEquals("0", Numbers.plain(-0.0001));
        assertEquals("24\u202f000", Numbers.count(24_000));
    }
}
