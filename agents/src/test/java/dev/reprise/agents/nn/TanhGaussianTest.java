package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class TanhGaussianTest {
    /** Haarnoja et al. 2018, appendix C, eq. 21, in doubles: log N(u; mean, std) - Σ log(1 - tanh²u). */
    @Test
    void actionsAndDensitiesAreThoseOfTheFormula() {
        RandomStream random = RandomStream.of(1);
        int actions = 3;
        for (int round = 0; round < 2000; round++) {
            float[] outputs = new float[2 * actions];
            float[] noise = new float[actions];
            double density = 0;
            double[] expected = new double[actions];
            double[] deviations = new double[actions];
            for (int a = 0; a < actions; a++) {
                outputs[a] = round == 0 ? 0 : 3 * random.nextGaussian();
                outputs[actions + a] = round % 100 == 99 ? 5 : random.nextGaussian() - 1;
                noise[a] = round == 0 ? 0 : random.nextGaussian();
                double logStd = Math.min(2, outputs[actions + a]);
                deviations[a] = StrictMath.exp(logStd);
                double u = outputs[a] + deviations[a] * noise[a];
                expected[a] = StrictMath.tanh(u);
                double normal = -0.5 * noise[a] * noise[a] - logStd - 0.5 * StrictMath.log(2 * Math.PI);
                // 1 - tanh²u = 4 / (e^u + e^-u)², which does not cancel.
                density += normal - 2 * (StrictMath.log(2) - StrictMath.log(StrictMath.exp(u) + StrictMath.exp(-u)));
            }
            float[] squashed = new float[actions];
            float[] stds = new float[actions];
            float[] densities = new float[1];
            TanhGaussian.sample(outputs, noise, 1, actions, squashed, stds, densities);
            for (int a = 0; a < actions; a++) {
                assertEquals(expected[a], squashed[a], 5e-7);
                assertEquals(deviations[a], stds[a], 1e-6 * deviations[a]);
            }
            assertEquals(density, densities[0], 2e-6 * Math.max(1, Math.abs(density)) + 2e-6 * 40);
        }
    }
}
