package dev.reprise.sim.model;

import org.jspecify.annotations.Nullable;

/**
 * How a body moves against its parent. A body may have several; they are applied in order.
 *
 * @param name empty when it has none
 * @param body index
 * @param position anchor in the body's frame, m
 * @param axis in the body's frame, of length 1; of no meaning for {@link Type#BALL} and {@link Type#FREE}
 * @param range rad (hinge, ball: from 0) or m; null when it is not limited
 * @param damping N·m·s/rad or N·s/m
 * @param armature inertia that is added by the drive, kg·m² or kg
 * @param frictionLoss N·m or N
 * @param stiffness of a spring towards {@code springReference}, N·m/rad or N/m
 * @param reference position in the model's initial pose
 */
public record JointSpec(
        String name,
        int body,
        Type type,
        Vector3 position,
        Vector3 axis,
        @Nullable Range range,
        double damping,
        double armature,
        double frictionLoss,
        double stiffness,
        double springReference,
        double reference) {
    /** Kinds of joints. */
    public enum Type {
        /** One angle. */
        HINGE(1, 1),
        /** One distance. */
        SLIDE(1, 1),
        /** A quaternion w x y z; three velocities in the body's frame. */
        BALL(4, 3),
        /** x y z and a quaternion; linear velocities in the world's frame, angular ones in the body's. */
        FREE(7, 6);

        private final int positions;
        private final int velocities;

        Type(int positions, int velocities) {
            this.positions = positions;
            this.velocities = velocities;
        }

        /** Numbers that a position takes. */
        public int positions() {
            return positions;
        }

        /** Numbers that a velocity takes. */
        public int velocities() {
            return velocities;
        }
    }
}
