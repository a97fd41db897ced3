package dev.reprise.sim.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Collects triangles into a mesh: equal corners become one vertex, triangles without area are dropped. */
final class TriangleSoup {
    private final Map<Corner, Integer> indices = new HashMap<>();
    private float[] vertices = new float[256];
    private int[] triangles = new int[256];
    private int triangleNumbers;

    private record Corner(float x, float y, float z) {}

    /**
     * Index of a corner.
     *
     * @throws IllegalArgumentException when it is not a place
     */
    int corner(float x, float y, float z) {
        if (!Float.isFinite(x) || !Float.isFinite(y) || !Float.isFinite(z)) {
            throw new IllegalArgumentException("a corner is at " + x + " " + y + " " + z);
        }
        // Adding zero makes -0 and 0 the same place.
        Corner corner = new Corner(x + 0f, y + 0f, z + 0f);
        Integer known = indices.get(corner);
        if (known != null) {
            return known;
        }
        int index = indices.size();
        if (3 * index + 3 > vertices.length) {
            vertices = Arrays.copyOf(vertices, 2 * vertices.length);
        }
        vertices[3 * index] = corner.x;
        vertices[3 * index + 1] = corner.y;
        vertices[3 * index + 2] = corner.z;
        indices.put(corner, index);
        return index;
    }

    /** Three corners, counter-clockwise seen from outside. */
    void triangle(int a, int b, int c) {
        if (a == b || b == c || a == c) {
            return;
        }
        if (triangleNumbers + 3 > triangles.length) {
            triangles = Arrays.copyOf(triangles, 2 * triangles.length);
        }
        triangles[triangleNumbers++] = a;
        triangles[triangleNumbers++] = b;
        triangles[triangleNumbers++] = c;
    }

    /**
     * All of it.
     *
     * @throws IllegalArgumentException when there is no triangle
     */
    MeshSpec mesh(String name) {
        if (triangleNumbers == 0) {
            throw new IllegalArgumentException("there are no triangles in it");
        }
        return new MeshSpec(
                name, Arrays.copyOf(vertices, 3 * indices.size()), Arrays.copyOf(triangles, triangleNumbers));
    }
}
