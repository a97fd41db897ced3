package dev.reprise.agents.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int POINTS = 300_000;
    private static final double ACCURACY = 3e-7;

    @Test
    void expIsWithinItsRelativeError() {
        for (int i = 0; i <= POINTS; i++) {
            float x = -87.3f + 176f * i / POINTS;
            double exact = StrictMath.exp(x);
            check(exact, Elementary.exp(x), exact, x);
        }
    }

    @Test
    void logIsWithinItsRelativeError() {
        int last = Float.floatToRawIntBits(Float.MAX_VALUE);
        int step = last / POINTS;
        for (int bits = Float.floatToRawIntBits(Float.MIN_NORMAL); bits > 0 && bits <= last; bits += step) {
            float x = Float.intBitsToFloat(bits);
            check(StrictMath.log(x), Elementary.log(x), Math.abs(StrictMath.log(x)), x);
        }
        for (int i = 0; i <= POINTS; i++) {
            float x = 0.5f + 1.5f * i / POINTS;
            check(StrictMath.log(x), Elementary.log(x), Math.abs(StrictMath.log(x)), x);
        }
    }

    @Test
    void tanhIsWithinItsErrorOddAndBounded() {
        for (int i = 0; i <= POINTS; i++) {
            float x = 12f * i / POINTS;
            float y = Elementary.tanh(x);
            check(StrictMath.tanh(x), y, 1, x);
            assertTrue(y <= 1f && y == -Elementary.tanh(-x));
        }
    }

    @Test
    void tanhKeepsItsDigitsNearZero() {
        for (float x = 0.25f; x > 1e-30f; x *= 0.97f) {
            check(StrictMath.tanh(x), Elementary.tanh(x), StrictMath.tanh(x), x);
        }
    }

    @Test
    void softplusIsWithinItsError() {
        for (int i = 0; i <= POINTS; i++) {
            float x = -60f + 120f * i / POINTS;
            double exact = Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            check(exact, Elementary.softplus(x), Math.max(exact, 1), x);
        }
    }

    private static void check(double exact, float actual, double scale, float x) {
        if (!(Math.abs(actual - exact) <= ACCURACY * scale)) {
            fail("at " + x + ": " + actual + " instead of " + exact);
        }
    }

    @Test
    void specialValuesAreThoseOfTheFunctions() {
        float infinity = Float.POSITIVE_INFINITY;
        assertEquals(1f, Elementary.exp(0f));
        assertEquals(0f, Elementary.exp(-infinity));
        assertEquals(0f, Elementary.exp(-100f));
        assertEquals(infinity, Elementary.exp(infinity));
        assertEquals(infinity, Elementary.exp(89f));
        assertEquals(Float.NaN, Elementary.exp(Float.NaN));
        assertEquals(0f, Elementary.log(1f));
        assertEquals(-infinity, Elementary.log(0f));
        assertEquals(infinity, Elementary.log(infinity));
        assertEquals(Float.NaN, Elementary.log(-1f));
        assertEquals(Float.NaN, Elementary.log(Float.NaN));
        assertEquals(0f, Elementary.tanh(0f));
        assertEquals(1f, Elementary.tanh(infinity));
        assertEquals(-1f, Elementary.tanh(-infinity));
        assertEquals(Float.NaN, Elementary.tanh(Float.NaN));
        assertEquals(0f, Elementary.softplus(-infinity));
        assertEquals(1000f, Elementary.softplus(1000f));
        assertEquals(infinity, Elementary.softplus(infinity));
        assertEquals(Float.NaN, Elementary.softplus(Float.NaN));
    }
}
