package dev.reprise.app.science;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void quantilesLieOnAValueOrMidwayBetweenTwo() {
        double[] values = {1, 2, 4, 8, 16};
        assertEquals(1, Bootstrap.quantile(values, 0));
        assertEquals(1.5, Bootstrap.quantile(values, 0.05));
        assertEquals(2, Bootstrap.quantile(values, 0.25));
        assertEquals(4, Bootstrap.quantile(values, 0.5));
        assertEquals(6, Bootstrap.quantile(values, 0.6));
        assertEquals(16, Bootstrap.quantile(values, 1));
    }

    @Test
    void oneSeedOrEqualSeedsGiveAPoint() {
        assertEquals(new Interval(0.3, 0.3, 0.3, 1), Bootstrap.mean(List.of(0.3)));
        assertEquals(new Interval(0.5, 0.5, 0.5, 4), Bootstrap.mean(List.of(0.5, 0.5, 0.5, 0.5)));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.mean(List.of()));
    }

    /** With two seeds a resample's mean is 0, ½ or 1 with chances ¼, ½, ¼; both 5 % tails lie in the quarters. */
    @Test
    void twoSeedsSpanTheirWholeRange() {
        assertEquals(new Interval(0.5, 0, 1, 2), Bootstrap.mean(List.of(0.0, 1.0)));
    }

    /**
     * Three seeds of ClonEx-SAC, and of full cloning, on CW10 as a reproduction of 2026 publishes them (mean .896 and .799).
     * Of the 27 equally likely resamples one is the least value three times (1/27 < 5 %), three are the least twice and the
     * middle (4/27 > 5 %), so those bound the interval; above likewise.
     */
    @Test
    void threePublishedSeedsGiveThePublishedMeanAndTheIntervalOfAllTheirResamples() {
        assertInterval(0.896, (2 * 0.824 + 0.884) / 3, (2 * 0.980 + 0.884) / 3, List.of(0.980, 0.884, 0.824));
        assertInterval(0.799, (2 * 0.760 + 0.812) / 3, (2 * 0.824 + 0.812) / 3, List.of(0.812, 0.824, 0.760));
    }

    private static void assertInterval(double mean, double low, double high, List<Double> seeds) {
        Interval interval = Bootstrap.mean(seeds);
        assertEquals(mean, interval.mean(), 0.0005);
        assertEquals(low, interval.low(), 1e-12);
        assertEquals(high, interval.high(), 1e-12);
    }

    @Test
    void meansOfMeansAndDifferencesDrawEachSideOverItsOwnSeeds() {
        // A quarter of the resamples of each pair is its least, so 1/16 > 5 % of both together.
        assertEquals(new Interval(0.5, 0, 1, 2), Bootstrap.meanOfMeans(List.of(List.of(0.0, 1.0), List.of(0.0, 1.0))));
        assertEquals(new Interval(0, -1, 1, 2), Bootstrap.difference(List.of(0.0, 1.0), List.of(0.0, 1.0)));
        assertEquals(new Interval(0.25, 0.25, 0.25, 1), Bootstrap.difference(List.of(0.75), List.of(0.5, 0.5)));
        assertNull(Bootstrap.meanOfMeans(List.of(List.of(0.5), List.of())));
    }

    @Test
    void theSameSeedsGiveTheSameInterval() {
        List<Double> values = List.of(0.1, 0.4, 0.35, 0.8, 0.9);
        assertEquals(Bootstrap.mean(values), Bootstrap.mean(values));
    }

    /** About 90 % for many seeds, less for few: the interval's known weakness, as its Javadoc says. */
    @Test
    void intervalsCoverTheTrueMeanAboutAsOftenAsTheySay() {
        assertEquals(0.89, coverage(30, 300), 0.045);
        assertEquals(0.80, coverage(5, 600), 0.05);
    }

    private static double coverage(int seeds, int trials) {
        RandomStream random = RandomStream.of(11);
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<Double> sample = new ArrayList<>();
            for (int i = 0; i < seeds; i++) {
                sample.add(3.0 + random.nextGaussian());
            }
            Interval interval = Bootstrap.mean(sample);
            covered += interval.low() <= 3 && 3 <= interval.high() ? 1 : 0;
        }
        return (double) covered / trials;
    }

    @Test
    void transferTakesMeansOverSeedsBeforeTheRatio() {
        List<List<Double>> runs = List.of(List.of(0.9, 0.1), List.of(0.7, 0.3));
        List<List<Double>> references = List.of(List.of(0.4, 0.6, 0.5), List.of(0.0));
        Interval transfer = Bootstrap.forwardTransfer(runs, references);
        assertNotNull(transfer);
        assertEquals(((0.8 - 0.5) / 0.5 + 0.2) / 2, transfer.mean(), 1e-12);
        assertTrue(transfer.low() < transfer.mean() && transfer.mean() < transfer.high());
    }

    @Test
    void transferIsUncertainThroughItsReferencesAlone() {
        Interval transfer = Bootstrap.forwardTransfer(List.of(List.of(0.5)), List.of(List.of(0.0, 0.5)));
        assertNotNull(transfer);
        // Reference means are 0, ¼ or ½ with chances ¼, ½, ¼.
        assertEquals(new Interval((0.5 - 0.25) / 0.75, 0, 0.5, 1), transfer);
    }

    @Test
    void runsAreDrawnWholeSoThatTasksStayTogether() {
        // In each run the two tasks cancel out; only drawing them apart would make the sum vary.
        List<List<Double>> runs = List.of(List.of(1.0, 0.0), List.of(0.0, 1.0), List.of(0.5, 0.5));
        Interval transfer = Bootstrap.forwardTransfer(runs, Collections.nCopies(2, List.of(0.0)));
        assertNotNull(transfer);
        assertEquals(0.5, transfer.low(), 1e-12);
        assertEquals(0.5, transfer.high(), 1e-12);
    }

    @Test
    void transferDoesNotExistWithoutOrAbovePerfectReferences() {
        List<List<Double>> runs = List.of(List.of(0.9, 0.1));
        assertNull(Bootstrap.forwardTransfer(runs, List.of(List.of(0.5), List.of())));
        assertNull(Bootstrap.forwardTransfer(runs, List.of(List.of(1.0), List.of(1.0, 1.0))));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.forwardTransfer(runs, List.of(List.of(0.5))));
    }

    @Test
    void tasksThatAreAlwaysDoneAloneHaveNoTransferAndAreLeftOut() {
        Interval transfer =
                Bootstrap.forwardTransfer(List.of(List.of(0.9, 0.9)), List.of(List.of(0.5), List.of(1.0, 1.0)));
        assertNotNull(transfer);
        assertEquals((0.9 - 0.5) / 0.5, transfer.mean(), 1e-12);
    }

    @Test
    void resamplesOfPerfectReferencesAreLeftOut() {
        Interval transfer = Bootstrap.forwardTransfer(List.of(List.of(1.0)), List.of(List.of(1.0, 0.5)));
        assertEquals(new Interval(1, 1, 1, 1), transfer);
    }

    @Test
    void pooledTransferWeightsTasksByWhatIsLeftToGain() {
        // The second is done alone at once, and here a little less so.
        List<List<Double>> runs = List.of(List.of(0.8, 0.9, 1.0), List.of(0.6, 1.0, 1.0));
        List<List<Double>> references = List.of(List.of(0.4, 0.6), List.of(0.99), List.of(1.0));
        Interval pooled = Bootstrap.pooledTransfer(runs, references);
        Interval mean = Bootstrap.forwardTransfer(runs, references);
        assertNotNull(pooled);
        assertNotNull(mean);
        double gained = (0.7 - 0.5) + (0.95 - 0.99) + 0;
        assertEquals(gained / (0.5 + 0.01), pooled.mean(), 1e-12);
        assertEquals((0.2 / 0.5 - 0.04 / 0.01) / 2, mean.mean(), 1e-9);
        assertTrue(pooled.low() < pooled.mean() && pooled.mean() < pooled.high());
        assertEquals(1, pooled.values(), "a task has one reference");
        assertNull(Bootstrap.pooledTransfer(runs, List.of(List.of(0.5), List.of(), List.of(0.5))));
        assertNull(Bootstrap.pooledTransfer(runs, Collections.nCopies(3, List.of(1.0))));
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.pooledTransfer(runs, List.of(List.of(0.5))));
    }

    @Test
    void everyResampleIsAMeanOverTheSameTasks() {
        // The first task gains nothing. Resamples that leave it out, as its references are then perfect, would show the
        // second alone.
        Interval transfer =
                Bootstrap.forwardTransfer(List.of(List.of(0.5, 1.0)), List.of(List.of(1.0, 0.0), List.of(0.5, 0.5)));
        assertNotNull(transfer);
        assertEquals(0.5, transfer.mean(), 1e-12);
        assertEquals(0.75, transfer.high(), 1e-12);
    }
}
