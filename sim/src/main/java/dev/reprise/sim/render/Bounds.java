package dev.reprise.sim.render;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Vector3;

/** A box along the axes that grows. */
final class Bounds {
    private final double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    private final double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};

    /** Takes in a ball. */
    void add(double x, double y, double z, double radius) {
        double[] p = {x, y, z};
        for (int i = 0; i < 3; i++) {
            low[i] = Math.min(low[i], p[i] - radius);
            high[i] = Math.max(high[i], p[i] + radius);
        }
    }

    boolean isEmpty() {
        return low[0] > high[0];
    }

    Vector3 centre() {
        return new Vector3((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2);
    }

    /** Along an axis. */
    double size(int axis) {
        return high[axis] - low[axis];
    }

    /** Half the diagonal. */
    double radius() {
        return new Vector3(high[0] - low[0], high[1] - low[1], high[2] - low[2]).norm() / 2;
    }

    /** Of a body before anything moves, in the world's frame. */
    static Pose initialPose(ModelSpec model, int body) {
        int parent = model.bodies().get(body).parent();
        Pose pose = model.bodies().get(body).pose();
        return parent < 0 ? pose : initialPose(model, parent).times(pose);
    }
}
