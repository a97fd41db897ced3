package dev.reprise.sim.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What moves must have mass, its own or that of bodies fixed to it, and planes must not move. */
final class MotionCheck {
    /** As in MuJoCo: kg and kg·m². */
    private static final double LEAST = 1e-15;

    private final BodyTree tree;
    /** One per body, for messages. */
    private final List<Attributes> elements;

    MotionCheck(BodyTree tree, List<Attributes> elements) {
        this.tree = tree;
        this.elements = elements;
    }

    void check() {
        List<BodySpec> bodies = tree.bodies;
        boolean[] jointed = new boolean[bodies.size()];
        tree.joints.forEach(joint -> jointed[joint.body()] = true);
        boolean[] massive = new boolean[bodies.size()];
        // Children have higher indices than their parents.
        for (int i = bodies.size() - 1; i > 0; i--) {
            massive[i] |= massive(bodies.get(i).inertia());
            if (jointed[i] && !massive[i]) {
                throw elements.get(i).error("moves, but neither an <inertial> nor its geoms give it mass and inertia");
            }
            if (!jointed[i] && massive[i]) {
                massive[bodies.get(i).parent()] = true;
            }
        }
        boolean[] moving = new boolean[bodies.size()];
        for (int i = 1; i < bodies.size(); i++) {
            moving[i] = jointed[i] || moving[bodies.get(i).parent()];
        }
        for (GeomSpec geom : tree.geoms) {
            if (moving[geom.body()] && geom.shape() instanceof Shape.Plane) {
                throw elements.get(geom.body()).error("moves and has a plane; planes are for what stands");
            }
        }
    }

    private static boolean massive(@Nullable Inertia inertia) {
        return inertia != null
                && inertia.mass() > LEAST
                && inertia.diagonal().x() > LEAST
                && inertia.diagonal().y() > LEAST
                && inertia.diagonal().z() > LEAST;
    }
}
