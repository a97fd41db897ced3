package dev.reprise.envs.planar;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.sim.robot.PlanarArm;

/**
 * Turn the last link into a direction and hold it there, with the tip inside a disc around the base: the arm has to
 * fold. Reward ¾ (1 - |error|/π)² + ¼ (1 - excess/reach), excess the tip's distance beyond the disc.
 */
final class Point extends PlanarTask {
    private final double direction;
    private final double radius;
    private final double reach;
    private final double tolerance;
    private final double maxTurn;

    /**
     * @param direction radians, base frame
     * @param radius of the disc, metres
     * @param reach of the arm, metres
     * @param tolerance radians
     * @param maxTurn the link may have turned by at most this in the step, radians
     */
    Point(
            String name,
            int jointCount,
            double direction,
            double radius,
            double reach,
            double tolerance,
            double maxTurn) {
        super(
                name,
                String.format(
                        "point the last link to %.0f degrees with the tip within %.2f m of the base; success within"
                                + " %.2f rad, at rest",
                        Math.toDegrees(direction), radius, tolerance),
                jointCount,
                PlanarPlant.TIP,
                PlanarPlant.DIRECTION);
        this.direction = direction;
        this.radius = radius;
        this.reach = reach;
        this.tolerance = tolerance;
        this.maxTurn = maxTurn;
    }

    @Override
    Label judge(Measurement before, Measurement after, MeasurementSchema schema) {
        int index = schema.offset(PlanarPlant.DIRECTION);
        double error = Math.abs(PlanarArm.wrap(after.get(index) - direction));
        double turned = Math.abs(PlanarArm.wrap(after.get(index) - before.get(index)));
        double excess = Math.max(0, tipDistance(after, schema, 0, 0) - radius);
        double aligned = 1 - error / Math.PI;
        double reward = 0.75 * aligned * aligned + 0.25 * (1 - Math.min(1, excess / reach));
        return new Label((float) reward, false, error < tolerance && excess == 0 && turned <= maxTurn);
    }
}
