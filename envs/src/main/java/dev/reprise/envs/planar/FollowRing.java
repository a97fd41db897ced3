package dev.reprise.envs.planar;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;

/**
 * Follow a ring with the tip, one way round. Reward: nearness to the ring, squared, times ¼ + ¾ of the progress made in
 * the step (1 at {@link #FULL_PROGRESS} radians or more, 0 when standing still or moving the other way).
 */
final class FollowRing extends PlanarTask {
    /** Progress along the ring in one step that earns the whole reward, radians. */
    private static final double FULL_PROGRESS = 0.25;

    private final PlanarPlant.Scene scene;
    private final double sense;
    private final double range;
    private final double arc;

    /**
     * @param sense +1 counter-clockwise, -1 clockwise
     * @param range distance from the ring at which the reward has fallen to zero, metres
     * @param arc to be wound without leaving the ring for success, radians
     */
    FollowRing(String name, int jointCount, PlanarPlant.Scene scene, double sense, double range, double arc) {
        super(
                name,
                String.format(
                        "follow the ring of radius %.2f m around (%.2f, %.2f) m %s; success after %.1f rad without"
                                + " leaving it",
                        scene.ringRadius(),
                        scene.ringX(),
                        scene.ringY(),
                        sense > 0 ? "counter-clockwise" : "clockwise",
                        arc),
                jointCount,
                PlanarPlant.TIP,
                PlanarPlant.WINDING);
        this.scene = scene;
        this.sense = sense;
        this.range = range;
        this.arc = arc;
    }

    @Override
    Label judge(Measurement before, Measurement after, MeasurementSchema schema) {
        double off = Math.abs(tipDistance(after, schema, scene.ringX(), scene.ringY()) - scene.ringRadius());
        double nearness = 1 - Math.min(1, off / range);
        int winding = schema.offset(PlanarPlant.WINDING);
        double progress = sense * (after.get(winding) - before.get(winding)) / FULL_PROGRESS;
        boolean inRing = off < scene.ringWidth();
        double share = inRing ? Math.max(0, Math.min(1, progress)) : 0;
        return new Label(
                (float) (nearness * nearness * (0.25 + 0.75 * share)), false, sense * after.get(winding) >= arc);
    }
}
