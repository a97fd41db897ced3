package dev.reprise.sim.render.raster;

import dev.reprise.sim.render.Finish;
import dev.reprise.sim.render.Look;

/**
 * The colours of one triangle after the other, as {@link Look} says. What depends on the normal alone is found once for a
 * flat triangle, so that its points differ in shadow and checker only. For one thread.
 */
final class Shader {
    private static final float CHECKER_TONE = Materials.linear(Look.CHECKER_TONE);

    private final ScreenTriangles triangles;
    private final Surroundings around;
    private final ShadowMap shadows;
    private final Materials materials;
    private final Eye eye;
    private final int width;

    private Finish finish = Finish.MATTE;
    private boolean flat;
    private int checker;
    private float depthRight;
    private float depthDown;
    private float depthStart;
    /** a b c of the three coordinates of the normal. */
    private final float[] normal = new float[ScreenTriangles.NORMALS];

    private float red;
    private float green;
    private float blue;

    /** What the normal at hand makes of the light: ambient parts and fill, the key light's share, the highlight. */
    private float upness;

    private float fill;
    private float facing;
    private float shine;
    /** How the plane of the normal at hand rises towards the light from texel to texel of the shadow map. */
    private float slopeU;

    private float slopeV;

    Shader(ScreenTriangles triangles, Surroundings around, int width) {
        this.triangles = triangles;
        this.around = around;
        this.shadows = around.shadows();
        this.materials = around.materials();
        this.eye = around.eye();
        this.width = width;
    }

    /** Goes to a triangle. */
    void begin(int triangle) {
        float[] planes = triangles.list().planes();
        int o = TriangleList.PLANES * triangle + 9;
        depthRight = planes[o];
        depthDown = planes[o + 1];
        depthStart = planes[o + 2];
        System.arraycopy(triangles.normals(), ScreenTriangles.NORMALS * triangle, normal, 0, ScreenTriangles.NORMALS);
        int thing = triangles.thing(triangle);
        finish = materials.finish(thing);
        checker = Materials.CHECKERS * thing;
        red = materials.colours()[Materials.COLOURS * thing];
        green = materials.colours()[Materials.COLOURS * thing + 1];
        blue = materials.colours()[Materials.COLOURS * thing + 2];
        flat = triangles.flat(triangle);
        if (flat) {
            meet(normal[2], normal[5], normal[8]);
        }
    }

    /** Colours the pixels from column {@code from} on, up to but without column {@code to}. */
    void run(int from, int to, int row, int[] picture, float alpha) {
        float y = row + 0.5f;
        float start = depthStart + depthDown * y + 0.5f * depthRight;
        for (int x = from; x < to; x++) {
            int rgb = shade(x + 0.5f, y, row, start + depthRight * x);
            int at = row * width + x;
            picture[at] = alpha >= 1 ? rgb : Pixels.mix(picture[at], rgb, alpha);
        }
    }

    /**
     * The colour of a point, 0xRRGGBB.
     *
     * @param x in the picture, pixels
     * @param y in the picture, pixels
     * @param row of the pixel
     * @param depth 1/m
     */
    int shade(float x, float y, int row, float depth) {
        float px = x - eye.centreX;
        float py = eye.centreY - y;
        float w = 1 / depth;
        float faded = 0;
        if (finish == Finish.FLOOR) {
            faded = around.faded(px, py, w);
            if (faded >= 1) {
                return around.background(row);
            }
        }
        if (!flat) {
            meet(x, y);
        }
        float lit = facing > 0 ? shadows.light(px, py, w, slopeU, slopeV) : 0;
        float tone = finish == Finish.MATTE ? 1 : tone(px, py, w);
        int rgb = around.colour(tone * red, tone * green, tone * blue, upness, fill, facing * lit, shine * lit);
        return faded > 0 ? Pixels.mix(rgb, around.background(row), faded) : rgb;
    }

    private void meet(float x, float y) {
        float nx = normal[0] * x + normal[1] * y + normal[2];
        float ny = normal[3] * x + normal[4] * y + normal[5];
        float nz = normal[6] * x + normal[7] * y + normal[8];
        float scale = 1 / (float) Math.sqrt(nx * nx + ny * ny + nz * nz);
        meet(scale * nx, scale * ny, scale * nz);
    }

    /** Takes a normal to light. */
    private void meet(float nx, float ny, float nz) {
        float[] l = around.light();
        float[] f = eye.forward;
        float towardsEye = -(nx * f[0] + ny * f[1] + nz * f[2]);
        float cosine = nx * l[0] + ny * l[1] + nz * l[2];
        upness = 0.5f + 0.5f * nz;
        fill = towardsEye > 0 ? Look.FILL * towardsEye : 0;
        facing = 0;
        shine = 0;
        if (cosine > 0) {
            float softly = 1;
            if (cosine < Look.TERMINATOR) {
                float t = cosine * (1 / Look.TERMINATOR);
                softly = t * t * (3 - 2 * t);
            }
            facing = softly * cosine;
            // The light's reflection meets the eye at this cosine. Small ones would only cost time.
            float mirrored = 2 * cosine * towardsEye + around.lightAlongGaze();
            shine = mirrored > 0.4f && finish == Finish.MATTE ? softly * Look.SPECULAR * power(mirrored) : 0;
            slopeU = shadows.slopeU(nx, ny, nz, cosine);
            slopeV = shadows.slopeV(nx, ny, nz, cosine);
        }
    }

    private static float power(float cosine) {
        float power = cosine * cosine;
        for (int exponent = 2; exponent < Look.SHININESS; exponent *= 2) {
            power *= power;
        }
        return power;
    }

    /** The mean of the checker over a pixel, from how far the neighbouring pixels see. */
    private float tone(float px, float py, float w) {
        float even = stripes(checker, px, py, w) * stripes(checker + Materials.CHECKERS / 2, px, py, w);
        return CHECKER_TONE + (0.5f + 0.5f * even) * (1 - CHECKER_TONE);
    }

    /**
     * Nearly the mean over a pixel of +1 on even and -1 on odd squares: the distance from the nearest edge, in halves of the
     * pixel's width, and less and less of it where a pixel is wider than a square.
     */
    private float stripes(int c, float px, float py, float w) {
        float[] k = materials.checkers();
        float ahead = w * (k[c + 1] + px * k[c + 2] + py * k[c + 3]);
        float right = w * (k[c + 2] - ahead * depthRight);
        float down = w * (k[c + 3] + ahead * depthDown);
        float spread = Math.abs(right) + Math.abs(down) + 1e-6f;
        if (spread > 2) {
            return 0;
        }
        float edges = (k[c] + ahead) * 0.5f - 0.25f;
        int whole = (int) (edges + 1e6f) - 1_000_000;
        float inside = 0.5f - 2 * Math.abs(edges - whole - 0.5f);
        float mean = -2 * inside / spread;
        return (mean > 1 ? 1 : mean < -1 ? -1 : mean) * (spread > 1 ? 2 - spread : 1);
    }
}
