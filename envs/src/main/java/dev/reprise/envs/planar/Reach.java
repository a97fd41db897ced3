package dev.reprise.envs.planar;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;

/** Bring the tip to a point. Reward (1 - min(1, d/range))², d the tip's distance from the point. */
final class Reach extends PlanarTask {
    private final double x;
    private final double y;
    private final double range;
    private final double tolerance;
    private final double maxTravel;

    /**
     * @param x goal, metres, base frame
     * @param y goal, metres, base frame
     * @param range distance at which the reward has fallen to zero, metres
     * @param tolerance distance within which the goal holds, metres
     * @param maxTravel the tip must come to rest: it may have moved by at most this in the step, metres
     */
    Reach(String name, int jointCount, double x, double y, double range, double tolerance, double maxTravel) {
        super(
                name,
                String.format(
                        "bring the tip to (%.2f, %.2f) m; success within %.2f m%s",
                        x, y, tolerance, Double.isInfinite(maxTravel) ? "" : ", at rest"),
                jointCount,
                PlanarPlant.TIP);
        this.x = x;
        this.y = y;
        this.range = range;
        this.tolerance = tolerance;
        this.maxTravel = maxTravel;
    }

    @Override
    Label judge(Measurement before, Measurement after, MeasurementSchema schema) {
        float distance = tipDistance(after, schema, x, y);
        float nearness = (float) (1 - Math.min(1, distance / range));
        boolean rests = tipTravel(before, after, schema) <= maxTravel;
        return new Label(nearness * nearness, false, distance < tolerance && rests);
    }
}
