package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.UpdateReport;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is measured of gradients and networks is not seen by what is learnt. */
class MeasuringTest {
    private static float[] learnt(int interval) {
        try (TrainLoop loop =
                SmallRun.loop(SmallRun.config("agent.balance.measureInterval=" + interval), new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            return loop.agent().snapshot().parameters().values().clone();
        }
    }

    @Test
    void aRunEndsWithTheSameBitsHoweverOftenItIsMeasured() {
        float[] never = learnt(0);
        assertArrayEquals(never, learnt(1));
        assertArrayEquals(never, learnt(7));
    }

    @Test
    void rehearsalIsComparedWithWhatIsNewAndNetworksAreLookedAt() {
        try (TrainLoop loop = SmallRun.loop(SmallRun.config("agent.balance.measureInterval=5"), new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            UpdateReport report = Objects.requireNonNull(loop.agent().learn());
            assertTrue(Math.abs(report.policyAgreement().rehearsalCosine()) <= 1);
            assertTrue(report.policyAgreement().rehearsalRatio() > 0);
            assertTrue(Math.abs(report.criticAgreement().rehearsalCosine()) <= 1);
            assertEquals(Double.NaN, report.policyAgreement().taskCosine(), "one task at a time");
            assertTrue(report.policyPlasticity().rank() >= 1
                    && report.policyPlasticity().norm() > 0);
            assertTrue(report.criticPlasticity().dormant() >= 0
                    && report.criticPlasticity().dormant() < 1);
        }
    }
}
