package dev.reprise.envs.spec;

/**
 * One quantity of a measurement.
 *
 * @param name what it is: {@code tip-position}
 * @param size how many numbers it takes
 * @param unit SI symbol, or {@code 1} for a pure number
 * @param frame the frame it is given in ({@code base}, {@code joint}), or {@code -} where none applies
 */
public record Field(String name, int size, String unit, String frame) {
    /** Checks that all parts are given. */
    public Field {
        if (name.isBlank() || unit.isBlank() || frame.isBlank()) {
            throw new IllegalArgumentException("a measurement field needs a name, a unit and a frame (\"-\" for none)");
        }
        if (size < 1) {
            throw new IllegalArgumentException("measurement field '" + name + "' must hold at least one number");
        }
    }
}
