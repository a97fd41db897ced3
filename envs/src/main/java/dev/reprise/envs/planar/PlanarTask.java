package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import org.jspecify.annotations.Nullable;

/** What the planar tasks have in common: an arm that starts anywhere, and measurements that may be missing. */
abstract class PlanarTask implements Task {
    private final TaskId id;
    private final String description;
    private final int jointCount;
    private final String[] needs;

    /**
     * @param needs fields of the measurement without which the task cannot judge
     */
    PlanarTask(String name, String description, int jointCount, String... needs) {
        this.id = new TaskId(name);
        this.description = description;
        this.jointCount = jointCount;
        this.needs = needs;
    }

    /** Judges measurements that have all the fields that the task needs. */
    abstract Label judge(Measurement before, Measurement after, MeasurementSchema schema);

    @Override
    public final TaskId id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    /** Joint angles, uniform over the circle, radians. */
    @Override
    public float[] start(RandomStream random) {
        float[] joints = new float[jointCount];
        for (int k = 0; k < jointCount; k++) {
            joints[k] = (float) random.nextDouble(-Math.PI, Math.PI);
        }
        return joints;
    }

    @Override
    public final @Nullable Label label(Measurement before, float[] action, Measurement after) {
        MeasurementSchema schema = after.schema();
        for (String field : needs) {
            if (!schema.has(field)) {
                return null;
            }
        }
        return judge(before, after, schema);
    }

    /** Distance of the tip from a point, metres. */
    static float tipDistance(Measurement measurement, MeasurementSchema schema, double x, double y) {
        int tip = schema.offset(PlanarPlant.TIP);
        double dx = measurement.get(tip) - x;
        double dy = measurement.get(tip + 1) - y;
        return (float) Math.sqrt(dx * dx + dy * dy);
    }
}
