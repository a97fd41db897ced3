package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.balance.GradientParts.Kind;
import dev.reprise.agents.balance.GradientParts.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientAgreementTest {
    private static GradientAgreement of(List<Kind> kinds, double[]... gradients) {
        List<Part> parts = new ArrayList<>();
        double[][] products = new double[gradients.length][gradients.length];
        for (int p = 0; p < gradients.length; p++) {
            parts.add(new Part(p, kinds.get(p), 1));
            for (int q = 0; q < gradients.length; q++) {
                for (int i = 0; i < gradients[p].length; i++) {
                    products[p][q] += gradients[p][i] * gradients[q][i];
                }
            }
        }
        return GradientAgreement.of(parts, products);
    }

    @Test
    void newAndOldAreComparedAsSums() {
        GradientAgreement agreement = of(
                List.of(Kind.OWN, Kind.REHEARSED, Kind.TERM), new double[] {3, 0}, new double[] {-1, 0}, new double[] {
                    -2, 4
                });
        // (3, 0) against (-3, 4).
        assertEquals(-0.6, agreement.rehearsalCosine(), 1e-12);
        assertEquals(5 / 3.0, agreement.rehearsalRatio(), 1e-12);
        assertTrue(Double.isNaN(agreement.taskCosine()) && Double.isNaN(agreement.taskRatio()));
    }

    @Test
    void tasksOfOneLengthHaveTheRatioOneAndOneWithoutAGradientIsNotCompared() {
        List<Kind> kinds = List.of(Kind.OWN, Kind.OWN, Kind.OWN, Kind.REHEARSED);
        double[] none = {0, 0};
        double[] old = {9, 9};
        assertEquals(
                1,
                of(kinds, new double[] {3, 4}, new double[] {-5, 0}, none, old).taskRatio(),
                1e-12);
        assertEquals(
                2.5,
                of(kinds, new double[] {0, 2}, none, new double[] {3, 4}, old).taskRatio(),
                1e-12);
        assertTrue(Double.isNaN(of(kinds, new double[] {0, 2}, none, none, old).taskRatio()));
    }

    @Test
    void tasksThatLearnTogetherAreComparedInPairs() {
        GradientAgreement agreement = of(
                List.of(Kind.OWN, Kind.OWN, Kind.OWN), new double[] {1, 0}, new double[] {0, 2}, new double[] {-5, 0});
        assertEquals((0 - 1 + 0) / 3.0, agreement.taskCosine(), 1e-12);
        // Lengths 1, 2 and 5: ratios 2, 5 and 2.5.
        assertEquals(Math.cbrt(2 * 5 * 2.5), agreement.taskRatio(), 1e-12);
        assertTrue(Double.isNaN(agreement.rehearsalCosine()) && Double.isNaN(agreement.rehearsalRatio()));
    }
}
