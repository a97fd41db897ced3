package dev.reprise.sim.render.raster;

import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.render.Camera;
import dev.reprise.sim.render.Frame;
import dev.reprise.sim.render.Look;

/**
 * The camera of a frame in the numbers that the rasteriser needs: a point of the world that is {@code w} metres ahead is
 * seen at x = centreX + focal·right/w, y = centreY - focal·up/w, in pixels.
 */
final class Eye {
    float x;
    float y;
    float z;
    float[] right = new float[3];
    float[] up = new float[3];
    float[] forward = new float[3];
    /** Distance of the picture from the eye, pixels. */
    float focal;
    /** 1 / focal. */
    float perPixel;
    /** What is nearer than this is not seen, m. */
    float near;

    final float centreX;
    final float centreY;

    Eye(int width, int height) {
        centreX = width / 2f;
        centreY = height / 2f;
    }

    void look(Frame frame) {
        Camera camera = frame.camera();
        x = (float) camera.eye().x();
        y = (float) camera.eye().y();
        z = (float) camera.eye().z();
        right = floats(camera.right());
        up = floats(camera.up());
        forward = floats(camera.forward());
        focal = (float) (centreY / Math.tan(Math.toRadians(camera.verticalFieldOfViewDegrees()) / 2));
        perPixel = 1 / focal;
        near = (float) (Look.NEAR * frame.scene().radius());
    }

    static float[] floats(Vector3 v) {
        return new float[] {(float) v.x(), (float) v.y(), (float) v.z()};
    }
}
