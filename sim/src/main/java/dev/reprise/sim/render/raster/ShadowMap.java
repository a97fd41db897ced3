package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.LightView;
import dev.reprise.sim.render.Look;
import dev.reprise.sim.render.TriangleMesh;
import java.util.Arrays;

/**
 * How near the light the nearest thing is, for each texel of the square that the light sees, and how much of the light
 * arrives at a point: the share of texels about it in which nothing is nearer, compared with the plane through the point
 * ("receiver plane"), so that a tilted surface does not shade itself.
 */
final class ShadowMap {
    static final int SIZE = Look.SHADOW_SIZE;
    /** Edge of a block whose least and most are kept, so that most points need no look at single texels. */
    private static final int BLOCK = 4;
    /** Rows of blocks that are filled at once. */
    private static final int PART = 12;

    private static final int BLOCKS = SIZE / BLOCK;
    private static final float NOTHING = -1e30f;
    /** Texels on either side of the point's own, and all in a row. */
    private static final int REACH = Look.SHADOW_TAPS / 2;

    private static final int ROW = Look.SHADOW_TAPS + 1;
    /** Planes that are turned farther from the light count as risen by this much, texels. */
    static final float STEEPEST = 6f;

    private final TriangleList list = new TriangleList(SIZE, SIZE);
    private final float[] nearest = new float[SIZE * SIZE];
    private final float[] least = new float[BLOCKS * BLOCKS];
    private final float[] most = new float[BLOCKS * BLOCKS];
    /** Least and most of a block and the eight about it. */
    private final float[] around = new float[2 * BLOCKS * BLOCKS];

    private final double[] x = new double[3];
    private final double[] y = new double[3];
    private final double[] depth = new double[3];
    private float[] seen = {};

    private float[] right = new float[3];
    private float[] up = new float[3];
    private float[] towards = new float[3];
    /**
     * Column, row and nearness to the light as the eye sees them, four numbers each: where the eye is, and how much it goes
     * on per metre ahead, and per pixel of the picture to the right and up at one metre.
     */
    private final float[] fromEye = new float[12];

    private float originX;
    private float originY;
    private float texels;
    private float texel;

    /** Takes in what casts shadows; {@link #fill} follows for each part. */
    void project(Frame frame, Eye eye) {
        look(LightView.of(frame));
        look(eye);
        list.clear();
        for (int thing = 0; thing < frame.count(); thing++) {
            if (frame.castsShadow(thing)) {
                TriangleMesh mesh = frame.scene().mesh(frame.mesh(thing));
                transform(mesh.positions(), frame.places(), Frame.PLACE * thing);
                int[] corners = mesh.triangles();
                for (int t = 0; t < corners.length; t += 3) {
                    add(corners[t], corners[t + 1], corners[t + 2]);
                }
            }
        }
    }

    private void look(LightView view) {
        right = Eye.floats(view.right());
        up = Eye.floats(view.up());
        towards = Eye.floats(view.towards());
        texel = (float) view.texel();
        texels = (float) (1 / view.texel());
        originX = (float) (SIZE / 2.0 - view.centre().dot(view.right()) / view.texel());
        originY = (float) (SIZE / 2.0 - view.centre().dot(view.up()) / view.texel());
    }

    private void look(Eye eye) {
        fromEye(eye, right, texels, originX - 0.5f, 0);
        fromEye(eye, up, texels, originY - 0.5f, 4);
        fromEye(eye, towards, 1, 0, 8);
    }

    private void fromEye(Eye eye, float[] axis, float scale, float origin, int to) {
        float perPixel = scale * eye.perPixel;
        fromEye[to] = origin + scale * (axis[0] * eye.x + axis[1] * eye.y + axis[2] * eye.z);
        fromEye[to + 1] = scale * (axis[0] * eye.forward[0] + axis[1] * eye.forward[1] + axis[2] * eye.forward[2]);
        fromEye[to + 2] = perPixel * (axis[0] * eye.right[0] + axis[1] * eye.right[1] + axis[2] * eye.right[2]);
        fromEye[to + 3] = perPixel * (axis[0] * eye.up[0] + axis[1] * eye.up[1] + axis[2] * eye.up[2]);
    }

