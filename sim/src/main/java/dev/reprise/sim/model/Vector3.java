package dev.reprise.sim.model;

/** Three coordinates. */
public record Vector3(double x, double y, double z) {
    /** The origin. */
    public static final Vector3 ZERO = new Vector3(0, 0, 0);

    /** Up, and the axis of a joint that names none. */
    public static final Vector3 Z = new Vector3(0, 0, 1);

    /** this + other. */
    public Vector3 plus(Vector3 other) {
        return new Vector3(x + other.x, y + other.y, z + other.z);
    }

    /** this - other. */
    public Vector3 minus(Vector3 other) {
        return new Vector3(x - other.x, y - other.y, z - other.z);
    }

    /** factor · this. */
    public Vector3 times(double factor) {
        return new Vector3(factor * x, factor * y, factor * z);
    }

    /** Scalar product. */
    public double dot(Vector3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** Vector product. */
    public Vector3 cross(Vector3 other) {
        return new Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /** Length. */
    public double norm() {
        return Math.sqrt(dot(this));
    }

    /**
     * The same direction with length 1.
     *
     * @throws ArithmeticException when there is no direction
     */
    public Vector3 normalized() {
        double norm = norm();
        if (!(norm > 0) || Double.isInfinite(norm)) {
            throw new ArithmeticException(this + " has no direction");
        }
        return times(1 / norm);
    }
}
