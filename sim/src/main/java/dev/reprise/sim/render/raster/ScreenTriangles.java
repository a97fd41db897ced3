package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.TriangleMesh;
import java.util.Arrays;

/**
 * The triangles of a frame as its camera sees them: clipped at the near plane, without those seen from behind. Depth is
 * 1/w, which is linear across the picture and finest near the eye. A normal divided by w is linear as well; since it is
 * brought to length 1 where it is used, it is kept so.
 */
final class ScreenTriangles {
    /** Numbers of a triangle in {@link #normals}: a b c for each coordinate of the normal over w. */
    static final int NORMALS = 9;

    private static final float FLAT = 1e-6f;

    private final TriangleList list;
    private final Eye eye;
    private float[] normals = new float[NORMALS * 1024];
    private int[] surfaces = new int[1024];
    private int[] things = new int[1024];
    private boolean[] flats = new boolean[1024];
    /** Where each thing's triangles begin; one more for the end of the last. */
    private int[] starts = {};
    /** First and last row of each thing. */
    private int[] tops = {};

    private int[] bottoms = {};

    /** Right, up and ahead of the eye for each vertex of the mesh at hand, m. */
    private float[] seen = {};
    /** World normals of the same. */
    private float[] turned = {};

    private final double[] x = new double[3];
    private final double[] y = new double[3];
    private final double[] depth = new double[3];
    /** Corners of the clipped triangle: right, up, ahead and the normal, each. */
    private final float[] clipped = new float[4 * 6];

    ScreenTriangles(int width, int height, Eye eye) {
        this.list = new TriangleList(width, height);
        this.eye = eye;
    }

