package dev.reprise.sim.render;

import dev.reprise.sim.model.Vector3;

/**
 * What the key light sees: a square that is looked at along its rays.
 *
 * @param right of length 1
 * @param up of length 1
 * @param towards the light, of length 1
 * @param centre of the square, world frame
 * @param half half the square's edge, m
 */
public record LightView(Vector3 right, Vector3 up, Vector3 towards, Vector3 centre, double half) {
    /** What is farther from where the camera looks throws no shadow; radii of the scene. */
    private static final double NEARBY = 3;

    /**
     * Holds all that casts shadows near where the camera looks. Edge and centre move in steps, so that the edges of shadows do
     * not crawl while things move.
     */
    public static LightView of(Frame frame) {
        RenderScene scene = frame.scene();
        Vector3 towards = scene.lighting().towards();
        Vector3 across = Math.abs(towards.x()) < 0.9 ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
        Vector3 right = across.minus(towards.times(across.dot(towards))).normalized();
        Vector3 up = towards.cross(right);
        Bounds bounds = bounds(frame, right, up);
        double needed = bounds.isEmpty() ? scene.radius() : 1.02 * width(bounds) / 2;
        double half = scene.radius() * Math.pow(2, Math.ceil(4 * log2(needed / scene.radius())) / 4);
        double texel = 2 * half / Look.SHADOW_SIZE;
        Vector3 middle = bounds.isEmpty()
                ? new Vector3(scene.centre().dot(right), scene.centre().dot(up), 0)
                : bounds.centre();
        Vector3 centre = right.times(texel * Math.rint(middle.x() / texel))
                .plus(up.times(texel * Math.rint(middle.y() / texel)))
                .plus(towards.times(scene.centre().dot(towards)));
        return new LightView(right, up, towards, centre, half);
    }

    /** In the light's coordinates right and up. */
    private static Bounds bounds(Frame frame, Vector3 right, Vector3 up) {
        RenderScene scene = frame.scene();
        Camera camera = frame.camera();
        double ahead = Math.max(0, scene.centre().minus(camera.eye()).dot(camera.forward()));
        Vector3 focus = camera.eye().plus(camera.forward().times(ahead));
        Bounds bounds = new Bounds();
        float[] places = frame.places();
        for (int thing = 0; thing < frame.count(); thing++) {
            int at = Frame.PLACE * thing + 9;
            Vector3 place = new Vector3(places[at], places[at + 1], places[at + 2]);
            if (frame.castsShadow(thing) && place.minus(focus).norm() < NEARBY * scene.radius()) {
                bounds.add(place.dot(right), place.dot(up), 0, frame.reach(thing));
            }
        }
        return bounds;
    }

    private static double width(Bounds bounds) {
        return Math.max(bounds.size(0), bounds.size(1));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    /** Edge of a texel of the shadow map, m. */
    public double texel() {
        return 2 * half / Look.SHADOW_SIZE;
    }
}
