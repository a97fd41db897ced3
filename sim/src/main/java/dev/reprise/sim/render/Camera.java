package dev.reprise.sim.render;

import dev.reprise.sim.model.CameraSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.WorldView;

/**
 * An eye at one moment, in the world's frame.
 *
 * @param forward of length 1
 * @param up of length 1, across {@code forward}
 * @param verticalFieldOfViewDegrees from lower to upper edge
 */
public record Camera(Vector3 eye, Vector3 forward, Vector3 up, double verticalFieldOfViewDegrees) {
    /** Checks the field of view. */
    public Camera {
        if (!(verticalFieldOfViewDegrees > 0 && verticalFieldOfViewDegrees < 180)) {
            throw new IllegalArgumentException(
                    "a camera's vertical field of view must lie between 0 and 180 degrees, not "
                            + verticalFieldOfViewDegrees);
        }
    }

    /** The model's camera, carried by its body. */
    public static Camera of(CameraSpec spec, WorldView world) {
        double[] body = new double[7];
        world.bodyPose(spec.body(), body);
        Pose pose = pose(body).times(spec.pose());
        return new Camera(
                pose.position(),
                pose.rotation().rotate(new Vector3(0, 0, -1)),
                pose.rotation().rotate(new Vector3(0, 1, 0)),
                spec.verticalFieldOfViewDegrees());
    }

    /** To the right of the picture, of length 1. */
    public Vector3 right() {
        return forward.cross(up);
    }

    /** Of x y z, w x y z. */
    static Pose pose(double[] seven) {
        return new Pose(
                new Vector3(seven[0], seven[1], seven[2]), new Quaternion(seven[3], seven[4], seven[5], seven[6]));
    }
}
