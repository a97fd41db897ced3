package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

/** How far two arrays are apart, as the largest difference over the largest expected magnitude. */
final class Closeness {
    private Closeness() {}

    static void assertClose(double tolerance, double[] expected, float[] actual, String what) {
        assertEquals(expected.length, actual.length, what);
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Float.isFinite(actual[i]), what);
            largest = Math.max(largest, Math.abs(expected[i]));
            apart = Math.max(apart, Math.abs(expected[i] - actual[i]));
        }
        assertTrue(apart <= tolerance * largest, what + ": " + apart + " apart, the largest is " + largest);
    }

    static void assertClose(double tolerance, float[] expected, float[] actual, String what) {
        double[] doubles = IntStream.range(0, expected.length)
                .mapToDouble(i -> expected[i])
                .toArray();
        assertClose(tolerance, doubles, actual, what);
    }
}
