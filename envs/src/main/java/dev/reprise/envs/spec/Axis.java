package dev.reprise.envs.spec;

/**
 * One number of an observation or action.
 *
 * @param name what it is: {@code joint-1-step}
 * @param unit SI symbol ({@code rad}, {@code m}, {@code N·m}) or {@code 1} for a pure number
 * @param low smallest value; may be negative infinity for an observation
 * @param high largest value; may be infinity for an observation
 */
public record Axis(String name, String unit, float low, float high) {
    /** Checks that name and unit are given and that low is below high. */
    public Axis {
        if (name.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("an axis needs a name and a unit (\"1\" for a pure number)");
        }
        if (!(low < high)) {
            throw new IllegalArgumentException("axis '" + name + "': low " + low + " must be below high " + high);
        }
    }
}
