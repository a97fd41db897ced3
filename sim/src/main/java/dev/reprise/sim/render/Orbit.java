package dev.reprise.sim.render;

import dev.reprise.sim.model.Vector3;

/**
 * A camera that goes round a place; angles as in MuJoCo's free camera.
 *
 * @param target what it looks at
 * @param distance from there, m
 * @param azimuthDegrees where it looks, about z: 0 is along x, 90 along y
 * @param elevationDegrees of its gaze: -90 is straight down
 */
public record Orbit(Vector3 target, double distance, double azimuthDegrees, double elevationDegrees) {
    /** From lower to upper edge of the picture. */
    public static final double FIELD_OF_VIEW_DEGREES = 38;

    /** Keeps the elevation short of the poles and the distance above 1 cm. */
    public Orbit {
        elevationDegrees = Math.max(-89, Math.min(89, elevationDegrees));
        distance = Math.max(0.01, distance);
    }

    /** From in front and above, with the whole scene in sight. */
    public static Orbit of(RenderScene scene) {
        return new Orbit(scene.centre(), 2.3 * scene.radius(), 140, -24);
    }

    /** From where a camera stands, about the point before it that is level with the scene's middle; upright. */
    public static Orbit of(Camera camera, RenderScene scene) {
        Vector3 gaze = camera.forward();
        double distance = Math.max(
                0.2 * scene.radius(), scene.centre().minus(camera.eye()).dot(gaze));
        return new Orbit(
                camera.eye().plus(gaze.times(distance)),
                distance,
                Math.toDegrees(Math.atan2(gaze.y(), gaze.x())),
                Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, gaze.z())))));
    }

    /** The eye there. */
    public Camera camera() {
        double azimuth = Math.toRadians(azimuthDegrees);
        double elevation = Math.toRadians(elevationDegrees);
        double level = Math.cos(elevation);
        Vector3 forward = new Vector3(level * Math.cos(azimuth), level * Math.sin(azimuth), Math.sin(elevation));
        Vector3 right = new Vector3(Math.sin(azimuth), -Math.cos(azimuth), 0);
        return new Camera(target.minus(forward.times(distance)), forward, right.cross(forward), FIELD_OF_VIEW_DEGREES);
    }

    /** Gone round. */
    public Orbit turned(double azimuth, double elevation) {
        return new Orbit(target, distance, azimuthDegrees + azimuth, elevationDegrees + elevation);
    }

    /** Nearer (below 1) or farther. */
    public Orbit zoomed(double factor) {
        return new Orbit(target, distance * factor, azimuthDegrees, elevationDegrees);
    }

    /** Moved across the picture, in heights of the picture: what is seen moves right and up. */
    public Orbit moved(double right, double up) {
        Camera camera = camera();
        double height = 2 * distance * Math.tan(Math.toRadians(FIELD_OF_VIEW_DEGREES / 2));
        Vector3 by = camera.right().times(-right * height).plus(camera.up().times(-up * height));
        return new Orbit(target.plus(by), distance, azimuthDegrees, elevationDegrees);
    }
}
