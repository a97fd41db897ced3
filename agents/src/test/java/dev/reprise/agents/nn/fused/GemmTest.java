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
        for (Gemm gemm : new Gemm[] {new PlainGemm(), new VectorGemm()}) {
            float[] actual = c.clone();
            gemm.product(
                    actual,
                    GAP,
                    add ? actual : start,
                    GAP,
                    add ? n : startRow,
                    a,
                    GAP,
                    aRow,
                    aColumn,
                    b,
                    GAP,
                    bRow,
                    bColumn,
                    m,
                    n,
                    k);
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
