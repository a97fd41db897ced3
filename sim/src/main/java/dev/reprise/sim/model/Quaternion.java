package dev.reprise.sim.model;

/** A rotation; of length 1. */
public record Quaternion(double w, double x, double y, double z) {
    /** No rotation. */
    public static final Quaternion IDENTITY = new Quaternion(1, 0, 0, 0);

    /**
     * With length 1 whatever the length given.
     *
     * @throws ArithmeticException when all four are zero
     */
    public static Quaternion normalized(double w, double x, double y, double z) {
        double norm = Math.sqrt(w * w + x * x + y * y + z * z);
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new ArithmeticException("the quaternion " + w + " " + x + " " + y + " " + z + " is no rotation");
        }
        return new Quaternion(w / norm, x / norm, y / norm, z / norm);
    }

    /** By {@code angle} radians about an axis of length 1. */
    public static Quaternion about(Vector3 axis, double angle) {
        double s = Math.sin(angle / 2);
        return new Quaternion(Math.cos(angle / 2), s * axis.x(), s * axis.y(), s * axis.z());
    }

    /** The shortest rotation that takes one direction, of length 1, to another. */
    public static Quaternion between(Vector3 from, Vector3 to) {
        double cosine = from.dot(to);
        if (cosine < -1 + 1e-12) {
            Vector3 across = Math.abs(from.x()) < 0.9 ? new Vector3(1, 0, 0) : new Vector3(0, 1, 0);
            return about(from.cross(across).normalized(), Math.PI);
        }
        Vector3 axis = from.cross(to);
        return normalized(1 + cosine, axis.x(), axis.y(), axis.z());
    }

    /** This rotation after {@code first}. */
    public Quaternion times(Quaternion first) {
        return new Quaternion(
                w * first.w - x * first.x - y * first.y - z * first.z,
                w * first.x + x * first.w + y * first.z - z * first.y,
                w * first.y - x * first.z + y * first.w + z * first.x,
                w * first.z + x * first.y - y * first.x + z * first.w);
    }

    /** The way back. */
    public Quaternion inverse() {
        return new Quaternion(w, -x, -y, -z);
    }

    /** The vector, turned. */
    public Vector3 rotate(Vector3 v) {
        Vector3 axis = new Vector3(x, y, z);
        Vector3 t = axis.cross(v).times(2);
        return v.plus(t.times(w)).plus(axis.cross(t));
    }
}
