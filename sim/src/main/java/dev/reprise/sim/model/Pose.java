package dev.reprise.sim.model;

/** Where a frame is and how it is turned, in another frame; metres. */
public record Pose(Vector3 position, Quaternion rotation) {
    /** The other frame itself. */
    public static final Pose IDENTITY = new Pose(Vector3.ZERO, Quaternion.IDENTITY);

    /** Moved, not turned. */
    public static Pose at(double x, double y, double z) {
        return new Pose(new Vector3(x, y, z), Quaternion.IDENTITY);
    }

    /** In the outer frame, what {@code inner} is in this one. */
    public Pose times(Pose inner) {
        return new Pose(position.plus(rotation.rotate(inner.position)), rotation.times(inner.rotation));
    }

    /** The outer frame as this one sees it. */
    public Pose inverse() {
        Quaternion back = rotation.inverse();
        return new Pose(back.rotate(position).times(-1), back);
    }

    /** A point of this frame in the outer one. */
    public Vector3 transform(Vector3 point) {
        return position.plus(rotation.rotate(point));
    }
}
