package dev.reprise.app.science;

import static dev.reprise.app.science.RunScript.assertFigure;
import static dev.reprise.app.science.RunScript.curriculum;
import static dev.reprise.app.science.RunScript.row;
import static dev.reprise.app.science.RunScript.rows;
import static dev.reprise.app.science.RunScript.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.app.science.SingleTaskReferences.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every headline formula on runs small enough to work out by hand. */
class ContinualMetricsTest {
    private static final double EXACT = 1e-12;

    /** Eleven evaluations, of which the last two, 1 and 0.8, are the tail. */
    private static double[][] learning() {
        double[][] rows = rows(11, 0.5, 0);
        rows[9] = row(1, 0);
        rows[10] = row(0.8, 0);
        return rows;
    }

    /** A is learnt (tail .9), then B is (tail .7) and A falls to .2. */
    private static RunScript fineTuning() {
        return new RunScript(curriculum("a", "b"))
                .start(0, 0, Double.NaN)
                .inside(0, learning())
                .start(1, Double.NaN, 0.1)
                .inside(1, row(0.9, 0.2), row(0.2, 0.6), row(0.2, 0.7), row(0.2, 0.9), row(0.1, 0.9), row(0.2, 0.7));
    }

    @Test
    void performanceIsTheMeanOverTasksAtTheEnd() {
        assertEquals((0.2 + 0.7) / 2, fineTuning().metrics().performance(), EXACT);
    }

    @Test
    void aTailIsTheLastTenthOfAPhaseAndAtLeastOneEvaluation() {
        for (int count : new int[] {1, 2, 10, 11, 20, 49, 50}) {
            RunScript script = new RunScript(curriculum("a"));
            double[][] rows = new double[count][];
            for (int i = 0; i < count; i++) {
                rows[i] = row(i / 100.0);
            }
            int length = (int) Math.ceil(count / 10.0);
            double expected = (count - 1 - (length - 1) / 2.0) / 100;
            assertEquals(expected, script.inside(0, rows).metrics().performance(), EXACT, count + " evaluations");
        }
    }

    @Test
    void forgettingComparesOwnPhaseWithTheEndAndTheLastTaskCountsAsZero() {
        ContinualMetrics metrics = fineTuning().metrics();
        assertEquals(0.9 - 0.2, metrics.tasks().get(0).forgetting(), EXACT);
        assertEquals(0, metrics.tasks().get(1).forgetting(), EXACT);
        assertEquals(0.35, metrics.forgetting(), EXACT);
        assertFigure(0.7, metrics.lossOfOthers());
        assertEquals(0.8, metrics.ownPhaseSuccess(), EXACT);
        assertFigure(0.8, metrics.firstVisitSuccess());
        assertEquals(0.2, metrics.minTaskSuccess(), EXACT);
    }

