package dev.reprise.sim.model;

/** The form of a geom, about the origin of its frame; metres. */
public sealed interface Shape {
    /** z = 0, with no end for contacts; {@code halfX}, {@code halfY} bound what is drawn, 0 for no bound. */
    record Plane(double halfX, double halfY) implements Shape {}

    /** Half the edges. */
    record Box(Vector3 half) implements Shape {}

    /** All round. */
    record Sphere(double radius) implements Shape {}

    /** Along z; {@code halfLength} of the part between the round ends. */
    record Capsule(double radius, double halfLength) implements Shape {}

    /** Along z. */
    record Cylinder(double radius, double halfLength) implements Shape {}

    /** Index of the model's mesh; contacts see its convex hull. */
    record Mesh(int mesh) implements Shape {}
}
