package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.Finish;
import dev.reprise.sim.render.Look;
import java.util.Arrays;

/** What triangles look like at points of a row, before light falls on them. For one thread. */
final class Shader {
    private static final float CHECKER_TONE = Materials.linear(Look.CHECKER_TONE);

    private final ScreenTriangles triangles;
    private final Surroundings around;
    private final Materials materials;
    private final Eye eye;
    private final float[] even;
    private final float[] onwards;
    private final float[] spread;
    /** 0, 1, 2, …: the JIT makes no vectors of numbers that are made of a loop's index. */
    private final float[] ramp;

    Shader(ScreenTriangles triangles, Surroundings around, int mostPoints) {
        this.triangles = triangles;
        this.around = around;
        this.materials = around.materials();
        this.eye = around.eye();
        this.even = new float[mostPoints];
        this.onwards = new float[mostPoints];
        this.spread = new float[mostPoints];
        this.ramp = new float[mostPoints];
        for (int i = 0; i < mostPoints; i++) {
            ramp[i] = i;
        }
    }

    /** Adds pixels that lie wholly in a triangle, from column {@code from} on, up to but without column {@code to}. */
    void addRun(Points points, int triangle, int from, int to, int row, int firstPixel) {
        int start = points.count;
        int end = start + to - from;
        float[] planes = triangles.list().planes();
        int o = TriangleList.PLANES * triangle + 9;
        float x = from + 0.5f;
        float y = row + 0.5f;
        for (int i = start; i < end; i++) {
            points.pixel[i] = firstPixel + i - start;
        }
        Arrays.fill(points.share, start, end, Band.SAMPLES);
        ramp(points.px, start, end, x - eye.centreX, 1);
        Arrays.fill(points.py, start, end, eye.centreY - y);
        ramp(points.w, start, end, planes[o] * x + planes[o + 1] * y + planes[o + 2], planes[o]);
        invert(points.w, start, end);
        float[] n = triangles.normals();
        int at = ScreenTriangles.NORMALS * triangle;
        ramp(points.nx, start, end, n[at] * x + n[at + 1] * y + n[at + 2], n[at]);
        ramp(points.ny, start, end, n[at + 3] * x + n[at + 4] * y + n[at + 5], n[at + 3]);
        ramp(points.nz, start, end, n[at + 6] * x + n[at + 7] * y + n[at + 8], n[at + 6]);
        points.count = end;
        dress(points, triangle, start, end);
    }

    private void ramp(float[] values, int start, int end, float first, float slope) {
        float[] steps = ramp;
        float from = first - slope * steps[start];
        for (int i = start; i < end; i++) {
            values[i] = from + slope * steps[i];
        }
    }

    private static void invert(float[] values, int start, int end) {
        for (int i = start; i < end; i++) {
            values[i] = 1 / values[i];
        }
    }

    /**
     * Adds a part of a pixel.
     *
     * @param x in the picture, pixels
     * @param y in the picture, pixels
     * @param depth there, 1/m
     * @param share samples of the pixel
     */
    void add(Points points, int triangle, float x, float y, float depth, int pixel, int share) {
        int i = points.count++;
        points.pixel[i] = pixel;
        points.share[i] = share;
        points.px[i] = x - eye.centreX;
        points.py[i] = eye.centreY - y;
        points.w[i] = 1 / depth;
        float[] n = triangles.normals();
        int at = ScreenTriangles.NORMALS * triangle;
        points.nx[i] = n[at] * x + n[at + 1] * y + n[at + 2];
        points.ny[i] = n[at + 3] * x + n[at + 4] * y + n[at + 5];
        points.nz[i] = n[at + 6] * x + n[at + 7] * y + n[at + 8];
        int thing = triangles.thing(triangle);
        int c = Materials.COLOURS * thing;
        points.red[i] = materials.colours()[c];
        points.green[i] = materials.colours()[c + 1];
        points.blue[i] = materials.colours()[c + 2];
        points.gloss[i] = materials.finish(thing) == Finish.MATTE ? 1 : 0;
        points.faded[i] = 0;
        if (materials.finish(thing) != Finish.MATTE) {
            pave(points, triangle, thing, i, i + 1);
        }
    }