    /** Takes in all things of a frame, one after the other. */
    void project(Frame frame) {
        list.clear();
        if (starts.length < frame.count() + 1) {
            starts = new int[frame.count() + 16];
            tops = new int[frame.count() + 16];
            bottoms = new int[frame.count() + 16];
        }
        for (int thing = 0; thing < frame.count(); thing++) {
            starts[thing] = list.count();
            list.startSpan();
            TriangleMesh mesh = frame.scene().mesh(frame.mesh(thing));
            transform(mesh, frame.places(), Frame.PLACE * thing);
            int[] corners = mesh.triangles();
            for (int t = 0; t < mesh.triangleCount(); t++) {
                add(thing, mesh.surfaces()[t], corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]);
            }
            tops[thing] = list.spanTop();
            bottoms[thing] = list.spanBottom();
        }
        starts[frame.count()] = list.count();
    }

    private void transform(TriangleMesh mesh, float[] m, int o) {
        int n = mesh.positions().length;
        if (seen.length < n) {
            seen = new float[n];
            turned = new float[n];
        }
        float[] p = mesh.positions();
        float[] normal = mesh.normals();
        float across = 1 / length(m, o);
        float along = 1 / length(m, o + 6);
        for (int i = 0; i < n; i += 3) {
            float wx = m[o] * p[i] + m[o + 3] * p[i + 1] + m[o + 6] * p[i + 2] + m[o + 9] - eye.x;
            float wy = m[o + 1] * p[i] + m[o + 4] * p[i + 1] + m[o + 7] * p[i + 2] + m[o + 10] - eye.y;
            float wz = m[o + 2] * p[i] + m[o + 5] * p[i + 1] + m[o + 8] * p[i + 2] + m[o + 11] - eye.z;
            seen[i] = eye.right[0] * wx + eye.right[1] * wy + eye.right[2] * wz;
            seen[i + 1] = eye.up[0] * wx + eye.up[1] * wy + eye.up[2] * wz;
            seen[i + 2] = eye.forward[0] * wx + eye.forward[1] * wy + eye.forward[2] * wz;
            float nx = normal[i] * across;
            float ny = normal[i + 1] * across;
            float nz = normal[i + 2] * along;
            turned[i] = m[o] * nx + m[o + 3] * ny + m[o + 6] * nz;
            turned[i + 1] = m[o + 1] * nx + m[o + 4] * ny + m[o + 7] * nz;
            turned[i + 2] = m[o + 2] * nx + m[o + 5] * ny + m[o + 8] * nz;
        }
    }

    private static float length(float[] m, int o) {
        return (float) Math.sqrt(m[o] * m[o] + m[o + 1] * m[o + 1] + m[o + 2] * m[o + 2]);
    }

    private void add(int thing, int surface, int a, int b, int c) {
        int kept = clip(a, c, clip(b, a, clip(c, b, 0)));
        for (int i = 2; i < kept; i++) {
            fill(thing, surface, 0, i - 1, i);
        }
    }

    /**
     * Adds what is ahead of the near plane of the edge between two corners: its start, and where it crosses the
     * plane.
     */
    private int clip(int from, int to, int kept) {
        float here = seen[3 * from + 2] - eye.near;
        float there = seen[3 * to + 2] - eye.near;
        int count = kept;
        if (here >= 0) {
            keep(count++, from, to, 0);
        }
        if (here < 0 != there < 0) {
            keep(count++, from, to, here / (here - there));
        }
        return count;
    }

    private void keep(int corner, int from, int to, float share) {
        for (int i = 0; i < 3; i++) {
            clipped[6 * corner + i] = seen[3 * from + i] + share * (seen[3 * to + i] - seen[3 * from + i]);
            clipped[6 * corner + 3 + i] = turned[3 * from + i] + share * (turned[3 * to + i] - turned[3 * from + i]);
        }
    }

    private void fill(int thing, int surface, int a, int b, int c) {
        project(0, 6 * a);
        project(1, 6 * b);
        project(2, 6 * c);
        if (!list.add(x, y, depth)) {
            return;
        }
        int t = list.count() - 1;
        ensure(t);
        things[t] = thing;
        surfaces[t] = surface;
        boolean flat = near(6 * a, 6 * b) && near(6 * a, 6 * c);
        flats[t] = flat;
        for (int i = 0; i < 3; i++) {
            int at = NORMALS * t + 3 * i;
            if (flat) {
                normals[at] = 0;
                normals[at + 1] = 0;
                normals[at + 2] = clipped[6 * a + 3 + i];
            } else {
                double n0 = clipped[6 * a + 3 + i] * depth[0];
                double n1 = clipped[6 * b + 3 + i] * depth[1];
                double n2 = clipped[6 * c + 3 + i] * depth[2];
                list.plane(n0, n1, n2, normals, at);
            }
        }
    }

    private void project(int corner, int at) {
        double over = 1.0 / clipped[at + 2];
        x[corner] = eye.centreX + eye.focal * over * clipped[at];
        y[corner] = eye.centreY - eye.focal * over * clipped[at + 1];
        depth[corner] = over;
    }

    private boolean near(int a, int b) {
        return Math.abs(clipped[a + 3] - clipped[b + 3]) < FLAT
                && Math.abs(clipped[a + 4] - clipped[b + 4]) < FLAT
                && Math.abs(clipped[a + 5] - clipped[b + 5]) < FLAT;
    }

    private void ensure(int triangle) {
        if (triangle == things.length) {
            normals = Arrays.copyOf(normals, 2 * normals.length);
            surfaces = Arrays.copyOf(surfaces, 2 * surfaces.length);
            flats = Arrays.copyOf(flats, 2 * flats.length);
            things = Arrays.copyOf(things, 2 * things.length);
        }
    }

    TriangleList list() {
        return list;
    }

    float[] normals() {
        return normals;
    }

    /** First triangle of a thing; those of thing {@code count} are none. */
    int start(int thing) {
        return starts[thing];
    }

    /** Whether some of a thing may be seen between two rows, both included. */
    boolean meets(int thing, int top, int bottom) {
        return tops[thing] <= bottom && bottoms[thing] >= top;
    }

    /** What a triangle belongs to. */
    int thing(int triangle) {
        return things[triangle];
    }

    /** Whether a triangle has one normal. */
    boolean flat(int triangle) {
        return flats[triangle];
    }

    /** Whether two triangles go on smoothly in each other. */
    boolean sameSurface(int a, int b) {
        return surfaces[a] == surfaces[b] && things[a] == things[b];
    }
}