    private void transform(float[] p, float[] m, int o) {
        if (seen.length < p.length) {
            seen = new float[p.length];
        }
        for (int i = 0; i < p.length; i += 3) {
            float wx = m[o] * p[i] + m[o + 3] * p[i + 1] + m[o + 6] * p[i + 2] + m[o + 9];
            float wy = m[o + 1] * p[i] + m[o + 4] * p[i + 1] + m[o + 7] * p[i + 2] + m[o + 10];
            float wz = m[o + 2] * p[i] + m[o + 5] * p[i + 1] + m[o + 8] * p[i + 2] + m[o + 11];
            seen[i] = across(wx, wy, wz);
            seen[i + 1] = upwards(wx, wy, wz);
            seen[i + 2] = towards[0] * wx + towards[1] * wy + towards[2] * wz;
        }
    }

    private float across(float wx, float wy, float wz) {
        return originX + texels * (right[0] * wx + right[1] * wy + right[2] * wz);
    }

    private float upwards(float wx, float wy, float wz) {
        return originY + texels * (up[0] * wx + up[1] * wy + up[2] * wz);
    }

    private void add(int a, int b, int c) {
        corner(0, 3 * a);
        corner(1, 3 * b);
        corner(2, 3 * c);
        list.add(x, y, depth);
    }

    private void corner(int corner, int at) {
        x[corner] = seen[at];
        y[corner] = seen[at + 1];
        depth[corner] = seen[at + 2];
    }

    /** How many parts there are to fill; in any order, in any threads. */
    static int parts() {
        return BLOCKS / PART;
    }

    /** Fills one part. */
    void fill(int part) {
        int first = part * PART * BLOCK;
        int last = first + PART * BLOCK - 1;
        Arrays.fill(nearest, first * SIZE, (last + 1) * SIZE, NOTHING);
        int[] bounds = list.bounds();
        for (int t = 0; t < list.count(); t++) {
            int top = bounds[TriangleList.BOUNDS * t + 2];
            int bottom = bounds[TriangleList.BOUNDS * t + 3];
            if (top <= last && bottom >= first) {
                fill(t, Math.max(top, first), Math.min(bottom, last));
            }
        }
        for (int row = part * PART; row < (part + 1) * PART; row++) {
            for (int block = 0; block < BLOCKS; block++) {
                summarise(row, block);
            }
        }
    }

    /** Takes the least and most of blocks together; comes after all parts are filled. */
    void finish() {
        for (int row = 1; row < BLOCKS - 1; row++) {
            for (int column = 1; column < BLOCKS - 1; column++) {
                gather(row * BLOCKS + column);
            }
        }
    }

    private void gather(int block) {
        float low = Float.MAX_VALUE;
        float high = NOTHING;
        for (int row = block - BLOCKS; row <= block + BLOCKS; row += BLOCKS) {
            for (int i = row - 1; i <= row + 1; i++) {
                low = least[i] < low ? least[i] : low;
                high = most[i] > high ? most[i] : high;
            }
        }
        around[2 * block] = low;
        around[2 * block + 1] = high;
    }

    private void fill(int t, int top, int bottom) {
        float[] p = list.planes();
        int o = TriangleList.PLANES * t;
        int left = list.bounds()[TriangleList.BOUNDS * t];
        int end = list.bounds()[TriangleList.BOUNDS * t + 1];
        for (int row = top; row <= bottom; row++) {
            float fy = row + 0.5f;
            float low = left;
            float high = end;
            for (int e = o; e < o + 9; e += 3) {
                float a = p[e];
                float rest = p[e + 1] * fy + p[e + 2] + 0.5f * a + 1e-3f;
                if (a > 1e-6f) {
                    float bound = -rest / a;
                    low = bound > low ? bound : low;
                } else if (a < -1e-6f) {
                    float bound = -rest / a;
                    high = bound < high ? bound : high;
                } else if (rest < 0) {
                    high = -1;
                }
            }
            if (high >= low) {
                fillSpan(row, (int) Math.ceil(low), (int) high, p, o + 9);
            }
        }
    }

    private void fillSpan(int row, int from, int to, float[] p, int plane) {
        float slope = p[plane];
        float start = slope * 0.5f + p[plane + 1] * (row + 0.5f) + p[plane + 2];
        int base = row * SIZE;
        for (int column = from; column <= to; column++) {
            float depth = start + slope * column;
            if (depth > nearest[base + column]) {
                nearest[base + column] = depth;
            }
        }
    }

