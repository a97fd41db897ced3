package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class GemmTest {
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
        for (int m = 1; m <= 9; m++) {
            for (int n = 1; n <= 35; n++) {
                check(random, m, n, 1 + random.nextInt(5), n % 2 == 0);
            }
        }
    }

    private static void check(RandomStream random, int m, int n, int k, boolean transposed) {
        float[] a = numbers(random, GAP + m * k + GAP);
        float[] b = numbers(random, GAP + k * n + GAP);
        float[] c = numbers(random, GAP + m * n + GAP);
        int aRow = transposed ? 1 : k;
        int aColumn = transposed ? m : 1;
        float[] expected = c.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    int at = GAP + i * n + j;
                    expected[at] = Math.fma(a[GAP + i * aRow + p * aColumn], b[GAP + p * n + j], expected[at]);
                }
            }
        }
        for (Gemm gemm : new Gemm[] {new PlainGemm(), new VectorGemm()}) {
            float[] actual = c.clone();
            gemm.addProduct(actual, GAP, a, GAP, aRow, aColumn, b, GAP, m, n, k);
            // Elements beside C are compared as well: none may be touched.
            assertArrayEquals(expected, actual, gemm.getClass().getSimpleName() + " " + m + " × " + n + " × " + k);
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
