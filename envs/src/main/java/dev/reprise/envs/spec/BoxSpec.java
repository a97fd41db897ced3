package dev.reprise.envs.spec;

import dev.reprise.envs.random.RandomStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vector of named, bounded numbers: the shape of an observation or of an action.
 *
 * @param name used in messages: {@code observation}, {@code action}
 * @param axes one per number, in order, with names of their own
 */
public record BoxSpec(String name, List<Axis> axes) {
    /** Checks that there is an axis and that no two share a name. */
    public BoxSpec {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException(name + " spec needs at least one axis");
        }
        Set<String> names = new HashSet<>();
        for (Axis axis : axes) {
            if (!names.add(axis.name())) {
                throw new IllegalArgumentException(name + " spec names the axis '" + axis.name() + "' twice");
            }
        }
    }

    /** Number of axes. */
    public int size() {
        return axes.size();
    }

    /** What is wrong with {@code values} as a member of this box, in one sentence; null when nothing is. */
    public @Nullable String violation(float[] values) {
        if (values.length != size()) {
            return name + " has " + values.length + " numbers, its spec names " + size();
        }
        for (int i = 0; i < values.length; i++) {
            Axis axis = axes.get(i);
            if (!(values[i] >= axis.low() && values[i] <= axis.high())) {
                return name + " axis '" + axis.name() + "' is " + values[i] + ", outside [" + axis.low() + ", "
                        + axis.high() + "] " + axis.unit();
            }
        }
        return null;
    }

    /** Brings each number to its bound where it is beyond. */
    public void clamp(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(axes.get(i).low(), Math.min(axes.get(i).high(), values[i]));
        }
    }

    /** A point drawn uniformly from the box, each axis within its bounds; axes must be bounded. */
    public float[] sample(RandomStream random) {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            Axis axis = axes.get(i);
            values[i] = axis.low() + (axis.high() - axis.low()) * random.nextFloat();
        }
        return values;
    }
}
