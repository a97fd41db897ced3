package dev.reprise.sim.render.gl;

import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.render.Camera;
import dev.reprise.sim.render.LightView;

/** From the world to OpenGL's clip space: sixteen numbers, column after column. */
final class Matrices {
    private Matrices() {}

    /** Of a camera; near and far in metres. */
    static float[] camera(Camera camera, double aspect, double near, double far) {
        double tall = 1 / Math.tan(Math.toRadians(camera.verticalFieldOfViewDegrees()) / 2);
        double a = (far + near) / (near - far);
        double b = 2 * far * near / (near - far);
        Vector3 back = camera.forward().times(-1);
        double[] x = row(camera.right().times(tall / aspect), camera.eye());
        double[] y = row(camera.up().times(tall), camera.eye());
        double[] ahead = row(back, camera.eye());
        double[] z = {a * ahead[0], a * ahead[1], a * ahead[2], a * ahead[3] + b};
        double[] w = {-ahead[0], -ahead[1], -ahead[2], -ahead[3]};
        return columns(x, y, z, w);
    }

    /** Of the light; depth 1 is {@code range} metres behind the centre. */
    static float[] light(LightView view, double range) {
        return columns(
                row(view.right().times(1 / view.half()), view.centre()),
                row(view.up().times(1 / view.half()), view.centre()),
                row(view.towards().times(-1 / range), view.centre()),
                new double[] {0, 0, 0, 1});
    }

    /** axis · (point - origin). */
    private static double[] row(Vector3 axis, Vector3 origin) {
        return new double[] {axis.x(), axis.y(), axis.z(), -axis.dot(origin)};
    }

    private static float[] columns(double[]... rows) {
        float[] columns = new float[16];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                columns[4 * column + row] = (float) rows[row][column];
            }
        }
        return columns;
    }
}
