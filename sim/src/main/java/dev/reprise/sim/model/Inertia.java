package dev.reprise.sim.model;

/**
 * How a body resists being moved.
 *
 * @param mass kg
 * @param frame centre of mass and principal axes in the body's frame
 * @param diagonal moments about the principal axes, kg·m²
 */
public record Inertia(double mass, Pose frame, Vector3 diagonal) {}