    private void dress(Points points, int triangle, int start, int end) {
        int thing = triangles.thing(triangle);
        Finish finish = materials.finish(thing);
        float[] colours = materials.colours();
        int c = Materials.COLOURS * thing;
        Arrays.fill(points.red, start, end, colours[c]);
        Arrays.fill(points.green, start, end, colours[c + 1]);
        Arrays.fill(points.blue, start, end, colours[c + 2]);
        Arrays.fill(points.gloss, start, end, finish == Finish.MATTE ? 1 : 0);
        Arrays.fill(points.faded, start, end, 0);
        if (finish != Finish.MATTE) {
            pave(points, triangle, thing, start, end);
        }
    }

    private void pave(Points points, int triangle, int thing, int start, int end) {
        checker(points, triangle, thing, start, end);
        if (materials.finish(thing) == Finish.FLOOR) {
            around.fade(points, start, end);
        }
    }

    private void checker(Points points, int triangle, int thing, int start, int end) {
        Arrays.fill(even, start, end, 1);
        stripes(points, triangle, Materials.CHECKERS * thing, start, end);
        stripes(points, triangle, Materials.CHECKERS * thing + Materials.CHECKERS / 2, start, end);
        temper(even, start, end);
        scale(points.red, even, start, end);
        scale(points.green, even, start, end);
        scale(points.blue, even, start, end);
    }

    private static void temper(float[] even, int start, int end) {
        for (int i = start; i < end; i++) {
            even[i] = CHECKER_TONE + (0.5f + 0.5f * even[i]) * (1 - CHECKER_TONE);
        }
    }

    private static void scale(float[] values, float[] by, int start, int end) {
        for (int i = start; i < end; i++) {
            values[i] *= by[i];
        }
    }

    /**
     * Multiplies with nearly the mean over a pixel of +1 on even and -1 on odd squares: the distance from the nearest edge,
     * in halves of the pixel's width, and less and less of it where a pixel is wider than a square.
     */
    private void stripes(Points points, int triangle, int c, int start, int end) {
        float[] planes = triangles.list().planes();
        float depthRight = planes[TriangleList.PLANES * triangle + 9];
        float depthDown = planes[TriangleList.PLANES * triangle + 10];
        float[] k = materials.checkers();
        float origin = k[c];
        float ahead = k[c + 1];
        float right = k[c + 2];
        float up = k[c + 3];
        onwards(points, ahead, right, up, start, end);
        spread(points.w, right, up, depthRight, depthDown, start, end);
        multiply(origin, start, end);
    }

    /** How far along the checker each point lies from the eye, squares. */
    private void onwards(Points points, float ahead, float right, float up, int start, int end) {
        float[] px = points.px;
        float[] py = points.py;
        float[] w = points.w;
        float[] to = onwards;
        for (int i = start; i < end; i++) {
            to[i] = w[i] * (ahead + px[i] * right + py[i] * up);
        }
    }

    /** How wide each pixel is, squares. */
    private void spread(float[] w, float right, float up, float depthRight, float depthDown, int start, int end) {
        float[] along = onwards;
        float[] to = spread;
        for (int i = start; i < end; i++) {
            to[i] = Math.abs(w[i] * (right - along[i] * depthRight))
                    + Math.abs(w[i] * (up + along[i] * depthDown))
                    + 1e-6f;
        }
    }

    private void multiply(float origin, int start, int end) {
        float[] along = onwards;
        float[] width = spread;
        float[] product = even;
        for (int i = start; i < end; i++) {
            float turns = (origin + along[i]) * 0.5f + 0.25f;
            // Adding and taking away 1.5 · 2^23 rounds to a whole number, in all vector units alike.
            float rest = turns - ((turns + 12582912f) - 12582912f);
            float mean = Clamp.within((1 - 4 * Math.abs(rest)) / width[i], 1);
            product[i] *= mean * Clamp.unit(2 - width[i]);
        }
    }
}
