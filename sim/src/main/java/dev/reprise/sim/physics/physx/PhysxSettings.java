package dev.reprise.sim.physics.physx;

/**
 * How exactly PhysX solves a step.
 *
 * @param positionIterations of the TGS solver, 1 … 255; more hold heavier loads with less slip and cost time
 */
public record PhysxSettings(int positionIterations) {
    /**
     * Eight iterations. Four are enough for grasps of up to 1.5 kg at friction 0.5 with a Panda-like gripper; the arm that
     * carries it hangs half as far below its servos' targets with eight.
     */
    public static final PhysxSettings DEFAULT = new PhysxSettings(8);

    /** Checks the range. */
    public PhysxSettings {
        if (positionIterations < 1 || positionIterations > 255) {
            throw new IllegalArgumentException("PhysX takes 1 to 255 position iterations, not " + positionIterations);
        }
    }
}
