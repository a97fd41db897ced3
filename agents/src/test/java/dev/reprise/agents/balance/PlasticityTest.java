package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class PlasticityTest {
    @Test
    void unitsThatHardlyAnswerAreDormant() {
        float[] activations = {
            1, 0, 0.01f, -2,
            3, 0, 0.01f, 2,
        };
        // Means 2, 0, 0.01, 2; of the layer 1.0025.
        assertArrayEquals(new boolean[] {false, true, true, false}, Plasticity.dormant(activations, 2, 4, 0.025));
        assertArrayEquals(new boolean[] {false, true, false, false}, Plasticity.dormant(activations, 2, 4, 0));
    }

    @Test
    void featuresThatSpanFewDirectionsHaveTheRankOfThese() {
        RandomStream random = RandomStream.of(3);
        int rows = 90;
        int units = 40;
        for (int directions = 1; directions <= 8; directions++) {
            float[][] basis = new float[directions][units];
            for (float[] direction : basis) {
                for (int unit = 0; unit < units; unit++) {
                    direction[unit] = random.nextGaussian();
                }
            }
            float[] features = new float[rows * units];
            for (int row = 0; row < rows; row++) {
                for (float[] direction : basis) {
                    float weight = random.nextGaussian();
                    for (int unit = 0; unit < units; unit++) {
                        features[row * units + unit] += weight * direction[unit];
                    }
                }
            }
            assertEquals(directions, Plasticity.rank(features, rows, units));
        }
    }

    @Test
    void ofManyRowsAllTasksAreLookedAt() {
        // Ten tasks, a hundred rows of each, each with a direction of its own.
        int units = 16;
        float[] features = new float[1000 * units];
        for (int row = 0; row < 1000; row++) {
            features[row * units + row / 100] = 1;
        }
        assertEquals(10, Plasticity.rank(features, 1000, units));
    }

    @Test
    void theLeastNumberOfSingularValuesThatMakeUpNinetyNineHundredthsCounts() {
        // Singular values 90, 9.5, 0.5: two make up 99.5 of 100.
        float[] features = {90, 0, 0, 0, 9.5f, 0, 0, 0, 0.5f};
        assertEquals(2, Plasticity.rank(features, 3, 3));
        assertEquals(0, Plasticity.rank(new float[9], 3, 3));
    }
}
