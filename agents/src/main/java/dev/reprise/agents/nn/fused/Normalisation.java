package dev.reprise.agents.nn.fused;

import java.util.Arrays;

/**
 * Layer normalisation of rows in blocks, the same code for all kernels. Sums over a row have {@link Kernels#PARTIAL_SUMS}
 * parts. Holds a buffer: not for concurrent use.
 */
final class Normalisation {
    private static final int BLOCK = Kernels.BLOCK;

    private final float[] sums = new float[BLOCK];
    private final float[] others = new float[BLOCK];

    /**
     * Normalises a row in place: y = gain·n + bias with n = (y - mean)·s and s = 1/deviation, or 0 where that is 0.
     *
     * @param y row of {@code units} numbers, {@code stride} rows to a block
     * @param normal takes n, at the same place
     * @return s
     */
    float forward(float[] y, float[] normal, int at, int stride, int units, float[] values, int gain, int bias) {
        Arrays.fill(sums, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                sums[lane] += y[yj + lane];
            }
        }
        float mean = Kernels.total(sums) / units;
        Arrays.fill(sums, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float difference = y[yj + lane] - mean;
                sums[lane] = Math.fma(difference, difference, sums[lane]);
            }
        }
        float variance = Kernels.total(sums) / units;
        float scale = variance > 0 ? (float) (1 / Math.sqrt(variance)) : 0f;
        for (int j = 0; j < units; j += BLOCK) {
            int yj = at + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float n = (y[yj + lane] - mean) * scale;
                normal[yj + lane] = n;
                y[yj + lane] = Math.fma(n, values[gain + j + lane], values[bias + j + lane]);
            }
        }
        return scale;
    }

    /**
     * From the derivative by a row's normalised and scaled sums to that by the sums themselves, in place: with h = gain·d
     * it is s·(h - mean h - n·mean(h·n)).
     *
     * @param d row of the derivatives, at {@code at}
     * @param errors takes them as they were, which the bias's gradient adds up, at the same place
     * @param products takes d·n, which the gain's gradient adds up
     * @param normal n of the row, at {@code normalAt}
     */
    void backward(
            float[] d,
            float[] errors,
            float[] products,
            int at,
            float[] normal,
            int normalAt,
            int stride,
            int units,
            float scale,
            float[] values,
            int gain) {
        Arrays.fill(sums, 0f);
        Arrays.fill(others, 0f);
        for (int j = 0; j < units; j += BLOCK) {
            int dj = at + j * stride;
            int nj = normalAt + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float error = d[dj + lane];
                float n = normal[nj + lane];
                float h = values[gain + j + lane] * error;
                errors[dj + lane] = error;
                products[dj + lane] = error * n;
                sums[lane] += h;
                others[lane] = Math.fma(h, n, others[lane]);
            }
        }
        float mean = Kernels.total(sums) / units;
        float slope = Kernels.total(others) / units;
        for (int j = 0; j < units; j += BLOCK) {
            int dj = at + j * stride;
            int nj = normalAt + j * stride;
            for (int lane = 0; lane < Math.min(BLOCK, units - j); lane++) {
                float h = values[gain + j + lane] * d[dj + lane];
                d[dj + lane] = scale * (h - mean - normal[nj + lane] * slope);
            }
        }
    }
}
