package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import java.util.function.Predicate;

/**
 * Bring the tip to a point and keep every link away from the obstacle: touching it ends the episode. Reward as for
 * {@link Reach}, and none for the step that touches.
 */
final class ReachClear extends PlanarTask {
    private final double x;
    private final double y;
    private final double range;
    private final double tolerance;
    private final double maxTravel;
    private final Predicate<float[]> free;

    /**
     * @param free whether an arm with these joint angles stands clear of the obstacle
     */
    ReachClear(
            String name,
            int jointCount,
            double x,
            double y,
            double range,
            double tolerance,
            double maxTravel,
            Predicate<float[]> free) {
        super(
                name,
                String.format(
                        "bring the tip to (%.2f, %.2f) m without touching the obstacle; success within %.2f m, at rest",
                        x, y, tolerance),
                jointCount,
                PlanarPlant.TIP,
                PlanarPlant.CLEARANCE);
        this.x = x;
        this.y = y;
        this.range = range;
        this.tolerance = tolerance;
        this.maxTravel = maxTravel;
        this.free = free;
    }

    /** Joint angles, uniform over those at which the arm stands clear of the obstacle. */
    @Override
    public float[] start(RandomStream random) {
        float[] joints = super.start(random);
        while (!free.test(joints)) {
            joints = super.start(random);
        }
        return joints;
    }

    @Override
    Label judge(Measurement before, Measurement after, MeasurementSchema schema) {
        if (after.get(schema.offset(PlanarPlant.CLEARANCE)) <= 0) {
            return new Label(0, true, false);
        }
        float distance = tipDistance(after, schema, x, y);
        float nearness = (float) (1 - Math.min(1, distance / range));
        boolean rests = tipTravel(before, after, schema) <= maxTravel;
        return new Label(nearness * nearness, false, distance < tolerance && rests);
    }
}
