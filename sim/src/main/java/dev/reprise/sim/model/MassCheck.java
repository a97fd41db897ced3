package dev.reprise.sim.model;

import java.util.List;

/** What moves must have mass: its own, or that of bodies fixed to it. */
final class MassCheck {
    private final List<BodySpec> bodies;
    private final List<JointSpec> joints;
    private final List<Attributes> elements;

    /**
     * @param elements one per body, for messages
     */
    MassCheck(List<BodySpec> bodies, List<JointSpec> joints, List<Attributes> elements) {
        this.bodies = bodies;
        this.joints = joints;
        this.elements = elements;
    }

    void check() {
        boolean[] jointed = new boolean[bodies.size()];
        joints.forEach(joint -> jointed[joint.body()] = true);
        boolean[] massive = new boolean[bodies.size()];
        // Children have higher indices than their parents.
        for (int i = bodies.size() - 1; i > 0; i--) {
            massive[i] |= bodies.get(i).inertia() != null;
            if (jointed[i] && !massive[i]) {
                throw elements.get(i).error("moves, but neither an <inertial> nor its geoms give it mass");
            }
            if (!jointed[i] && massive[i]) {
                massive[bodies.get(i).parent()] = true;
            }
        }
    }
}
