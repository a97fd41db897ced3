package dev.reprise.sim.render.raster;

import java.util.Arrays;

/**
 * A few rows of a picture with four samples a pixel: which triangle is nearest, and how near. Most pixels lie wholly in one
 * triangle and keep one number and one depth; a pixel is split into its samples when an edge crosses it.
 */
final class Band {
    static final int SAMPLES = 4;
    /** Places of the samples about a pixel's centre: a turned grid, so that no two share a row or column. */
    private static final float[] ACROSS = {-0.125f, 0.375f, -0.375f, 0.125f};

    private static final float[] DOWN = {-0.375f, -0.125f, 0.125f, 0.375f};
    /** Edges count as inside by this much, pixels, so that rounding leaves no gaps between neighbours. */
    private static final float TOLERANCE = 1e-3f;
    /** What was drawn first stays where two surfaces lie in each other, so that they do not flicker. */
    private static final float FIRST_WINS = 1 + 6e-6f;

    private static final int NONE = -1;
    private static final int SPLIT = -2;

    private final ScreenTriangles triangles;
    private final Shader shader;
    private final Illumination illumination;
    private final Points points;
    private final int width;
    /** Per pixel: nearest triangle, {@link #NONE} or {@link #SPLIT}, and its depth at the centre. */
    private final int[] nearest;

    private final float[] depths;
    /** Per sample of split pixels. */
    private final int[] sampleNearest;

    private final float[] sampleDepths;
    /** How much farther inside each edge of the triangle at hand the samples lie than the pixel's centre. */
    private final float[] offsets = new float[3 * SAMPLES];

    private final float[] most = new float[3];
    private final float[] least = new float[3];
    private int top;
    private int rows;

    Band(ScreenTriangles triangles, Surroundings around, int width, int mostRows) {
        this.triangles = triangles;
        this.shader = new Shader(triangles, around, SAMPLES * width);
        this.illumination = new Illumination(around, SAMPLES * width);
        this.points = new Points(SAMPLES * width);
        this.width = width;
        this.nearest = new int[width * mostRows];
        this.depths = new float[width * mostRows];
        this.sampleNearest = new int[SAMPLES * width * mostRows];
        this.sampleDepths = new float[SAMPLES * width * mostRows];
    }

    /** Goes to these rows, with nothing in them. */
    void begin(int firstRow, int count) {
        top = firstRow;
        rows = count;
        Arrays.fill(nearest, 0, width * count, NONE);
        Arrays.fill(depths, 0, width * count, 0);
    }

    /** Goes to where another band is; what is drawn here is tested against what was drawn there, which is not drawn again. */
    void beginBefore(Band other) {
        top = other.top;
        rows = other.rows;
        System.arraycopy(other.depths, 0, depths, 0, width * rows);
        for (int i = 0; i < width * rows; i++) {
            boolean split = other.nearest[i] == SPLIT;
            nearest[i] = split ? SPLIT : NONE;
            if (split) {
                System.arraycopy(other.sampleDepths, SAMPLES * i, sampleDepths, SAMPLES * i, SAMPLES);
                Arrays.fill(sampleNearest, SAMPLES * i, SAMPLES * (i + 1), NONE);
            }
        }
    }

    int top() {
        return top;
    }

    int bottom() {
        return top + rows - 1;
    }

    /** Fills one triangle where it is in these rows. */
    void fill(int t) {
        int[] bounds = triangles.list().bounds();
        int b = TriangleList.BOUNDS * t;
        int first = Math.max(top, bounds[b + 2]);
        int last = Math.min(top + rows - 1, bounds[b + 3]);
        if (first > last) {
            return;
        }
        float[] p = triangles.list().planes();
        int o = TriangleList.PLANES * t;
        for (int e = 0; e < 3; e++) {
            most[e] = Float.NEGATIVE_INFINITY;
            least[e] = Float.POSITIVE_INFINITY;
            for (int s = 0; s < SAMPLES; s++) {
                float offset = p[o + 3 * e] * ACROSS[s] + p[o + 3 * e + 1] * DOWN[s] + TOLERANCE;
                offsets[SAMPLES * e + s] = offset;
                most[e] = offset > most[e] ? offset : most[e];
                least[e] = offset < least[e] ? offset : least[e];
            }
        }
        for (int row = first; row <= last; row++) {
            fillRow(t, p, o, row, bounds[b], bounds[b + 1]);
        }
    }

    private void fillRow(int t, float[] p, int o, int row, int left, int right) {
        float fy = row + 0.5f;
        float low = left;
        float high = right;
        float innerLow = left;
        float innerHigh = right;
        for (int e = 0; e < 3; e++) {
            float a = p[o + 3 * e];
            float rest = p[o + 3 * e + 1] * fy + p[o + 3 * e + 2] + 0.5f * a;
            if (Math.abs(a) < 1e-6f) {
                high = rest + most[e] < 0 ? -1 : high;
                innerHigh = rest + least[e] < 0 ? -1 : innerHigh;
                continue;
            }
            float any = (-rest - most[e]) / a;
            float all = (-rest - least[e]) / a;
            if (a > 0) {
                low = any > low ? any : low;
                innerLow = all > innerLow ? all : innerLow;
            } else {
                high = any < high ? any : high;
                innerHigh = all < innerHigh ? all : innerHigh;
            }
        }
        if (low > high) {
            return;
        }
        int from = (int) low;
        int to = (int) high;
        int innerFrom = (int) Math.ceil(innerLow);
        int innerTo = innerHigh < 0 ? -1 : (int) innerHigh;
        if (innerFrom > innerTo) {
            rim(t, p, o, row, from, to);
        } else {
            rim(t, p, o, row, from, innerFrom - 1);
            inside(t, p, o, row, innerFrom, innerTo);
            rim(t, p, o, row, innerTo + 1, to);
        }
    }

