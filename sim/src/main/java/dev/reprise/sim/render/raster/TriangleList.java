package dev.reprise.sim.render.raster;

import java.util.Arrays;

/**
 * Triangles in pixels of a picture or texels of a shadow map, ready to be filled. An edge is a function a·x + b·y + c,
 * the distance from it in pixels, positive inside; depth is a plane of the same form. Pixel (0, 0) has its centre at
 * (0.5, 0.5).
 */
final class TriangleList {
    /** Numbers of a triangle in {@link #planes}: a b c of three edges and of the depth. */
    static final int PLANES = 12;
    /** Numbers of a triangle in {@link #bounds}: first and last column, first and last row. */
    static final int BOUNDS = 4;

    private final int width;
    private final int height;
    /** a b c of the three corners' shares in the triangle added last. */
    private final double[] shares = new double[9];

    private int count;
    private int spanTop;
    private int spanBottom;
    private float[] planes = new float[PLANES * 1024];
    private int[] bounds = new int[BOUNDS * 1024];

    TriangleList(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void clear() {
        count = 0;
    }

    /** From here on, {@link #spanTop} and {@link #spanBottom} say in which rows triangles were added. */
    void startSpan() {
        spanTop = height;
        spanBottom = -1;
    }

    int spanTop() {
        return spanTop;
    }

    int spanBottom() {
        return spanBottom;
    }

    int count() {
        return count;
    }

    float[] planes() {
        return planes;
    }

    int[] bounds() {
        return bounds;
    }

    /**
     * Adds a triangle whose corners turn from x to y; those that turn the other way are seen from behind.
     *
     * @param x of three corners
     * @param y of three corners
     * @param depth of three corners
     * @return false when there is nothing to fill
     */
    boolean add(double[] x, double[] y, double[] depth) {
        double area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]);
        if (!(area > 1e-9)) {
            return false;
        }
        int left = (int) Math.max(0, Math.floor(Math.min(x[0], Math.min(x[1], x[2]))));
        int right = (int) Math.min(width - 1, Math.floor(Math.max(x[0], Math.max(x[1], x[2]))));
        int top = (int) Math.max(0, Math.floor(Math.min(y[0], Math.min(y[1], y[2]))));
        int bottom = (int) Math.min(height - 1, Math.floor(Math.max(y[0], Math.max(y[1], y[2]))));
        if (left > right || top > bottom) {
            return false;
        }
        ensure();
        int at = PLANES * count;
        for (int k = 0; k < 3; k++) {
            int from = k == 2 ? 0 : k + 1;
            int to = k == 0 ? 2 : k - 1;
            double a = y[from] - y[to];
            double b = x[to] - x[from];
            double c = -(a * x[from] + b * y[from]);
            double length = Math.sqrt(a * a + b * b);
            planes[at + 3 * k] = (float) (a / length);
            planes[at + 3 * k + 1] = (float) (b / length);
            planes[at + 3 * k + 2] = (float) (c / length);
            shares[3 * k] = a / area;
            shares[3 * k + 1] = b / area;
            shares[3 * k + 2] = c / area;
        }
        plane(depth[0], depth[1], depth[2], planes, at + 9);
        int edge = BOUNDS * count;
        bounds[edge] = left;
        bounds[edge + 1] = right;
        bounds[edge + 2] = top;
        bounds[edge + 3] = bottom;
        count++;
        spanTop = Math.min(spanTop, top);
        spanBottom = Math.max(spanBottom, bottom);
        return true;
    }

    /** Writes a b c of what has these values at the corners of the triangle added last. */
    void plane(double v0, double v1, double v2, float[] to, int at) {
        for (int i = 0; i < 3; i++) {
            to[at + i] = (float) (v0 * shares[i] + v1 * shares[3 + i] + v2 * shares[6 + i]);
        }
    }

    private void ensure() {
        if (PLANES * (count + 1) > planes.length) {
            planes = Arrays.copyOf(planes, 2 * planes.length);
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
    }
}
