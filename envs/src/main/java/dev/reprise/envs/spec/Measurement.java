package dev.reprise.envs.spec;

/**
 * A read-only view of one measurement row, which may lie inside a larger array (a replay segment, say). Numbers are in
 * the units and frames of the {@link #schema()}.
 */
public final class Measurement {
    private final MeasurementSchema schema;
    private final float[] row;
    private final int start;

    private Measurement(MeasurementSchema schema, float[] row, int start) {
        this.schema = schema;
        this.row = row;
        this.start = start;
    }

    /**
     * A view of {@code row[start] … row[start + schema.size() - 1]}; the array is not copied and must not change while
     * the view is used.
     */
    public static Measurement view(MeasurementSchema schema, float[] row, int start) {
        if (start < 0 || start + schema.size() > row.length) {
            throw new IllegalArgumentException("a measurement of " + schema.size() + " numbers does not fit at " + start
                    + " in an array of " + row.length);
        }
        return new Measurement(schema, row, start);
    }

    /** A view of a whole row. */
    public static Measurement of(MeasurementSchema schema, float[] row) {
        return view(schema, row, 0);
    }

    /** What the numbers mean. */
    public MeasurementSchema schema() {
        return schema;
    }

    /** The number at {@code index}, counted over all fields; see {@link MeasurementSchema#offset}. */
    public float get(int index) {
        return row[start + index];
    }

    /** Copies the row into {@code target} from {@code at} on. */
    public void copyTo(float[] target, int at) {
        System.arraycopy(row, start, target, at, schema.size());
    }
}