    private void inside(int t, float[] p, int o, int row, int from, int to) {
        float slope = p[o + 9];
        float start = slope * 0.5f + p[o + 10] * (row + 0.5f) + p[o + 11];
        int base = (row - top) * width;
        for (int x = from; x <= to; x++) {
            float depth = start + slope * x;
            int i = base + x;
            if (nearest[i] == SPLIT) {
                for (int s = 0; s < SAMPLES; s++) {
                    sample(SAMPLES * i + s, depth + slope * ACROSS[s] + p[o + 10] * DOWN[s], t);
                }
            } else if (depth > depths[i]) {
                depths[i] = depth * FIRST_WINS;
                nearest[i] = t;
            }
        }
    }

    private void rim(int t, float[] p, int o, int row, int from, int to) {
        float fy = row + 0.5f;
        for (int x = from; x <= to; x++) {
            float fx = x + 0.5f;
            float e0 = p[o] * fx + p[o + 1] * fy + p[o + 2];
            float e1 = p[o + 3] * fx + p[o + 4] * fy + p[o + 5];
            float e2 = p[o + 6] * fx + p[o + 7] * fy + p[o + 8];
            float depth = p[o + 9] * fx + p[o + 10] * fy + p[o + 11];
            int i = (row - top) * width + x;
            for (int s = 0; s < SAMPLES; s++) {
                if (e0 + offsets[s] >= 0 && e1 + offsets[SAMPLES + s] >= 0 && e2 + offsets[2 * SAMPLES + s] >= 0) {
                    if (nearest[i] != SPLIT) {
                        split(i, fx, fy);
                    }
                    sample(SAMPLES * i + s, depth + p[o + 9] * ACROSS[s] + p[o + 10] * DOWN[s], t);
                }
            }
        }
    }

    private void split(int i, float fx, float fy) {
        int t = nearest[i];
        float[] p = triangles.list().planes();
        int o = TriangleList.PLANES * t + 9;
        for (int s = 0; s < SAMPLES; s++) {
            sampleNearest[SAMPLES * i + s] = t;
            sampleDepths[SAMPLES * i + s] = t == NONE
                    ? depths[i]
                    : (p[o] * (fx + ACROSS[s]) + p[o + 1] * (fy + DOWN[s]) + p[o + 2]) * FIRST_WINS;
        }
        nearest[i] = SPLIT;
    }

    private void sample(int i, float depth, int triangle) {
        if (depth > sampleDepths[i]) {
            sampleDepths[i] = depth * FIRST_WINS;
            sampleNearest[i] = triangle;
        }
    }

    /** Lays the colours of these rows over the picture; where nothing was drawn it stays as it is. */
    void shade(int[] picture, float alpha) {
        for (int row = top; row < top + rows; row++) {
            collect(row);
            if (points.count > 0) {
                illumination.shine(points, row);
                lay(picture, alpha);
            }
        }
    }

    private void collect(int row) {
        points.count = 0;
        int base = (row - top) * width;
        for (int x = 0; x < width; ) {
            int t = nearest[base + x];
            int end = x + 1;
            if (t >= 0) {
                while (end < width && nearest[base + end] == t) {
                    end++;
                }
                shader.addRun(points, t, x, end, row, row * width + x);
            } else if (t == SPLIT) {
                collectParts(base + x, x, row);
            }
            x = end;
        }
    }

    /** Each smooth surface at the middle of its samples. */
    private void collectParts(int pixel, int x, int row) {
        int done = 0;
        for (int s = 0; s < SAMPLES; s++) {
            int t = sampleNearest[SAMPLES * pixel + s];
            if (t == NONE || (done & (1 << s)) != 0) {
                continue;
            }
            int same = 0;
            float across = 0;
            float down = 0;
            float depth = 0;
            for (int other = s; other < SAMPLES; other++) {
                int u = sampleNearest[SAMPLES * pixel + other];
                if (u == t || (u != NONE && triangles.sameSurface(t, u))) {
                    done |= 1 << other;
                    same++;
                    across += ACROSS[other];
                    down += DOWN[other];
                    depth += sampleDepths[SAMPLES * pixel + other];
                }
            }
            float fx = x + 0.5f + across / same;
            float fy = row + 0.5f + down / same;
            shader.add(points, t, fx, fy, depth / same, row * width + x, same);
        }
    }

    private void lay(int[] picture, float alpha) {
        for (int i = 0; i < points.count; ) {
            int at = points.pixel[i];
            int colour = points.colour[i];
            int next = i + 1;
            if (points.share[i] < SAMPLES) {
                while (next < points.count && points.pixel[next] == at) {
                    next++;
                }
                colour = merge(i, next, picture[at]);
            }
            picture[at] = alpha < 1 ? Pixels.mix(picture[at], colour, alpha) : colour;
            i = next;
        }
    }

    /** The mean over a pixel's samples; those that show nothing have the colour behind. */
    private int merge(int from, int to, int behind) {
        int left = SAMPLES;
        int red = SAMPLES / 2;
        int green = SAMPLES / 2;
        int blue = SAMPLES / 2;
        for (int i = from; i < to; i++) {
            int share = points.share[i];
            left -= share;
            red += share * ((points.colour[i] >> 16) & 0xff);
            green += share * ((points.colour[i] >> 8) & 0xff);
            blue += share * (points.colour[i] & 0xff);
        }
        red += left * ((behind >> 16) & 0xff);
        green += left * ((behind >> 8) & 0xff);
        blue += left * (behind & 0xff);
        return ((red / SAMPLES) << 16) | ((green / SAMPLES) << 8) | (blue / SAMPLES);
    }
}
