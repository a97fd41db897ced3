package dev.reprise.sim.render;

import dev.reprise.sim.model.MeshSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a mesh of a file normals: smooth where neighbouring triangles meet at less than {@link #CREASE_DEGREES}, sharp
 * elsewhere. Vertices at the same place count as one, since STL files repeat them.
 */
final class SmoothMesh {
    private static final double CREASE_DEGREES = 40;
    private static final double CREASE_COSINE = Math.cos(Math.toRadians(CREASE_DEGREES));

    private final MeshSpec mesh;
    /** For each vertex the first one at the same place. */
    private final int[] place;
    /** Normals of triangles, with the length of twice their area, and with length 1. */
    private final double[] areas;

    private final double[] directions;
    /** Corners around each place: {@code corners[starts[p] … starts[p + 1])}. */
    private final int[] starts;

    private final int[] corners;

    private SmoothMesh(MeshSpec mesh) {
        this.mesh = mesh;
        this.place = places(mesh.vertices());
        int[] triangles = mesh.triangles();
        this.areas = new double[triangles.length];
        this.directions = new double[triangles.length];
        for (int t = 0; t < triangles.length; t += 3) {
            normal(t);
        }
        this.starts = new int[place.length + 1];
        for (int vertex : triangles) {
            starts[place[vertex] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        this.corners = new int[triangles.length];
        int[] next = starts.clone();
        for (int corner = 0; corner < triangles.length; corner++) {
            corners[next[place[triangles[corner]]]++] = corner;
        }
    }

    static TriangleMesh of(MeshSpec mesh) {
        return new SmoothMesh(mesh).build();
    }

    private record Place(float x, float y, float z) {}

    private static int[] places(float[] vertices) {
        Map<Place, Integer> first = new HashMap<>();
        int[] place = new int[vertices.length / 3];
        for (int i = 0; i < place.length; i++) {
            // + 0f makes -0 and 0 one place.
            Place key = new Place(vertices[3 * i] + 0f, vertices[3 * i + 1] + 0f, vertices[3 * i + 2] + 0f);
            Integer known = first.putIfAbsent(key, i);
            place[i] = known == null ? i : known;
        }
        return place;
    }

    private void normal(int t) {
        float[] v = mesh.vertices();
        int a = 3 * mesh.triangles()[t];
        int b = 3 * mesh.triangles()[t + 1];
        int c = 3 * mesh.triangles()[t + 2];
        double ux = v[b] - v[a];
        double uy = v[b + 1] - v[a + 1];
        double uz = v[b + 2] - v[a + 2];
        double wx = v[c] - v[a];
        double wy = v[c + 1] - v[a + 1];
        double wz = v[c + 2] - v[a + 2];
        areas[t] = uy * wz - uz * wy;
        areas[t + 1] = uz * wx - ux * wz;
        areas[t + 2] = ux * wy - uy * wx;
        double length = Math.sqrt(areas[t] * areas[t] + areas[t + 1] * areas[t + 1] + areas[t + 2] * areas[t + 2]);
        for (int i = 0; i < 3; i++) {
            directions[t + i] = length > 0 ? areas[t + i] / length : 0;
        }
    }

    /** A vertex of the result: the place and the triangle whose smooth neighbours around it made the normal. */
    private record Corner(int place, float x, float y, float z) {}

    private TriangleMesh build() {
        MeshBuilder builder = new MeshBuilder();
        Map<Corner, Integer> made = new HashMap<>();
        int[] triangles = mesh.triangles();
        int[] three = new int[3];
        for (int t = 0; t < triangles.length; t += 3) {
            if (directions[t] == 0 && directions[t + 1] == 0 && directions[t + 2] == 0) {
                continue;
            }
            for (int i = 0; i < 3; i++) {
                Corner corner = corner(t, place[triangles[t + i]]);
                three[i] = made.computeIfAbsent(corner, key -> vertex(builder, key));
            }
            builder.triangle(three[0], three[1], three[2]);
        }
        return builder.build();
    }

    private Corner corner(int t, int at) {
        double x = 0;
        double y = 0;
        double z = 0;
        for (int i = starts[at]; i < starts[at + 1]; i++) {
            int other = corners[i] / 3 * 3;
            double cosine = directions[t] * directions[other]
                    + directions[t + 1] * directions[other + 1]
                    + directions[t + 2] * directions[other + 2];
            if (cosine > CREASE_COSINE) {
                x += areas[other];
                y += areas[other + 1];
                z += areas[other + 2];
            }
        }
        double length = Math.sqrt(x * x + y * y + z * z);
        return new Corner(at, (float) (x / length), (float) (y / length), (float) (z / length));
    }

    private int vertex(MeshBuilder builder, Corner corner) {
        float[] v = mesh.vertices();
        int at = 3 * corner.place();
        return builder.vertex(v[at], v[at + 1], v[at + 2], corner.x(), corner.y(), corner.z());
    }
}