    @Test
    void aTaskThatGetsBetterLaterHasNegativeForgetting() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b"))
                .inside(0, rows(5, 0.4, 0))
                .inside(1, rows(5, 0.6, 1))
                .metrics();
        assertEquals(-0.1, metrics.forgetting(), EXACT);
    }

    @Test
    void theEndOfTheRunLooksNoFurtherBackThanTheLastPhase() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b"))
                .inside(0, rows(5, 1, 0))
                .inside(1, row(0.5, 0.4))
                .metrics();
        assertEquals(0.4, metrics.tasks().get(1).finalSuccess(), EXACT);
        assertEquals(0, metrics.tasks().get(1).forgetting(), EXACT);
        assertEquals(0.25, metrics.forgetting(), EXACT);
    }

    @Test
    void theOwnPhaseOfAReturningTaskIsItsLastVisit() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "a", "b"))
                .inside(0, rows(5, 1, 0))
                .inside(1, rows(5, 0, 1))
                .inside(2, rows(5, 0.8, 0))
                .inside(3, rows(5, 0.3, 0.9))
                .metrics();
        assertEquals(0.5, metrics.tasks().get(0).forgetting(), EXACT);
        assertEquals((0.8 + 0.9) / 2, metrics.ownPhaseSuccess(), EXACT);
        assertFigure(1, metrics.firstVisitSuccess());
    }

    @Test
    void tasksOfAParallelPhaseShareItAndForgetNothingByDefinition() {
        ContinualMetrics metrics = new RunScript(curriculum("abc"))
                .start(0, 0, 0, 0)
                .inside(0, rows(6, 0.2, 0.5, 0.8))
                .metrics();
        assertEquals(0.5, metrics.performance(), EXACT);
        assertEquals(0, metrics.forgetting(), EXACT);
        assertNull(metrics.lossOfOthers());
        assertNull(metrics.meanStepsTo80());
        assertEquals(
                List.of(0L, 0L, 0L),
                metrics.tasks().stream().map(t -> t.firstVisit().start()).toList());
    }

    @Test
    void jumpRatioIsOfSumsOverReturns() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "a", "b"))
                .inside(0, rows(5, 0.8, 0))
                .inside(1, rows(5, 0, 0.5))
                .start(2, 0.4, Double.NaN)
                .inside(2, rows(5, 1, 0))
                .start(3, Double.NaN, 0.5)
                .inside(3, rows(5, 1, 1))
                .metrics();
        assertFigure((0.4 + 0.5) / (0.8 + 0.5), metrics.returnJumpRatio());
        assertNull(fineTuning().metrics().returnJumpRatio());
    }

    @Test
    void aTaskThatHadHardlyBeenLearntDoesNotHideOneThatWasLost() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "a", "b"))
                .inside(0, rows(5, 0.05, 0))
                .inside(1, rows(5, 0.5, 1))
                .start(2, 0.5, Double.NaN)
                .inside(2, rows(5, 1, 0))
                .start(3, Double.NaN, 0)
                .inside(3, rows(5, 1, 1))
                .metrics();
        assertFigure(0.5 / 1.05, metrics.returnJumpRatio());
    }

    @Test
    void aTaskIsLostOnReturnBelowHalfOfItsPreviousVisit() {
        RunScript script = new RunScript(curriculum("a", "b", "ab"))
                .inside(0, rows(5, 0.8, 0))
                .inside(1, rows(5, 0, 0.8))
                .inside(2, rows(5, 0.4, 0.39));
        assertEquals(1, script.metrics().lostReturning());
        assertEquals(0, fineTuning().metrics().lostReturning());
    }

    @Test
    void stepsTo80CountsANeverReachedVisitWithItsLength() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "c"))
                .inside(0, rows(5, 1, 0, 0))
                .inside(1, row(1, 0.1, 0), row(1, 0.8, 0), row(1, 0.2, 0), row(1, 1, 0))
                .inside(2, rows(4, 1, 1, 0.79))
                .metrics();
        assertFigure((50 + 100) / 2.0, metrics.meanStepsTo80());
    }

    @Test
    void forwardTransferAveragesOwnPhasesAgainstReferencesOfTheSameLength() {
        SingleTaskReferences references = SingleTaskReferences.of(List.of(
                new Reference(task("a"), 100, 0.4, 0.4),
                new Reference(task("a"), 100, 0.6, 0.6),
                new Reference(task("b"), 100, 0.2, 0.2),
                new Reference(task("b"), 999, 0.9, 0.9)));
        ContinualMetrics metrics = new RunScript(curriculum("a", "b"))
                .start(0, 0, 0)
                .inside(0, row(0.5, 0), row(0.9, 0), row(1, 0))
                .start(1, 1, 1)
                .inside(1, row(0, 0), row(0, 0.2))
                .metrics(references);
        double a = (0.8 - 0.5) / 0.5;
        double b = (0.1 - 0.2) / 0.8;
        assertFigure(a, metrics.tasks().get(0).forwardTransfer());
        assertFigure(b, metrics.tasks().get(1).forwardTransfer());
        assertFigure((a + b) / 2, metrics.forwardTransfer());
    }

    @Test
    void forwardTransferDoesNotExistWithoutEveryReferenceOrAboveAPerfectOne() {
        SingleTaskReferences one = SingleTaskReferences.of(List.of(new Reference(task("a"), 100, 0.5, 0.5)));
        SingleTaskReferences perfect = SingleTaskReferences.of(
                List.of(new Reference(task("a"), 100, 0.5, 0.5), new Reference(task("b"), 100, 1, 1)));
        assertNull(fineTuning().metrics().forwardTransfer());
        assertNull(fineTuning().metrics(one).forwardTransfer());
        assertNotNull(fineTuning().metrics(one).tasks().get(0).forwardTransfer());
        assertNull(fineTuning().metrics(perfect).forwardTransfer());
    }

    @Test
    void referencesAreReadFromRunsOnOneTask() {
        RunScript alone = new RunScript(curriculum("a")).start(0, 1).inside(0, row(0), row(0.5), row(1));
        Reference reference = Reference.of(curriculum("a"), alone.points());
        assertEquals(new Reference(task("a"), 100, 0.5, 1), reference);
        assertThrows(IllegalArgumentException.class, () -> Reference.of(curriculum("a", "a"), alone.points()));
        assertThrows(IllegalArgumentException.class, () -> Reference.of(curriculum("a"), List.of()));
    }

    @Test
    void anUnfinishedRunIsRefused() {
        RunScript script = new RunScript(curriculum("a", "b")).inside(0, rows(5, 1, 0));
        assertThrows(IllegalArgumentException.class, script::metrics);
        script.inside(1, row(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, script::metrics);
    }
}
