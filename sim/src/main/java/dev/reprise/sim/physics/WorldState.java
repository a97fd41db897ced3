package dev.reprise.sim.physics;

/**
 * Where all joints are and how they move, laid out as {@link dev.reprise.sim.model.ModelSpec#positionAddress} and {@link
 * dev.reprise.sim.model.ModelSpec#velocityAddress} say.
 *
 * @param timeSeconds since the reset
 * @param positions rad, m, quaternions w x y z
 * @param velocities rad/s, m/s
 */
public record WorldState(double timeSeconds, double[] positions, double[] velocities) {}
