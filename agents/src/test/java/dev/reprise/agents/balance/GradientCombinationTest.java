package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientCombinationTest {
    private static final int LENGTH = 7;

    /** Random gradients of a few parts, as long as their shares make them, weighed by a combination. */
    private static final class Sample {
        final List<GradientParts.Part> parts = new ArrayList<>();
        final double[][] gradients;
        final double[][] products;
        final double[] coefficients;

        Sample(long seed, int count, GradientCombination combination, GradientParts.Kind... kinds) {
            this(seed, equal(count), combination, kinds);
        }

        Sample(long seed, double[] shares, GradientCombination combination, GradientParts.Kind... kinds) {
            this(seed, shares, 1, combination, kinds);
        }

        /** @param factor by which each gradient is longer than the one before, beside what parts and numbers make of it */
        Sample(
                long seed,
                double[] shares,
                double factor,
                GradientCombination combination,
                GradientParts.Kind... kinds) {
            int count = shares.length;
            RandomStream random = RandomStream.of(seed);
            gradients = new double[count][LENGTH];
            for (int p = 0; p < count; p++) {
                GradientParts.Kind kind = kinds.length == 0 ? GradientParts.Kind.OWN : kinds[p % kinds.length];
                parts.add(new GradientParts.Part(p, kind, shares[p]));
                for (int i = 0; i < LENGTH; i++) {
                    gradients[p][i] = random.nextGaussian() * (1 + p) * (shares[p] * count) * Math.pow(factor, p);
                }
            }
            products = new double[count][count];
            for (int p = 0; p < count; p++) {
                for (int q = 0; q < count; q++) {
                    products[p][q] = dot(gradients[p], gradients[q]);
                }
            }
            coefficients = new double[count];
            combination.weigh(parts, products, coefficients);
        }

        private static double[] equal(int count) {
            double[] shares = new double[count];
            Arrays.fill(shares, 1.0 / count);
            return shares;
        }

        double[] result() {
            return mix(coefficients);
        }

        double[] mix(double[] weights) {
            double[] sum = new double[LENGTH];
            for (int p = 0; p < gradients.length; p++) {
                for (int i = 0; i < LENGTH; i++) {
                    sum[i] += weights[p] * gradients[p][i];
                }
            }
            return sum;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void pcGradTakesFromEachOfTwoGradientsWhatPointsAgainstTheOther() {
        int conflicts = 0;
        for (long seed = 0; seed < 50; seed++) {
            Sample sample = new Sample(seed, 2, new PcGrad(RandomStream.of(9)));
            double[] one = sample.gradients[0];
            double[] two = sample.gradients[1];
            double agreement = dot(one, two);
            double[] expected = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                expected[i] = agreement >= 0
                        ? one[i] + two[i]
                        : one[i] - agreement / dot(two, two) * two[i] + two[i] - agreement / dot(one, one) * one[i];
            }
            assertArrayEquals(expected, sample.result(), 1e-9);
            conflicts += agreement < 0 ? 1 : 0;
        }
        assertTrue(conflicts > 10 && conflicts < 40, conflicts + " conflicts");
    }

    @Test
    void pcGradOfThreeIsThatOfTheAlgorithmOnVectors() {
        for (long seed = 0; seed < 50; seed++) {
            Sample sample = new Sample(seed, 3, new PcGrad(RandomStream.of(seed)));
            // The same draws again, on the vectors themselves.
            RandomStream random = RandomStream.of(seed);
            double[] expected = new double[LENGTH];
            for (int p = 0; p < 3; p++) {
                int[] order = new int[3];
                for (int i = 0; i < 3; i++) {
                    int j = random.nextInt(i + 1);
                    order[i] = order[j];
                    order[j] = i;
                }
                double[] projected = sample.gradients[p].clone();
                for (int q : order) {
                    double agreement = dot(projected, sample.gradients[q]);
                    if (q != p && agreement < 0) {
                        for (int i = 0; i < LENGTH; i++) {
                            projected[i] -=
                                    agreement / dot(sample.gradients[q], sample.gradients[q]) * sample.gradients[q][i];
                        }
                    }
                }
                for (int i = 0; i < LENGTH; i++) {
                    expected[i] += projected[i];
                }
            }
            assertArrayEquals(expected, sample.result(), 1e-9);
        }
    }

    @Test
    void caGradStaysInTheBallAndHelpsTheWorstTaskAsMuchAsAnyDirectionInIt() {
        helpsTheWorstTask(Sample.equal(3), 1);
    }

    @Test
    void caGradMeansTheWorstOfTheTasksWhateverPartOfTheRowsIsTheirs() {
        helpsTheWorstTask(new double[] {0.7, 0.25, 0.05}, 1);
    }

    @Test
    void caGradFindsItWhereGradientsDifferAThousandTimesInLength() {
        helpsTheWorstTask(Sample.equal(3), 30);
    }

    private static void helpsTheWorstTask(double[] shares, double factor) {
        double radius = 0.5;
        for (long seed = 0; seed < 30; seed++) {
            Sample sample = new Sample(seed, shares, factor, new CaGrad(radius));
            double[] plain = sample.mix(new double[] {1, 1, 1});
            double[] found = sample.result();
            double[] way = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                way[i] = found[i] - plain[i];
            }
            double reach = radius * Math.sqrt(dot(plain, plain));
            assertEquals(reach, Math.sqrt(dot(way, way)), 1e-6 * reach);
            double worst = worst(sample, found);
            assertTrue(worst >= worst(sample, plain) - 1e-9, "no worse than the sum");
            RandomStream random = RandomStream.of(seed + 1000);
            for (int trial = 0; trial < 2000; trial++) {
                double[] other = new double[LENGTH];
                for (int i = 0; i < LENGTH; i++) {
                    other[i] = random.nextGaussian();
                }
                double scale = reach / Math.sqrt(dot(other, other));
                for (int i = 0; i < LENGTH; i++) {
                    other[i] = plain[i] + scale * other[i];
                }
                assertTrue(worst(sample, other) <= worst + 1e-3 * reach, "seed " + seed);
            }
            // Whoever is helped for its own sake is helped as little as the worst.
            for (int p = 0; p < 3; p++) {
                double gain = dot(sample.gradients[p], found) / shares[p];
                double own = Math.sqrt(sample.products[p][p]) / shares[p];
                assertTrue(
                        sample.coefficients[p] - 1 < 1e-9 || gain - worst < 1e-4 * own * Math.sqrt(dot(found, found)),
                        "task " + p + ", seed " + seed);
            }
        }
    }

    /** Improvement of the task that gains least, to first order; a part is its task's gradient times its share. */
    private static double worst(Sample sample, double[] direction) {
        double worst = Double.POSITIVE_INFINITY;
        for (int p = 0; p < sample.gradients.length; p++) {
            worst = Math.min(
                    worst,
                    dot(sample.gradients[p], direction) / sample.parts.get(p).share());
        }
        return worst;
    }

    @Test
    void caGradLooksPastATaskWithoutAGradient() {
        for (long seed = 0; seed < 20; seed++) {
            Sample sample = new Sample(seed, 3, new CaGrad(0.5));
            List<GradientParts.Part> parts = new ArrayList<>(sample.parts);
            parts.add(1, new GradientParts.Part(7, GradientParts.Kind.OWN, 0.5));
            double[][] products = new double[4][4];
            int[] old = {0, -1, 1, 2};
            for (int p = 0; p < 4; p++) {
                for (int q = 0; q < 4; q++) {
                    products[p][q] = old[p] < 0 || old[q] < 0 ? 0 : sample.products[old[p]][old[q]];
                }
            }
            double[] coefficients = new double[4];
            new CaGrad(0.5).weigh(parts, products, coefficients);
            double[] expected = sample.coefficients;
            assertArrayEquals(new double[] {expected[0], 1, expected[1], expected[2]}, coefficients, 1e-9);
        }
    }

    @Test
    void caGradWithoutRadiusIsTheSum() {
        Sample sample = new Sample(3, 4, new CaGrad(0));
        assertArrayEquals(new double[] {1, 1, 1, 1}, sample.coefficients, 1e-12);
    }

    @Test
    void agemNeverGoesAgainstWhatIsRememberedAndLearnsNothingFromItElse() {
        int conflicts = 0;
        for (long seed = 0; seed < 50; seed++) {
            Sample sample = new Sample(
                    seed,
                    4,
                    new AveragedEpisodicMemory(),
                    GradientParts.Kind.OWN,
                    GradientParts.Kind.REHEARSED,
                    GradientParts.Kind.TERM,
                    GradientParts.Kind.REHEARSED);
            double[] own = sample.mix(new double[] {1, 0, 1, 0});
            double[] reference = sample.mix(new double[] {0, 1, 0, 1});
            double agreement = dot(own, reference);
            if (agreement >= 0) {
                assertArrayEquals(own, sample.result(), 1e-12);
                continue;
            }
            conflicts++;
            assertEquals(0, dot(sample.result(), reference), 1e-9 * dot(reference, reference));
            double[] expected = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                expected[i] = own[i] - agreement / dot(reference, reference) * reference[i];
            }
            assertArrayEquals(expected, sample.result(), 1e-9);
        }
        assertTrue(conflicts > 10, conflicts + " conflicts");
    }
}
