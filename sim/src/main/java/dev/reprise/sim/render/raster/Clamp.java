package dev.reprise.sim.render.raster;

/**
 * Limits by absolute values: exact to rounding, and the JIT turns them into vector instructions, which it does not do with
 * {@code Math.min}, {@code Math.max} or comparisons of floats.
 */
final class Clamp {
    private Clamp() {}

    /** The value, or 0 when it is less. */
    static float positive(float value) {
        return 0.5f * (value + Math.abs(value));
    }

    /** The nearest value from 0 to 1. */
    static float unit(float value) {
        return 0.5f * (1 + Math.abs(value) - Math.abs(value - 1));
    }

    /** The nearest value from -limit to limit. */
    static float within(float value, float limit) {
        return 0.5f * (Math.abs(value + limit) - Math.abs(value - limit));
    }
}
