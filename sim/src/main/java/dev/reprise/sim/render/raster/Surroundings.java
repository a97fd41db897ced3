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
    /** Background as shown, 0xRRGGBB, for each row. */
    private final int[] background;

    private float[] light = new float[3];
    private float lightAlongGaze;
    private float keyRed;
    private float keyGreen;
    private float keyBlue;
    /** From the scene's centre to the eye: square, and along the picture's directions; m. */
    private float eyeSquare;

    private float eyeAhead;
    private float eyeRight;
    private float eyeUp;
    private float fadeFromSquare;
    private float fadePerSquare;

    Surroundings(int width, int height) {
        this.eye = new Eye(width, height);
        this.background = new int[height];
        Rgba top = Look.BACKGROUND_TOP;
        Rgba bottom = Look.BACKGROUND_BOTTOM;
        for (int y = 0; y < height; y++) {
            float down = (y + 0.5f) / height;
            background[y] = (Math.round(255 * (top.r() + down * (bottom.r() - top.r()))) << 16)
                    | (Math.round(255 * (top.g() + down * (bottom.g() - top.g()))) << 8)
                    | Math.round(255 * (top.b() + down * (bottom.b() - top.b())));
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
        keyRed = Look.KEY.r() * lighting.tint().r();
        keyGreen = Look.KEY.g() * lighting.tint().g();
        keyBlue = Look.KEY.b() * lighting.tint().b();
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

    /** Where there is nothing, 0xRRGGBB. */
    int background(int row) {
        return background[row];
    }

    /** A colour in this light, as shown: 0xRRGGBB. */
    int colour(float red, float green, float blue, float upness, float fill, float keyShare, float glow) {
        float r = red * (Look.GROUND.r() + upness * (Look.SKY.r() - Look.GROUND.r()) + fill + keyRed * keyShare) + glow;
        float g = green * (Look.GROUND.g() + upness * (Look.SKY.g() - Look.GROUND.g()) + fill + keyGreen * keyShare)
                + glow;
        float b =
                blue * (Look.GROUND.b() + upness * (Look.SKY.b() - Look.GROUND.b()) + fill + keyBlue * keyShare) + glow;
        return (shown(r) << 16) | (shown(g) << 8) | shown(b);
    }

    /** Linear light, up to 1, as 0 … 255. */
    private static int shown(float linear) {
        return (int) (255 * (float) Math.sqrt(Math.min(1, linear)) + 0.5f);
    }

    /** How far a floor has gone over into the background, 0 … 1. */
    float faded(float px, float py, float w) {
        float ray = 1 + (px * px + py * py) * eye.perPixel * eye.perPixel;
        float square = eyeSquare + w * (2 * (eyeAhead + px * eyeRight + py * eyeUp) + w * ray);
        float t = (square - fadeFromSquare) * fadePerSquare;
        return t <= 0 ? 0 : t >= 1 ? 1 : t * (2 - t);
    }
}
