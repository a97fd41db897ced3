package dev.reprise.sim.model;

/**
 * A state with a name.
 *
 * @param positions of all joints, laid out as {@link ModelSpec#positionAddress} says
 * @param velocities of all joints
 * @param controls one per actuator
 */
public record KeyframeSpec(String name, double[] positions, double[] velocities, double[] controls) {}