    private void summarise(int rowOfBlocks, int block) {
        float low = Float.MAX_VALUE;
        float high = NOTHING;
        for (int row = rowOfBlocks * BLOCK; row < (rowOfBlocks + 1) * BLOCK; row++) {
            int base = row * SIZE + block * BLOCK;
            for (int i = base; i < base + BLOCK; i++) {
                float depth = nearest[i];
                low = depth < low ? depth : low;
                high = depth > high ? depth : high;
            }
        }
        least[rowOfBlocks * BLOCKS + block] = low;
        most[rowOfBlocks * BLOCKS + block] = high;
    }

    /** Edge of a texel, m. */
    float texel() {
        return texel;
    }

    /** Along columns. */
    float[] right() {
        return right;
    }

    /** Along rows. */
    float[] up() {
        return up;
    }

    /** Finds where points are: columns (0), rows (1), nearness to the light in metres (2). */
    void see(int axis, Points points, float[] to) {
        float origin = fromEye[4 * axis];
        float ahead = fromEye[4 * axis + 1];
        float rightwards = fromEye[4 * axis + 2];
        float upwards = fromEye[4 * axis + 3];
        float[] px = points.px;
        float[] py = points.py;
        float[] w = points.w;
        int n = points.count;
        for (int i = 0; i < n; i++) {
            to[i] = origin + w[i] * (ahead + px[i] * rightwards + py[i] * upwards);
        }
    }

    /**
     * Finds the share of the key light, 0 … 1, at points.
     *
     * @param u columns
     * @param v rows
     * @param nearness to the light, m
     * @param slopeU how the points' planes rise to the light from column to column, m
     * @param slopeV how they do from row to row, m
     * @param lit in: positive where the share is wanted; out: the share, 0 where it is not wanted
     */
    void light(float[] u, float[] v, float[] nearness, float[] slopeU, float[] slopeV, float[] lit, int count) {
        float[] extremes = around;
        for (int i = 0; i < count; i++) {
            if (!(lit[i] > 0)) {
                lit[i] = 0;
                continue;
            }
            float column = u[i];
            float row = v[i];
            lit[i] = 1;
            if (!(column >= BLOCK && row >= BLOCK && column < SIZE - BLOCK && row < SIZE - BLOCK)) {
                continue;
            }
            int block = 2 * ((int) row / BLOCK * BLOCKS + (int) column / BLOCK);
            float swing = (Math.abs(slopeU[i]) + Math.abs(slopeV[i])) * (REACH + 1);
            if (nearness[i] + swing < extremes[block]) {
                lit[i] = 0;
            } else if (nearness[i] - swing < extremes[block + 1]) {
                lit[i] = taps(column, row, nearness[i], slopeU[i], slopeV[i]);
            }
        }
    }

    /** Bilinear taps side by side: whole weight inside, the point's fraction on either rim. */
    private float taps(float u, float v, float here, float slopeU, float slopeV) {
        int column = (int) u - REACH;
        int row = (int) v - REACH;
        float fu = u - column - REACH;
        float fv = v - row - REACH;
        float sum = 0;
        for (int j = 0; j < ROW; j++) {
            float depth = here + slopeV * (row + j - v) + slopeU * (column - u);
            int base = (row + j) * SIZE + column;
            int inner = 0;
            for (int i = 1; i < ROW - 1; i++) {
                inner += passes(depth + slopeU * i, nearest[base + i]);
            }
            float part = inner
                    + (1 - fu) * passes(depth, nearest[base])
                    + fu * passes(depth + slopeU * (ROW - 1), nearest[base + ROW - 1]);
            sum += part * (j == 0 ? 1 - fv : j == ROW - 1 ? fv : 1);
        }
        return sum / (Look.SHADOW_TAPS * Look.SHADOW_TAPS);
    }

    /** 1 where nothing is nearer to the light, 0 elsewhere; by the sign of the difference, since a branch would be guesswork. */
    private static int passes(float depth, float nearest) {
        return 1 - (Float.floatToRawIntBits(depth - nearest) >>> 31);
    }
}
