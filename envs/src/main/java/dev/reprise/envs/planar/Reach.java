package dev.reprise.envs.planar;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;

/**
 * Bring the tip to a mark and stay there. Reward (1 - min(1, d/range))², d the tip's distance from the mark's centre;
 * success when the tip has stayed inside the mark for a while, so that sweeping through it does not count.
 */
final class Reach extends PlanarTask {
    private final PlanarPlant.Scene scene;
    private final int mark;
    private final double range;
    private final int hold;

    /**
     * @param mark index of the mark in the scene
     * @param range distance at which the reward has fallen to zero, metres
     * @param hold control periods for which the tip must have stayed inside
     */
    Reach(String name, int jointCount, PlanarPlant.Scene scene, int mark, double range, int hold) {
        super(name, describe(scene.marks().get(mark), hold, ""), jointCount, PlanarPlant.TIP, PlanarPlant.DWELL);
        this.scene = scene;
        this.mark = mark;
        this.range = range;
        this.hold = hold;
    }

    static String describe(PlanarPlant.Mark mark, int hold, String how) {
        return String.format(
                "bring the tip to (%.2f, %.2f) m%s; success after %d control periods within %.2f m",
                mark.x(), mark.y(), how, hold, mark.radius());
    }

    @Override
    Label judge(Measurement before, Measurement after, MeasurementSchema schema) {
        return judge(after, schema, scene, mark, range, hold);
    }

    static Label judge(
            Measurement after, MeasurementSchema schema, PlanarPlant.Scene scene, int index, double range, int hold) {
        PlanarPlant.Mark mark = scene.marks().get(index);
        float distance = tipDistance(after, schema, mark.x(), mark.y());
        float nearness = (float) (1 - Math.min(1, distance / range));
        float stayed = after.get(schema.offset(PlanarPlant.DWELL) + index);
        return new Label(nearness * nearness, false, stayed >= hold);
    }
}
