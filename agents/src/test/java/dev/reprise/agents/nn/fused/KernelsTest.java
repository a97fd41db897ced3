package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final int BLOCK = Kernels.BLOCK;
    private static final int GAP = 3;

    private static Kernels[] all() {
        return new Kernels[] {new PlainKernels(), new VectorKernels()};
    }

    @Test
    void aLayersElementsAreSumsInAscendingOrderWhateverTheKernel() {
        RandomStream random = RandomStream.of(5);
        for (int m = 1; m <= 19; m++) {
            for (int n = 1; n <= 140; n += 1 + random.nextInt(9)) {
                checkLayer(random, m, n, 1 + random.nextInt(40));
            }
        }
        for (int round = 0; round < 20; round++) {
            checkLayer(random, 20 + random.nextInt(40), 1 + random.nextInt(200), 100 + random.nextInt(400));
        }
    }

    private static void checkLayer(RandomStream random, int m, int n, int k) {
        int aStride = m + random.nextInt(3);
        int cStride = m + random.nextInt(3);
        boolean back = random.nextInt(2) == 0;
        float[] a = numbers(random, m * k);
        float[] w = numbers(random, GAP + n * k);
        float[] s = numbers(random, GAP + n);
        float[] untouched = numbers(random, Kernels.blockedSize(cStride, n));
        float[] expected = untouched.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < Kernels.blocks(n) * BLOCK; j++) {
                float sum = back || j >= n ? 0 : s[GAP + j];
                for (int p = 0; p < k && j < n; p++) {
                    sum = Math.fma(a[i * k + p], w[GAP + (back ? p * n + j : j * k + p)], sum);
                }
                expected[at(i, j, cStride)] = sum;
            }
        }
        for (Kernels kernels : all()) {
            float[] packed = new float[GAP + kernels.packedSize(k, n)];
            for (int panel = 0; panel < kernels.panels(n); panel++) {
                int at = GAP + panel * kernels.panelSize(k);
                if (back) {
                    kernels.packBackward(w, GAP, k, n, panel, packed, at);
                } else {
                    kernels.packForward(w, GAP, s, GAP, k, n, panel, packed, at);
                }
            }
            float[] actual = untouched.clone();
            float[] blocked = blocked(a, m, k, aStride);
            kernels.layer(actual, at(0, 0, 0), cStride, blocked, at(0, 0, 0), aStride, packed, GAP, m, n, k);
            // Elements beside C are compared as well: none may be touched.
            assertArrayEquals(expected, actual, name(kernels, m, n, k));
        }
    }

    @Test
    void aGradientsElementsAreSumsInAscendingOrderWhateverTheKernel() {
        RandomStream random = RandomStream.of(6);
        for (int m = 1; m <= 40; m++) {
            for (int n = 1; n <= 70; n += 1 + random.nextInt(7)) {
                checkGradient(random, m, n, 1 + random.nextInt(30));
            }
        }
        for (int round = 0; round < 20; round++) {
            checkGradient(random, 1 + random.nextInt(60), 1 + random.nextInt(70), 200 + random.nextInt(400));
        }
    }

    private static void checkGradient(RandomStream random, int m, int n, int k) {
        int aStride = k + random.nextInt(3);
        int bStride = k + random.nextInt(3);
        int cRow = n + random.nextInt(3);
        float[] a = numbers(random, k * m);
        float[] b = numbers(random, k * n);
        float[] c = numbers(random, GAP + m * cRow + GAP);
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    expected[GAP + i * cRow + j] = Math.fma(a[p * m + i], b[p * n + j], expected[GAP + i * cRow + j]);
                }
            }
        }
        for (Kernels kernels : all()) {
            float[] actual = c.clone();
            float[] left = blocked(a, k, m, aStride);
            float[] right = blocked(b, k, n, bStride);
            int start = at(0, 0, 0);
            kernels.gradient(actual, GAP, cRow, left, start, aStride, right, start, bStride, m, n, k);
            assertArrayEquals(expected, actual, name(kernels, m, n, k));
        }
    }

    @Test
    void smallProductsOfHeadsAreSumsInAscendingOrder() {
        RandomStream random = RandomStream.of(7);
        for (int round = 0; round < 300; round++) {
            int rows = 1 + random.nextInt(20);
            int features = 1 + random.nextInt(70);
            int outputs = 1 + random.nextInt(9);
            int stride = rows + random.nextInt(3);
            float[] g = numbers(random, GAP + rows * outputs);
            float[] w = numbers(random, GAP + outputs * features);
            float[] x = numbers(random, rows * features);
            float[] down = new float[Kernels.blockedSize(stride, features)];
            float[] up = w.clone();
            for (int f = 0; f < features; f++) {
                for (int r = 0; r < rows; r++) {
                    float sum = 0;
                    for (int o = 0; o < outputs; o++) {
                        sum = Math.fma(g[GAP + r * outputs + o], w[GAP + o * features + f], sum);
                    }
                    down[at(r, f, stride)] = sum;
                }
                for (int o = 0; o < outputs; o++) {
                    for (int r = 0; r < rows; r++) {
                        int to = GAP + o * features + f;
                        up[to] = Math.fma(g[GAP + r * outputs + o], x[r * features + f], up[to]);
                    }
                }
            }
            for (Kernels kernels : all()) {
                float[] actual = new float[down.length];
                int start = at(0, 0, 0);
                kernels.spread(actual, start, stride, g, GAP, w, GAP, rows, features, outputs);
                assertArrayEquals(down, actual, name(kernels, rows, features, outputs));
                actual = w.clone();
                float[] blocked = blocked(x, rows, features, stride);
                kernels.collect(actual, GAP, g, GAP, blocked, start, stride, outputs, features, rows);
                assertArrayEquals(up, actual, name(kernels, outputs, features, rows));
            }
        }
    }

    private static int at(int row, int column, int stride) {
        return Kernels.ALIGNED + (column / BLOCK * stride + row) * BLOCK + column % BLOCK;
    }

    private static float[] blocked(float[] x, int rows, int columns, int stride) {
        float[] blocked = new float[Kernels.blockedSize(stride, columns)];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                blocked[at(r, j, stride)] = x[r * columns + j];
            }
        }
        return blocked;
    }

    private static String name(Kernels kernels, int m, int n, int k) {
        return kernels.name() + ", " + m + " × " + n + " × " + k;
    }

    @Test
    void aDotProductHasItsPartialSumsWhateverTheWidthOfVectors() {
        RandomStream random = RandomStream.of(8);
        for (int count = 0; count < 130; count++) {
            float[] x = numbers(random, count);
            float[] y = numbers(random, 1 + count);
            float[] sums = new float[Kernels.PARTIAL_SUMS];
            for (int i = 0; i < count; i++) {
                sums[i % 16] = Math.fma(x[i], y[1 + i], sums[i % 16]);
            }
            float expected = Kernels.total(sums);
            float[] blocked = blocked(x, 1, count, 3);
            for (Kernels kernels : all()) {
                assertEquals(expected, kernels.dot(blocked, at(0, 0, 3), 3, y, 1, count));
            }
        }
    }

    @Test
    void theRectifierAndItsSlopeTouchTheirRangeOnly() {
        RandomStream random = RandomStream.of(9);
        for (int count = 0; count < 70; count++) {
            float[] y = numbers(random, count + 2 * GAP);
            float[] d = numbers(random, count + 2 * GAP);
            y[GAP] = -0f;
            float[] expected = y.clone();
            float[] slope = d.clone();
            for (int i = GAP; i < GAP + count; i++) {
                expected[i] = Math.max(y[i], 0f);
                slope[i] = y[i] > 0 ? d[i] : 0f;
            }
            for (Kernels kernels : all()) {
                float[] values = y.clone();
                float[] slopes = d.clone();
                kernels.relu(values, GAP, count);
                kernels.reluGradient(y, GAP, slopes, GAP, count);
                assertArrayEquals(expected, values);
                assertArrayEquals(slope, slopes);
            }
        }
    }

    @Test
    void theHyperbolicTangentIsThatOfSingleNumbers() {
        RandomStream random = RandomStream.of(10);
        for (int count = 0; count < 70; count++) {
            float[] y = numbers(random, count + 2 * GAP);
            for (int i = 0; i < y.length; i++) {
                y[i] *= 8;
            }
            y[GAP] = count % 2 == 0 ? Float.NaN : -0f;
            y[GAP + count / 2] = Float.NEGATIVE_INFINITY;
            float[] expected = y.clone();
            for (int i = GAP; i < GAP + count; i++) {
                expected[i] = Elementary.tanh(y[i]);
            }
            for (Kernels kernels : all()) {
                float[] values = y.clone();
                kernels.tanh(values, GAP, count);
                assertArrayEquals(expected, values);
            }
        }
    }

    @Test
    void aRowIsNormalisedAndBackAsTheFormulaSaysWithTheSameBits() {
        RandomStream random = RandomStream.of(11);
        for (int units = 2; units < 100; units++) {
            checkNormalisation(random, units);
        }
        checkNormalisation(random, 256);
    }

    /** One row of three; the others stay as they are. */
    private static void checkNormalisation(RandomStream random, int units) {
        int stride = 3;
        int row = random.nextInt(stride);
        float[] values = numbers(random, 1 + 2 * units);
        float[] rows = blocked(numbers(random, stride * units), stride, units, stride);
        float[] slopes = blocked(numbers(random, stride * units), stride, units, stride);
        double mean = 0;
        double variance = 0;
        for (int j = 0; j < units; j++) {
            mean += rows[at(row, j, stride)] / units;
        }
        for (int j = 0; j < units; j++) {
            variance += Math.pow(rows[at(row, j, stride)] - mean, 2) / units;
        }
        double meanSlope = 0;
        double meanProduct = 0;
        for (int j = 0; j < units; j++) {
            double h = values[1 + j] * slopes[at(row, j, stride)];
            meanSlope += h / units;
            meanProduct += h * (rows[at(row, j, stride)] - mean) / Math.sqrt(variance) / units;
        }
        float[][] first = null;
        for (Kernels kernels : all()) {
            float[] y = rows.clone();
            float[] normal = new float[y.length];
            float scale = kernels.normalise(y, normal, at(row, 0, stride), stride, units, values, 1, 1 + units);
            float[] d = slopes.clone();
            float[] errors = new float[y.length];
            float[] products = new float[y.length];
            int at = at(row, 0, stride);
            kernels.normaliseBackward(d, errors, products, at, normal, at, stride, units, scale, values, 1);
            for (int other = 0; other < stride; other++) {
                for (int j = 0; j < units; j++) {
                    int i = at(other, j, stride);
                    if (other != row) {
                        assertEquals(rows[i], y[i]);
                        assertEquals(slopes[i], d[i]);
                        continue;
                    }
                    double n = (rows[i] - mean) / Math.sqrt(variance);
                    double h = values[1 + j] * slopes[i];
                    assertEquals(values[1 + j] * n + values[1 + units + j], y[i], 1e-4);
                    assertEquals(
                            (h - meanSlope - n * meanProduct) / Math.sqrt(variance), d[i], 1e-3 * (1 + Math.abs(d[i])));
                    assertEquals(slopes[i], errors[i]);
                    assertEquals(slopes[i] * n, products[i], 1e-4);
                }
            }
            float[][] all = {y, normal, d, errors, products, {scale}};
            for (int k = 0; first != null && k < all.length; k++) {
                assertArrayEquals(first[k], all[k]);
            }
            first = all;
        }
    }

    private static float[] numbers(RandomStream random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }
}
