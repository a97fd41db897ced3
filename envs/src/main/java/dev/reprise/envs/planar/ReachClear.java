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
    private final PlanarPlant.Scene scene;
    private final int mark;
    private final double range;
    private final int hold;
    private final Predicate<float[]> free;

    /**
     * @param free whether an arm with these joint angles stands clear of the obstacle
     */
    ReachClear(
            String name,
            int jointCount,
            PlanarPlant.Scene scene,
            int mark,
            double range,
            int hold,
            Predicate<float[]> free) {
        super(
                name,
                Reach.describe(scene.marks().get(mark), hold, " without touching the obstacle"),
                jointCount,
                PlanarPlant.TIP,
                PlanarPlant.DWELL,
                PlanarPlant.CLEARANCE);
        this.scene = scene;
        this.mark = mark;
        this.range = range;
        this.hold = hold;
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
        return Reach.judge(after, schema, scene, mark, range, hold);
    }
}
