package dev.reprise.app.science;

import static dev.reprise.app.science.RunScript.assertFigure;
import static dev.reprise.app.science.RunScript.curriculum;
import static dev.reprise.app.science.RunScript.row;
import static dev.reprise.app.science.RunScript.rows;
import static dev.reprise.app.science.RunScript.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.science.SingleTaskReferences.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of single visits, with the cases in which one does not exist. */
class VisitFiguresTest {
    private static final double NOT_EVALUATED = Double.NaN;

    private static VisitFigures visit(ContinualMetrics metrics, String task, int visit) {
        return metrics.tasks().stream()
                .filter(figures -> figures.task().equals(task(task)))
                .findFirst()
                .orElseThrow()
                .visits()
                .get(visit - 1);
    }

    @Test
    void aFirstVisitHasNoRetentionAndNoSavings() {
        VisitFigures only = visit(
                new RunScript(curriculum("a"))
                        .start(0, 0.1)
                        .inside(0, row(0.6), row(0.8))
                        .metrics(),
                "a",
                1);
        assertEquals(new VisitFigures(1, 0, 0, 100, 0.1, 0.8, 0.7, 100L, null, null, null), only);
    }

    @Test
    void aReturnIsMeasuredAgainstEarlierVisits() {
        SingleTaskReferences references = SingleTaskReferences.of(List.of(new Reference(task("a"), 100, 0.5, 0.5)));
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "a"))
                .start(0, 0, NOT_EVALUATED)
                .inside(0, row(0.2, 0), row(0.7, 0), row(0.7, 0), row(0.8, 0), row(0.6, 0))
                .inside(1, rows(5, 0.3, 1))
                .start(2, 0.45, NOT_EVALUATED)
                .inside(2, row(0.8, 0), row(0.9, 0), row(0.9, 0), row(0.9, 0), row(1, 0))
                .metrics(references);
        VisitFigures second = visit(metrics, "a", 2);
        assertEquals(2, second.visit());
        assertEquals(2, second.phase());
        assertEquals(200, second.start());
        assertEquals(300, second.end());
        assertEquals(0.45, second.jumpStart());
        assertFigure(0.45 / 0.6, second.retention());
        assertEquals(80L, visit(metrics, "a", 1).stepsTo80());
        assertEquals(20L, second.stepsTo80());
        assertFigure(0.75, second.savings());
        assertFigure((0.9 - 0.5) / 0.5, second.forwardTransfer());
        assertFigure((0.6 - 0.5) / 0.5, visit(metrics, "a", 1).forwardTransfer());
    }

    @Test
    void aJumpStartAboveTheThresholdNeedsNoSteps() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "a"))
                .start(0, 0)
                .inside(0, rows(5, 1))
                .start(1, 0.8)
                .inside(1, rows(5, 0))
                .metrics();
        assertEquals(0L, visit(metrics, "a", 2).stepsTo80());
        assertEquals(1.0, visit(metrics, "a", 2).savings());
    }

    @Test
    void aFirstVisitThatEndedAtZeroGivesNoRetention() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "a"))
                .inside(0, rows(5, 0))
                .start(1, 0.3)
                .inside(1, rows(5, 1))
                .metrics();
        assertNull(visit(metrics, "a", 2).retention());
    }

    @Test
    void aFirstVisitWithoutEvaluationsLeavesNothingToCompare() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "a"))
                .start(1, 0.3)
                .inside(1, rows(5, 1))
                .metrics();
        assertNull(visit(metrics, "a", 1).tail());
        assertNull(visit(metrics, "a", 1).jumpStart());
        assertNull(visit(metrics, "a", 2).retention());
        assertNull(metrics.firstVisitSuccess());
        assertEquals(0, metrics.lostReturning());
    }

    @Test
    void aVisitThatNeverGetsThereCountsWithItsLengthAndSavingsNeedOneThatDoes() {
        ContinualMetrics lost = new RunScript(curriculum("a", "a"))
                .inside(0, row(0), row(1))
                .inside(1, rows(5, 0))
                .metrics();
        assertFigure(0, visit(lost, "a", 2).savings());
        assertFigure(0, lost.returnSavings());
        ContinualMetrics onlyThen = new RunScript(curriculum("a", "a"))
                .inside(0, rows(5, 0.7))
                .inside(1, row(0), row(1), row(1), row(1))
                .metrics();
        assertFigure(0.5, visit(onlyThen, "a", 2).savings());
        ContinualMetrics never = new RunScript(curriculum("a", "a"))
                .inside(0, rows(5, 0.7))
                .inside(1, rows(5, 0.7))
                .metrics();
        assertNull(visit(never, "a", 2).savings());
        ContinualMetrics neverAgain = new RunScript(curriculum("a", "a"))
                .inside(0, rows(5, 1))
                .inside(1, rows(5, 0.7))
                .metrics();
        assertNull(visit(neverAgain, "a", 2).stepsTo80());
        assertEquals(100, visit(neverAgain, "a", 2).stepsTo80OrAll());
        assertFigure(-4, visit(neverAgain, "a", 2).savings());
        ContinualMetrics knownFromTheStart = new RunScript(curriculum("a", "a"))
                .start(0, 0.9)
                .inside(0, rows(5, 1))
                .start(1, 0.9)
                .inside(1, rows(5, 1))
                .metrics();
        assertNull(visit(knownFromTheStart, "a", 2).savings());
    }

    @Test
    void slowerRelearningHasNegativeSavings() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "a"))
                .inside(0, row(1), row(1))
                .inside(1, row(0), row(1))
                .metrics();
        assertFigure(-1, visit(metrics, "a", 2).savings());
    }

    @Test
    void meansOverVisitsAndThenOverSeedsTakeTheFiguresThatExist() {
        ContinualMetrics one = new RunScript(curriculum("a", "b", "a"))
                .inside(0, rows(2, 1, 0))
                .inside(1, rows(2, 0, 0.5))
                .start(2, 0.5, NOT_EVALUATED)
                .inside(2, rows(2, 0.9, 0))
                .metrics();
        ContinualMetrics other = new RunScript(curriculum("a", "b", "a"))
                .inside(0, rows(2, 0, 0))
                .inside(1, rows(2, 0, 0.5))
                .start(2, 0.1, NOT_EVALUATED)
                .inside(2, rows(2, 0.7, 0))
                .metrics();
        assertFigure((1 + 0.5) / 2, VisitMeans.of(1, one).tail());
        assertFigure(0.5, VisitMeans.of(2, one).retention());
        assertNull(VisitMeans.of(2, other).retention());
        assertNull(VisitMeans.of(3, one).tail());
        VisitSummary first = VisitSummary.of(1, List.of(one, other));
        VisitSummary second = VisitSummary.of(2, List.of(one, other));
        assertEquals(Bootstrap.mean(List.of((1 + 0.5) / 2, (0 + 0.5) / 2)), first.tail());
        assertNull(first.retention());
        assertEquals(Bootstrap.mean(List.of((50 + 100) / 2.0, 100.0)), first.stepsTo80());
        assertEquals(Bootstrap.mean(List.of(0.5, 0.1)), second.jumpStart());
        assertEquals(Bootstrap.mean(List.of(0.5)), second.retention());
        assertNull(VisitSummary.of(3, List.of(one, other)).tail());
    }

    @Test
    void pointsThatDoNotBelongToTheCurriculumAreRefused() {
        RunScript wide = new RunScript(curriculum("a")).inside(0, row(1, 1));
        RunScript backwards =
                new RunScript(curriculum("a", "a")).inside(1, row(1)).inside(0, row(1));
        assertThrows(IllegalArgumentException.class, wide::metrics);
        assertThrows(IllegalArgumentException.class, backwards::metrics);
    }
}
