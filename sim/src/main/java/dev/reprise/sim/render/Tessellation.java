package dev.reprise.sim.render;

import dev.reprise.sim.model.Vector3;

/** Forms as triangles, about the origin; the long axis is z. */
public final class Tessellation {
    private static final int AROUND = 32;
    /** Rings of a half sphere. */
    private static final int RINGS = 8;

    private Tessellation() {}

    /** A box of these half edges. */
    public static TriangleMesh box(Vector3 half) {
        MeshBuilder mesh = new MeshBuilder();
        double[] h = {half.x(), half.y(), half.z()};
        for (int axis = 0; axis < 3; axis++) {
            for (int side = -1; side <= 1; side += 2) {
                face(mesh, h, axis, side);
            }
        }
        return mesh.build();
    }

    private static void face(MeshBuilder mesh, double[] half, int axis, int side) {
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        int[] corners = new int[4];
        for (int i = 0; i < 4; i++) {
            double[] p = new double[3];
            p[axis] = side * half[axis];
            p[u] = (i == 0 || i == 3 ? -side : side) * half[u];
            p[v] = (i < 2 ? -1 : 1) * half[v];
            double[] n = new double[3];
            n[axis] = side;
            corners[i] = mesh.vertex(p[0], p[1], p[2], n[0], n[1], n[2]);
        }
        mesh.quad(corners[0], corners[1], corners[2], corners[3]);
    }

    /** A sphere. */
    public static TriangleMesh sphere(double radius) {
        return capsule(radius, 0);
    }

    /** A capsule; {@code halfLength} of the part between the round ends. */
    public static TriangleMesh capsule(double radius, double halfLength) {
        MeshBuilder mesh = new MeshBuilder();
        int previous = -1;
        for (int ring = -RINGS; ring <= RINGS; ring++) {
            double latitude = Math.PI / 2 * ring / RINGS;
            if (ring == 0 && halfLength > 0) {
                previous = ring(mesh, previous, radius, -halfLength, 0);
            }
            double end = ring < 0 ? -halfLength : halfLength;
            double out = Math.abs(ring) == RINGS ? 0 : radius * Math.cos(latitude);
            previous = ring(mesh, previous, out, end + radius * Math.sin(latitude), latitude);
        }
        return mesh.build();
    }

    /** A cylinder with flat ends. */
    public static TriangleMesh cylinder(double radius, double halfLength) {
        MeshBuilder mesh = new MeshBuilder();
        int lower = ring(mesh, -1, radius, -halfLength, 0);
        ring(mesh, lower, radius, halfLength, 0);
        disc(mesh, radius, -halfLength, -1);
        disc(mesh, radius, halfLength, 1);
        return mesh.build();
    }

    /** A cone whose foot is a disc about the origin and whose tip is at {@code height}. */
    public static TriangleMesh cone(double radius, double height) {
        MeshBuilder mesh = new MeshBuilder();
        double slope = Math.atan2(radius, height);
        int foot = ring(mesh, -1, radius, 0, slope);
        ring(mesh, foot, 0, height, slope);
        disc(mesh, radius, 0, -1);
        return mesh.build();
    }

    /** A rectangle at z = 0 that is seen from above. */
    public static TriangleMesh plane(double halfX, double halfY) {
        MeshBuilder mesh = new MeshBuilder();
        int a = mesh.vertex(-halfX, -halfY, 0, 0, 0, 1);
        int b = mesh.vertex(halfX, -halfY, 0, 0, 0, 1);
        int c = mesh.vertex(halfX, halfY, 0, 0, 0, 1);
        int d = mesh.vertex(-halfX, halfY, 0, 0, 0, 1);
        mesh.quad(a, b, c, d);
        return mesh.build();
    }

    /** Adds a ring of vertices, and the band down to the ring before when there is one. */
    private static int ring(MeshBuilder mesh, int before, double radius, double z, double latitude) {
        int first = -1;
        for (int i = 0; i < AROUND; i++) {
            double angle = 2 * Math.PI * i / AROUND;
            double x = Math.cos(angle);
            double y = Math.sin(angle);
            double out = Math.cos(latitude);
            int vertex = mesh.vertex(radius * x, radius * y, z, out * x, out * y, Math.sin(latitude));
            first = i == 0 ? vertex : first;
        }
        for (int i = 0; before >= 0 && i < AROUND; i++) {
            int next = (i + 1) % AROUND;
            mesh.quad(before + i, before + next, first + next, first + i);
        }
        return first;
    }

    private static void disc(MeshBuilder mesh, double radius, double z, int side) {
        int centre = mesh.vertex(0, 0, z, 0, 0, side);
        int first = centre + 1;
        for (int i = 0; i < AROUND; i++) {
            double angle = side * 2 * Math.PI * i / AROUND;
            mesh.vertex(radius * Math.cos(angle), radius * Math.sin(angle), z, 0, 0, side);
        }
        for (int i = 0; i < AROUND; i++) {
            mesh.triangle(centre, first + i, first + (i + 1) % AROUND);
        }
    }
}
