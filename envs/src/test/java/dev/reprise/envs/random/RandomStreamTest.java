package dev.reprise.envs.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void aRestoredStreamGoesOnWithTheSameNumbers() {
        RandomStream stream = RandomStream.named(3, "noise");
        for (int i = 0; i < 777; i++) {
            stream.nextGaussian();
        }
        byte[] state = stream.saveState();
        RandomStream other = RandomStream.of(0);
        other.restoreState(state);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(stream.nextGaussian(), other.nextGaussian());
            assertEquals(stream.nextFloat(), other.nextFloat());
            assertEquals(stream.nextInt(17), other.nextInt(17));
        }
    }

    @Test
    void namesSetStreamsApart() {
        assertNotEquals(
                RandomStream.named(1, "a").nextLong(),
                RandomStream.named(1, "b").nextLong());
        assertNotEquals(
                RandomStream.named(1, "a").nextLong(),
                RandomStream.named(2, "a").nextLong());
        assertEquals(
                RandomStream.named(1, "a").nextLong(),
                RandomStream.named(1, "a").nextLong());
    }

    @Test
    void gaussianDrawsHaveMeanZeroAndVarianceOne() {
        RandomStream stream = RandomStream.of(5);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = stream.nextGaussian();
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / n, 0.01);
        assertEquals(1, squares / n, 0.02);
    }

    @Test
    void aForeignStateIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> RandomStream.of(1).restoreState(new byte[] {1, 2, 3}));
    }
}
