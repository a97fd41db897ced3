package dev.reprise.agents.nn;

/**
 * exp, log and tanh of floats as polynomials of our own: the same bits in the interpreter, in either compiler and on
 * every processor, which the JDK promises for none of its fast ones. Relative errors below 3e-7 (exp, log) and
 * absolute error below 3e-7 (tanh); a test measures them against {@link StrictMath}.
 */
public final class Elementary {
    private static final float LOG2_E = 1.442695f;
    /** ln 2 in two parts, the first exact in few bits, so that x - n ln 2 keeps its digits (Cody and Waite 1980). */
    private static final float LN2_HIGH = 355f / 512;

    private static final float LN2_LOW = -2.1219444e-4f;
    private static final double LN2 = 0.6931471805599453;

    /** Beyond this the hyperbolic tangent is ±1. */
    public static final float TANH_LIMIT = 9.02f;

    public static final float TANH_P1 = 0.13379796f;
    public static final float TANH_P2 = 0.0034941214f;
    public static final float TANH_P3 = 2.0584686e-5f;
    public static final float TANH_P4 = 1.3320335e-8f;
    public static final float TANH_Q1 = 0.4671311f;
    public static final float TANH_Q2 = 0.025871418f;
    public static final float TANH_Q3 = 3.283225e-4f;
    public static final float TANH_Q4 = 7.7626225e-7f;

    private Elementary() {}

    /** e to the x: 0 below -87.3, infinity above 88.7, NaN for NaN. */
    public static float exp(float x) {
        if (!(x >= -87.3f)) {
            return Float.isNaN(x) ? Float.NaN : 0f;
        }
        if (x > 88.7f) {
            return Float.POSITIVE_INFINITY;
        }
        float n = (float) Math.rint(x * LOG2_E);
        float r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, x));
        // Taylor's series up to r⁷ on |r| ≤ ln 2 / 2: the first term left out is below 6e-9.
        float sum = 1f / 5040;
        sum = Math.fma(sum, r, 1f / 720);
        sum = Math.fma(sum, r, 1f / 120);
        sum = Math.fma(sum, r, 1f / 24);
        sum = Math.fma(sum, r, 1f / 6);
        sum = Math.fma(sum, r, 0.5f);
        sum = Math.fma(sum, r, 1f);
        sum = Math.fma(sum, r, 1f);
        int half = (int) n / 2;
        return sum * powerOfTwo(half) * powerOfTwo((int) n - half);
    }

    /** 2 to the n, which has to be a normal float. */
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }

    /** Natural logarithm of a positive, normal float; -infinity for zero, NaN below. */
    public static float log(float x) {
        if (!(x >= Float.MIN_NORMAL)) {
            return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
        }
        if (x == Float.POSITIVE_INFINITY) {
            return x;
        }
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits >> 23) - 127;
        float mantissa = Float.intBitsToFloat((bits & 0x7FFFFF) | 0x3F800000);
        if (mantissa > 1.4142135f) {
            mantissa *= 0.5f;
            exponent++;
        }
        // log m = 2 artanh(s), s = (m - 1)/(m + 1), |s| ≤ 0.1716: s¹³/13 is below 9e-12.
        double s = (mantissa - 1.0) / (mantissa + 1.0);
        double q = s * s;
        double series = 1.0 / 11;
        series = series * q + 1.0 / 9;
        series = series * q + 1.0 / 7;
        series = series * q + 1.0 / 5;
        series = series * q + 1.0 / 3;
        series = series * q + 1;
        return (float) (2 * s * series + exponent * LN2);
    }

    /**
     * Hyperbolic tangent: z·P(z²)/Q(z²) where z is x within ±{@link #TANH_LIMIT}, the fraction of polynomials of fourth degree whose
     * largest relative error there is least, 2.1e-8 before rounding. Without branches, so that vectors of numbers can go the same way.
     */
    public static float tanh(float x) {
        float z = Math.max(Math.min(x, TANH_LIMIT), -TANH_LIMIT);
        float q = z * z;
        float above = Math.fma(TANH_P4, q, TANH_P3);
        above = Math.fma(above, q, TANH_P2);
        above = Math.fma(above, q, TANH_P1);
        above = Math.fma(above, q, 1f);
        float below = Math.fma(TANH_Q4, q, TANH_Q3);
        below = Math.fma(below, q, TANH_Q2);
        below = Math.fma(below, q, TANH_Q1);
        below = Math.fma(below, q, 1f);
        return Math.max(Math.min(z * above / below, 1f), -1f);
    }

    /** log(1 + e to the x), without overflow. */
    public static float softplus(float x) {
        float small = exp(-Math.abs(x));
        return Math.max(x, 0f) + log(1f + small);
    }
}
