package dev.reprise.sim.physics.physx;

/**
 * How exactly PhysX solves a step.
 *
 * @param positionIterations of the TGS solver, 1 … 255; more hold heavier loads with less slip and cost time
 */
public record PhysxSettings(int positionIterations) {
    /** Four iterations: enough for grasps of up to 1.5 kg at friction 0.5 with a Panda-like gripper. */
    public static final PhysxSettings DEFAULT = new PhysxSettings(4);

    /** Checks the range. */
    public PhysxSettings {
        if (positionIterations < 1 || positionIterations > 255) {
            throw new IllegalArgumentException("PhysX takes 1 to 255 position iterations, not " + positionIterations);
        }
    }
}
