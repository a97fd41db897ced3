package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final int GAP = 3;

    @Test
    void everyElementIsASumInAscendingOrderWhateverTheKernel() {
        RandomStream random = RandomStream.of(5);
        for (int round = 0; round < 400; round++) {
            check(random, random.nextInt(14), random.nextInt(70), random.nextInt(40), round % 2 == 0);
        }
    }

    @Test
    void everyTailOfTilesAndVectorsIsRight() {
        RandomStream random = RandomStream.of(6);
        for (int m = 1; m <= 19; m++) {
            for (int n = 1; n <= 70; n++) {
                check(random, m, n, 1 + random.nextInt(5), n % 2 == 0);
            }
        }
    }

    @Test
    void deepAndTallProductsAreSumsInAscendingOrderToo() {
        RandomStream random = RandomStream.of(7);
        for (int round = 0; round < 20; round++) {
            check(random, 30 + random.nextInt(40), 1 + random.nextInt(70), 200 + random.nextInt(600), round % 2 == 0);
        }
    }

    private static void check(RandomStream random, int m, int n, int k, boolean transposed) {
        float[] a = numbers(random, GAP + m * k + GAP);
        float[] b = numbers(random, GAP + k * n + GAP);
        float[] c = numbers(random, GAP + m * n + GAP);
        float[] start = numbers(random, GAP + m * n + GAP);
        int aRow = transposed ? 1 : k;
        int aColumn = transposed ? m : 1;
        boolean across = random.nextInt(2) == 0;
        int bRow = across ? 1 : n;
        int bColumn = across ? k : 1;
        int startRow = random.nextInt(2) * n;
        boolean add = random.nextInt(2) == 0;
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                int at = GAP + i * n + j;
                float sum = add ? expected[at] : start[GAP + i * startRow + j];
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[GAP + i * aRow + p * aColumn], b[GAP + p * bRow + j * bColumn], sum);
                }
                expected[at] = sum;
            }
        }
        for (Kernels kernels : new Kernels[] {new PlainKernels(), new VectorKernels()}) {
            float[] actual = c.clone();
            Matrix into = new Matrix().rows(actual, GAP, n);
            Matrix from = add ? into : new Matrix().rows(start, GAP, startRow);
            Matrix left = transposed ? new Matrix().columns(a, GAP, m) : new Matrix().rows(a, GAP, k);
            Matrix right = across ? new Matrix().columns(b, GAP, k) : new Matrix().rows(b, GAP, n);
            kernels.product(into, from, left, right, m, n, k);
            String what = kernels.getClass().getSimpleName() + " " + m + " × " + n + " × " + k;
            // Elements beside C are compared as well: none may be touched.
            assertArrayEquals(expected, actual, what);
            System.arraycopy(c, 0, actual, 0, c.length);
            float[] packed = new float[GAP + kernels.packedSize(k, n)];
            for (int panel = 0; panel < kernels.panels(n); panel++) {
                kernels.pack(right, k, n, panel, packed, GAP);
            }
            if (k > 0 && !transposed) {
                kernels.packedProduct(into, from, left, packed, GAP, m, n, k);
                assertArrayEquals(expected, actual, "packed, " + what);
            }
            if (k > 0 && transposed && add && !across) {
                int stride = k + 2;
                float[] blocked = new float[GAP + Kernels.blockedSize(stride, m)];
                // In two goes, as slices of a batch do.
                kernels.block(a, GAP, k / 2, m, blocked, GAP, stride);
                kernels.block(a, GAP + k / 2 * m, k - k / 2, m, blocked, GAP + k / 2 * Kernels.BLOCK, stride);
                System.arraycopy(c, 0, actual, 0, c.length);
                kernels.blockedProduct(into, blocked, GAP, stride, right, m, n, k);
                assertArrayEquals(expected, actual, "blocked, " + what);
            }
        }
    }

    @Test
    void aDotProductHasItsPartialSumsWhateverTheWidthOfVectors() {
        RandomStream random = RandomStream.of(8);
        for (int count = 0; count < 130; count++) {
            float[] x = numbers(random, GAP + count);
            float[] y = numbers(random, 1 + count);
            float[] sums = new float[Kernels.PARTIAL_SUMS];
            for (int i = 0; i < count; i++) {
                sums[i % 16] = Math.fma(x[GAP + i], y[1 + i], sums[i % 16]);
            }
            float expected = Kernels.total(sums);
            assertEquals(expected, new PlainKernels().dot(x, GAP, y, 1, count));
            assertEquals(expected, new VectorKernels().dot(x, GAP, y, 1, count));
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
            for (Kernels kernels : new Kernels[] {new PlainKernels(), new VectorKernels()}) {
                float[] values = y.clone();
                float[] slopes = d.clone();
                kernels.relu(values, GAP, count);
                kernels.reluGradient(y, GAP, slopes, GAP, count);
                assertArrayEquals(expected, values);
                assertArrayEquals(slope, slopes);
            }
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
