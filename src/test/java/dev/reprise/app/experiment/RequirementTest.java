package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SeedSummary;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {
    private static final Map<String, SeedSummary> SUMMARIES =
            Map.of("easy/rehearsal", summary(0.9, 0.85, 0.95), "easy/fine-tuning", summary(0.5, 0.4, 0.6));

    private static SeedSummary summary(double performance, double low, double high) {
        Interval nothing = new Interval(0, 0, 0, 5);
        Interval measured = new Interval(performance, low, high, 5);
        return new SeedSummary(
                5, measured, nothing, null, null, nothing, null, null, null, null, null, nothing, nothing, null, null);
    }

    @Test
    void theEndOfAnIntervalThatOneSeedDoesNotHaveFails() {
        Interval one = new Interval(0.9, 0.9, 0.9, 1);
        SeedSummary summary =
                new SeedSummary(1, one, one, null, null, one, null, null, null, null, null, one, one, null, null);
        assertFalse(Requirement.parse("easy/rehearsal.performance.low >= 0")
                .check((group, method) -> summary)
                .passed());
        assertTrue(Requirement.parse("easy/rehearsal.performance >= 0.9")
                .check((group, method) -> summary)
                .passed());
    }

    private static Requirement.Finding check(String line) {
        return Requirement.parse(line).check((group, method) -> SUMMARIES.get(group + "/" + method));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "easy/rehearsal.performance >= 0.9",
                "easy/rehearsal.performance.low > easy/fine-tuning.performance.high",
                "easy/rehearsal.performance >= 1.5 * easy/fine-tuning.performance",
                "easy/rehearsal.performance >= easy/fine-tuning.performance + 0.35",
                "easy/rehearsal.performance - 0.35 >= easy/fine-tuning.performance",
                "easy/rehearsal.performance <= 2*easy/fine-tuning.performance-0.05",
                "easy/fine-tuning.performance < 0.51"
            })
    void whatIsMeasuredHolds(String line) {
        assertTrue(check(line).passed(), check(line).measured());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "easy/rehearsal.performance > 0.9",
                "easy/rehearsal.performance.low >= 0.9",
                "easy/rehearsal.performance >= easy/fine-tuning.performance + 0.45",
                "easy/rehearsal.performance >= 2 * easy/fine-tuning.performance",
                "easy/rehearsal.performance - 0.45 >= easy/fine-tuning.performance",
                "easy/rehearsal.forwardTransfer >= -1",
                "easy/other.performance >= -1"
            })
    void whatIsNotMeasuredFails(String line) {
        assertFalse(check(line).passed(), check(line).measured());
    }

    @Test
    void theFindingShowsBothSides() {
        assertEquals("0.900", check("easy/rehearsal.performance >= 0.9").measured());
        assertEquals(
                "0.900 against 0.700",
                check("easy/rehearsal.performance >= easy/fine-tuning.performance + 0.2")
                        .measured());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "easy/rehearsal.performance",
                "easy/rehearsal.performance = 1",
                "easy/rehearsal.perfomance >= 1",
                "easy/rehearsal.seeds >= 1",
                "rehearsal.performance >= 1",
                "easy/rehearsal.performance >= 0.1 + 0.2",
                "1 >= 0"
            })
    void anythingElseIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> Requirement.parse(line));
    }
}
