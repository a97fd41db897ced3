package dev.reprise.sim.render;

import java.util.Arrays;

/** Collects vertices and triangles. */
final class MeshBuilder {
    private float[] positions = new float[3 * 256];
    private float[] normals = new float[3 * 256];
    private int[] triangles = new int[3 * 256];
    private int vertices;
    private int corners;

    /** Adds a vertex and gives its index. */
    int vertex(double x, double y, double z, double nx, double ny, double nz) {
        if (3 * vertices == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
            normals = Arrays.copyOf(normals, 2 * normals.length);
        }
        int at = 3 * vertices;
        positions[at] = (float) x;
        positions[at + 1] = (float) y;
        positions[at + 2] = (float) z;
        normals[at] = (float) nx;
        normals[at + 1] = (float) ny;
        normals[at + 2] = (float) nz;
        return vertices++;
    }

    /** Adds a triangle; counter-clockwise seen from outside. */
    void triangle(int a, int b, int c) {
        if (corners + 3 > triangles.length) {
            triangles = Arrays.copyOf(triangles, 2 * triangles.length);
        }
        triangles[corners++] = a;
        triangles[corners++] = b;
        triangles[corners++] = c;
    }

    /** Adds two triangles; counter-clockwise seen from outside. */
    void quad(int a, int b, int c, int d) {
        triangle(a, b, c);
        triangle(a, c, d);
    }

    TriangleMesh build() {
        return TriangleMesh.of(
                Arrays.copyOf(positions, 3 * vertices),
                Arrays.copyOf(normals, 3 * vertices),
                Arrays.copyOf(triangles, corners));
    }
}
