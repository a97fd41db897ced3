package dev.reprise.app.science;

import static dev.reprise.app.science.RunScript.curriculum;
import static dev.reprise.app.science.RunScript.rows;
import static dev.reprise.app.science.RunScript.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.SingleTaskReferences.Reference;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeedSummaryTest {
    private static ContinualMetrics run(double tailOfA, double finalOfA) {
        return new RunScript(curriculum("a", "b"))
                .inside(0, rows(5, tailOfA, 0))
                .inside(1, rows(5, finalOfA, 1))
                .metrics();
    }

    @Test
    void figuresAreMeansOverSeedsWithIntervals() {
        SeedSummary summary =
                SeedSummary.of(List.of(run(1, 0.2), run(0.8, 0.4)), SingleTaskReferences.none(), List.of(300.0, 500.0));
        assertEquals(2, summary.seeds());
        assertEquals(0.65, summary.performance().mean(), 1e-12);
        assertEquals((0.4 + 0.2) / 2, summary.forgetting().mean(), 1e-12);
        assertEquals(0.2, summary.forgetting().low(), 1e-12);
        assertEquals(0.4, summary.forgetting().high(), 1e-12);
        assertEquals(0.3, summary.minTaskSuccess().mean(), 1e-12);
        assertNull(summary.forwardTransfer());
        assertNull(summary.pooledTransfer());
        assertNull(summary.returnJumpRatio());
        assertEquals(400, Objects.requireNonNull(summary.stepsPerSecond()).mean(), 1e-12);
    }

    @Test
    void transferUsesTheReferencesOfEveryTask() {
        SingleTaskReferences references = SingleTaskReferences.of(
                List.of(new Reference(task("a"), 100, 0.8, 0.8), new Reference(task("b"), 100, 0.5, 0.5)));
        SeedSummary summary = SeedSummary.of(List.of(run(1, 0), run(0.8, 0)), references, List.of(0.0, 0.0));
        assertNull(summary.stepsPerSecond());
        Interval transfer = summary.forwardTransfer();
        assertNotNull(transfer);
        Interval pooled = summary.pooledTransfer();
        assertNotNull(pooled);
        assertEquals((0.1 + 0.5) / (0.2 + 0.5), pooled.mean(), 1e-12);
        assertEquals((0.5 + 1) / 2, transfer.mean(), 1e-12);
        assertEquals(0.5, transfer.low(), 1e-12);
        assertEquals(1, transfer.high(), 1e-12);
    }

    @Test
    void intervalsThatDoNotTouchAreToldApart() {
        assertTrue(new Interval(0.9, 0.8, 1, 2).above(new Interval(0.5, 0.2, 0.7, 2)));
        assertTrue(!new Interval(0.9, 0.7, 1, 2).above(new Interval(0.5, 0.2, 0.7, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Interval(0, 1, -1, 2));
    }

    @Test
    void runsOfDifferentTasksAreNotMixed() {
        ContinualMetrics other =
                new RunScript(curriculum("c")).inside(0, rows(5, 1)).metrics();
        assertThrows(
                IllegalArgumentException.class,
                () -> SeedSummary.of(List.of(run(1, 1), other), SingleTaskReferences.none(), List.of()));
    }
}
