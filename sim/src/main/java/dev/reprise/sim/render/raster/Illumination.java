package dev.reprise.sim.render.raster;

import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.render.Look;

/** Lets light fall on points, as {@link Look} says: one short loop for each quantity. For one thread. */
final class Illumination {
    private final Surroundings around;
    /** Cosine between normal and light, from 0; then the key light's share. */
    private final float[] key;
    /** Cosine between normal and the way back to the eye, from 0. */
    private final float[] eyeward;

    private final float[] shine;
    /** The light's reciprocal cosine in texels; and columns, rows and nearness to the light in the shadow map. */
    private final float[] steep;

    private final float[] slopeU;
    private final float[] slopeV;
    private final float[] u;
    private final float[] v;
    private final float[] nearness;
    private final float[] lit;

    Illumination(Surroundings around, int most) {
        this.around = around;
        key = new float[most];
        eyeward = new float[most];
        shine = new float[most];
        steep = new float[most];
        slopeU = new float[most];
        slopeV = new float[most];
        u = new float[most];
        v = new float[most];
        nearness = new float[most];
        lit = new float[most];
    }

    /** Finds the colours of all points, which are of one row. */
    void shine(Points points, int row) {
        int n = points.count;
        normalise(points.nx, points.ny, points.nz, n);
        float[] l = around.light();
        dot(points, l[0], l[1], l[2], key, n);
        float[] f = around.eye().forward;
        dot(points, -f[0], -f[1], -f[2], eyeward, n);
        highlight(points.gloss, n);
        slopes(points, n);
        soften(n);
        shadow(points, n);
        colour(points.red, points, Look.GROUND.r(), Look.SKY.r(), around.key().r(), n);
        colour(points.green, points, Look.GROUND.g(), Look.SKY.g(), around.key().g(), n);
        colour(points.blue, points, Look.GROUND.b(), Look.SKY.b(), around.key().b(), n);
        Rgba background = around.background(row);
        show(points.red, points.faded, background.r(), n);
        show(points.green, points.faded, background.g(), n);
        show(points.blue, points.faded, background.b(), n);
        pack(points.red, points.green, points.blue, points.colour, n);
    }

    private static void pack(float[] red, float[] green, float[] blue, int[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = ((int) red[i] << 16) | ((int) green[i] << 8) | (int) blue[i];
        }
    }

    private static void normalise(float[] x, float[] y, float[] z, int n) {
        for (int i = 0; i < n; i++) {
            float scale = 1 / (float) Math.sqrt(x[i] * x[i] + y[i] * y[i] + z[i] * z[i]);
            x[i] *= scale;
            y[i] *= scale;
            z[i] *= scale;
        }
    }

    private static void dot(Points points, float x, float y, float z, float[] to, int n) {
        float[] nx = points.nx;
        float[] ny = points.ny;
        float[] nz = points.nz;
        for (int i = 0; i < n; i++) {
            to[i] = Clamp.positive(nx[i] * x + ny[i] * y + nz[i] * z);
        }
    }

    /** The light's reflection meets the eye; a cosine below 0.1 would be too small a number, and cost time. */
    private void highlight(float[] gloss, int n) {
        float along = around.lightAlongGaze();
        float[] to = shine;
        float[] facing = key;
        float[] seen = eyeward;
        for (int i = 0; i < n; i++) {
            float power = 0.1f + Clamp.positive(2 * facing[i] * seen[i] + along - 0.1f);
            power *= power;
            power *= power;
            power *= power;
            power *= power;
            to[i] = Look.SPECULAR * gloss[i] * power;
        }
    }

    /** How the plane of each normal rises towards the light, from texel to texel of the shadow map. */
    private void slopes(Points points, int n) {
        ShadowMap shadows = around.shadows();
        float texel = shadows.texel();
        float steepest = ShadowMap.STEEPEST * texel;
        for (int i = 0; i < n; i++) {
            steep[i] = -texel / (0.01f + key[i]);
        }
        slope(points, shadows.right(), slopeU, steepest, n);
        slope(points, shadows.up(), slopeV, steepest, n);
        shadows.see(0, points, u);
        shadows.see(1, points, v);
        shadows.see(2, points, nearness);
        float[] a = slopeU;
        float[] b = slopeV;
        float[] to = nearness;
        for (int i = 0; i < n; i++) {
            to[i] += Look.SHADOW_BIAS * (texel + Math.abs(a[i]) + Math.abs(b[i]));
        }
    }

    private void slope(Points points, float[] axis, float[] to, float steepest, int n) {
        float[] nx = points.nx;
        float[] ny = points.ny;
        float[] nz = points.nz;
        float[] scale = steep;
        float x = axis[0];
        float y = axis[1];
        float z = axis[2];
        for (int i = 0; i < n; i++) {
            float slope = scale[i] * (nx[i] * x + ny[i] * y + nz[i] * z);
            to[i] = Clamp.within(slope, steepest);
        }
    }

    private void soften(int n) {
        float[] facing = key;
        float[] to = shine;
        for (int i = 0; i < n; i++) {
            float t = Clamp.unit(facing[i] * (1 / Look.TERMINATOR));
            float softly = t * t * (3 - 2 * t);
            facing[i] *= softly;
            to[i] *= softly;
        }
    }

    private void shadow(Points points, int n) {
        float[] facing = key;
        float[] faded = points.faded;
        float[] wanted = lit;
        for (int i = 0; i < n; i++) {
            // What has faded wholly is background already.
            wanted[i] = facing[i] * (1 - faded[i]);
        }
        around.shadows().light(u, v, nearness, slopeU, slopeV, lit, n);
    }

    private void colour(float[] part, Points points, float ground, float sky, float light, int n) {
        float[] nz = points.nz;
        float[] share = lit;
        float[] facing = key;
        float[] glow = shine;
        float[] seen = eyeward;
        float level = 0.5f * (ground + sky);
        float tilt = 0.5f * (sky - ground);
        for (int i = 0; i < n; i++) {
            float falling = level + tilt * nz[i] + Look.FILL * seen[i] + light * facing[i] * share[i];
            part[i] = part[i] * falling + glow[i] * share[i];
        }
    }

    /** Linear light as 0 … 255, mixed with the background. */
    private static void show(float[] part, float[] faded, float background, int n) {
        for (int i = 0; i < n; i++) {
            float shown = (float) Math.sqrt(Clamp.unit(part[i]));
            part[i] = 255 * (shown + faded[i] * (background - shown)) + 0.5f;
        }
    }
}
