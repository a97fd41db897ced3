package dev.reprise.agents.state;

import dev.reprise.envs.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays, in the order in which they were put. Arrays are copied on the way in and on the way out. A scope is a
 * view under a prefix, so that parts need not know where they are saved.
 */
public final class SavedState {
    private final Map<String, Object> arrays;
    private final String prefix;

    /** An empty state. */
    public SavedState() {
        this(new LinkedHashMap<>(), "");
    }

    private SavedState(Map<String, Object> arrays, String prefix) {
        this.arrays = arrays;
        this.prefix = prefix;
    }

    /** The part of this state under {@code name}. */
    public SavedState scope(String name) {
        return new SavedState(arrays, prefix + name + ".");
    }

    /** Puts all arrays of another state; they are shared, and neither side changes them. */
    public void putAll(SavedState other) {
        other.arrays.forEach((name, array) -> {
            if (name.startsWith(other.prefix)) {
                put(name.substring(other.prefix.length()), array);
            }
        });
    }

    /** Whether there is an array of this name. */
    public boolean has(String name) {
        return arrays.containsKey(prefix + name);
    }

    /** Puts an array. */
    public void putFloats(String name, float[] values) {
        put(name, values.clone());
    }

    /** Puts an array. */
    public void putDoubles(String name, double... values) {
        put(name, values.clone());
    }

    /** Puts an array. */
    public void putLongs(String name, long... values) {
        put(name, values.clone());
    }

    /** Puts an array. */
    public void putInts(String name, int... values) {
        put(name, values.clone());
    }

    /** Puts an array. */
    public void putBytes(String name, byte[] values) {
        put(name, values.clone());
    }

    /** Puts the state of a random stream. */
    public void putRandom(String name, RandomStream random) {
        put(name, random.saveState());
    }

    /** An array that was put with {@link #putFloats}. */
    public float[] floats(String name) {
        return get(name, float[].class).clone();
    }

    /** An array that was put with {@link #putDoubles}. */
    public double[] doubles(String name) {
        return get(name, double[].class).clone();
    }

    /** An array that was put with {@link #putLongs}. */
    public long[] longs(String name) {
        return get(name, long[].class).clone();
    }

    /** The only number of an array that was put with {@link #putLongs}. */
    public long getLong(String name) {
        long[] values = get(name, long[].class);
        if (values.length != 1) {
            throw new IllegalArgumentException(
                    "saved state '" + prefix + name + "' holds " + values.length + " numbers where one is expected");
        }
        return values[0];
    }

    /** An array that was put with {@link #putInts}. */
    public int[] ints(String name) {
        return get(name, int[].class).clone();
    }

    /** An array that was put with {@link #putBytes}. */
    public byte[] bytes(String name) {
        return get(name, byte[].class).clone();
    }

    /** Sets a random stream to the state that was put with {@link #putRandom}. */
    public void restoreRandom(String name, RandomStream random) {
        random.restoreState(bytes(name));
    }

    /** Fills {@code target} with an array of the same length that was put with {@link #putFloats}. */
    public void floatsInto(String name, float[] target) {
        float[] values = get(name, float[].class);
        if (values.length != target.length) {
            throw new IllegalArgumentException("saved state '" + prefix + name + "' holds " + values.length
                    + " numbers where " + target.length + " are expected");
        }
        System.arraycopy(values, 0, target, 0, target.length);
    }

    Map<String, Object> arrays() {
        return arrays;
    }

    void put(String name, Object array) {
        if (arrays.putIfAbsent(prefix + name, array) != null) {
            throw new IllegalArgumentException("saved state '" + prefix + name + "' is put twice");
        }
    }

    private <T> T get(String name, Class<T> type) {
        Object array = arrays.get(prefix + name);
        if (array == null) {
            throw new IllegalArgumentException("saved state '" + prefix + name + "' is missing");
        }
        if (!type.isInstance(array)) {
            throw new IllegalArgumentException("saved state '" + prefix + name + "' holds "
                    + array.getClass().getComponentType() + " where " + type.getComponentType() + " is expected");
        }
        return type.cast(array);
    }
}
