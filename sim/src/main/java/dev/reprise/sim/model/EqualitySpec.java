package dev.reprise.sim.model;

/** What is held equal. */
public sealed interface EqualitySpec {
    /** Empty when it has none. */
    String name();

    /** Whether it holds from the start. */
    boolean active();

    /**
     * Two bodies as one.
     *
     * @param body1 index
     * @param body2 index
     * @param relative pose of body 2 in body 1's frame
     */
    record Weld(String name, boolean active, int body1, int body2, Pose relative) implements EqualitySpec {}

    /**
     * A joint as a function of another: q1 - q1₀ = c₀ + c₁(q2 - q2₀) + c₂(q2 - q2₀)² + …
     *
     * @param joint1 index
     * @param joint2 index; -1 when joint 1 is held at c₀
     * @param coefficients five
     */
    record JointCoupling(String name, boolean active, int joint1, int joint2, double[] coefficients)
            implements EqualitySpec {}
}
