package dev.reprise.envs.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names, units and frames of the numbers of a measurement, in order: all that the tasks of a suite can judge.
 *
 * <p>A measurement is kept in the replay in the very precision in which it was judged, so that any task can label it
 * later and get the same bits.
 */
public final class MeasurementSchema {
    private final List<Field> fields;
    private final Map<String, Integer> offsets = new HashMap<>();
    private final int size;

    /**
     * @throws IllegalArgumentException when there is no field or two share a name
     */
    public MeasurementSchema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        int offset = 0;
        for (Field field : this.fields) {
            if (offsets.put(field.name(), offset) != null) {
                throw new IllegalArgumentException("measurement schema names the field '" + field.name() + "' twice");
            }
            offset += field.size();
        }
        if (offset == 0) {
            throw new IllegalArgumentException("a measurement schema needs at least one field");
        }
        this.size = offset;
    }

    /** The fields in order. */
    public List<Field> fields() {
        return fields;
    }

    /** How many numbers a measurement has. */
    public int size() {
        return size;
    }

    /**
     * Index of the first number of a field.
     *
     * @throws IllegalArgumentException when there is no such field
     */
    public int offset(String field) {
        Integer offset = offsets.get(field);
        if (offset == null) {
            throw new IllegalArgumentException(
                    "the measurement has no field '" + field + "', only " + offsets.keySet());
        }
        return offset;
    }

    /** Whether a measurement of this schema has the field, so that a task that needs it can judge. */
    public boolean has(String field) {
        return offsets.containsKey(field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeasurementSchema that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
