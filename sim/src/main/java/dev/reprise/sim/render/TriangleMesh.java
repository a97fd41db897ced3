package dev.reprise.sim.render;

import java.util.Arrays;

/**
 * Triangles as they are drawn.
 *
 * @param positions x y z of each vertex, m
 * @param normals x y z of each vertex, of length 1
 * @param triangles three indices of vertices each, counter-clockwise seen from outside
 * @param surfaces one number per triangle: triangles of the same smooth surface have the same
 */
public record TriangleMesh(float[] positions, float[] normals, int[] triangles, int[] surfaces) {
    /** Triangles of which those that share a vertex, directly or through others, belong to one smooth surface. */
    public static TriangleMesh of(float[] positions, float[] normals, int[] triangles) {
        int[] parent = new int[positions.length / 3];
        Arrays.setAll(parent, i -> i);
        for (int t = 0; t < triangles.length; t += 3) {
            int root = root(parent, triangles[t]);
            parent[root(parent, triangles[t + 1])] = root;
            parent[root(parent, triangles[t + 2])] = root;
        }
        int[] surfaces = new int[triangles.length / 3];
        Arrays.setAll(surfaces, t -> root(parent, triangles[3 * t]));
        return new TriangleMesh(positions, normals, triangles, surfaces);
    }

    private static int root(int[] parent, int vertex) {
        int at = vertex;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** How many vertices. */
    public int vertexCount() {
        return positions.length / 3;
    }

    /** How many triangles. */
    public int triangleCount() {
        return triangles.length / 3;
    }

    /** Distance of the farthest vertex from the origin, m. */
    public double reach() {
        double most = 0;
        for (int i = 0; i < positions.length; i += 3) {
            double x = positions[i];
            double y = positions[i + 1];
            double z = positions[i + 2];
            most = Math.max(most, x * x + y * y + z * z);
        }
        return Math.sqrt(most);
    }
}
