package dev.reprise.sim.render.raster;

import dev.reprise.sim.model.Rgba;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Lighting;
import dev.reprise.sim.render.Look;

/** What all things of a frame share: the eye, the light and its shadows, materials and the background. */
final class Surroundings {
    private final Eye eye;
    private final ShadowMap shadows = new ShadowMap();
    private final Materials materials = new Materials();
    /** As shown, for each row. */
    private final Rgba[] background;

    private float[] light = new float[3];
    private float lightAlongGaze;
    private Rgba key = Look.KEY;
    /** From the scene's centre to the eye: square, and along the picture's directions; m. */
    private float eyeSquare;

    private float eyeAhead;
    private float eyeRight;
    private float eyeUp;
    private float fadeFromSquare;
    private float fadePerSquare;

    Surroundings(int width, int height) {
        this.eye = new Eye(width, height);
        this.background = new Rgba[height];
        Rgba top = Look.BACKGROUND_TOP;
        Rgba bottom = Look.BACKGROUND_BOTTOM;
        for (int y = 0; y < height; y++) {
            float down = (y + 0.5f) / height;
            background[y] = new Rgba(
                    top.r() + down * (bottom.r() - top.r()),
                    top.g() + down * (bottom.g() - top.g()),
                    top.b() + down * (bottom.b() - top.b()),
                    1);
        }
    }

    /** Goes to a frame; the shadow map is projected, not filled. */
    void read(Frame frame) {
        eye.look(frame);
        shadows.project(frame, eye);
        materials.read(frame, eye);
        Lighting lighting = frame.scene().lighting();
        light = Eye.floats(lighting.towards());
        lightAlongGaze = eye.forward[0] * light[0] + eye.forward[1] * light[1] + eye.forward[2] * light[2];
        Rgba tint = lighting.tint();
        key = new Rgba(Look.KEY.r() * tint.r(), Look.KEY.g() * tint.g(), Look.KEY.b() * tint.b(), 1);
        float[] centre = Eye.floats(frame.scene().centre());
        float x = eye.x - centre[0];
        float y = eye.y - centre[1];
        float z = eye.z - centre[2];
        eyeSquare = x * x + y * y + z * z;
        eyeAhead = x * eye.forward[0] + y * eye.forward[1] + z * eye.forward[2];
        eyeRight = (x * eye.right[0] + y * eye.right[1] + z * eye.right[2]) * eye.perPixel;
        eyeUp = (x * eye.up[0] + y * eye.up[1] + z * eye.up[2]) * eye.perPixel;
        float radius = (float) frame.scene().radius();
        fadeFromSquare = Look.FADE_FROM * Look.FADE_FROM * radius * radius;
        fadePerSquare = 1 / (Look.FADE_TO * Look.FADE_TO * radius * radius - fadeFromSquare);
    }

    Eye eye() {
        return eye;
    }

    ShadowMap shadows() {
        return shadows;
    }

    Materials materials() {
        return materials;
    }

    /** Direction to the light. */
    float[] light() {
        return light;
    }

    /** Cosine between where the eye looks and the light. */
    float lightAlongGaze() {
        return lightAlongGaze;
    }

    /** Colour of the light. */
    Rgba key() {
        return key;
    }

    /** What there is where there is nothing, as shown. */
    Rgba background(int row) {
        return background[row];
    }

    /** The same, 0xRRGGBB. */
    int shownBackground(int row) {
        Rgba shown = background[row];
        return (Math.round(255 * shown.r()) << 16) | (Math.round(255 * shown.g()) << 8) | Math.round(255 * shown.b());
    }

    /** Finds how far points of a floor have gone over into the background. */
    void fade(Points points, int start, int end) {
        float[] px = points.px;
        float[] py = points.py;
        float[] w = points.w;
        float[] faded = points.faded;
        float perPixelSquare = eye.perPixel * eye.perPixel;
        float scale = fadePerSquare;
        float from = eyeSquare - fadeFromSquare;
        float ahead = 2 * eyeAhead;
        float right = 2 * eyeRight;
        float up = 2 * eyeUp;
        for (int i = start; i < end; i++) {
            float ray = 1 + (px[i] * px[i] + py[i] * py[i]) * perPixelSquare;
            float t = (from + w[i] * (ahead + px[i] * right + py[i] * up + w[i] * ray)) * scale;
            float clamped = Clamp.unit(t);
            faded[i] = clamped * (2 - clamped);
        }
    }
}
