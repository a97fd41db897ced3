package dev.reprise.sim.model;

/** Turns of frames, in the five ways that MJCF has. */
final class Orientation {
    private static final Vector3 X = new Vector3(1, 0, 0);
    private static final Vector3 Y = new Vector3(0, 1, 0);
    private static final double TOO_SHORT = 1e-10;

    private Orientation() {}

    /** Where an element's frame is. */
    static Pose pose(Attributes a, CompilerSettings compiler) {
        return new Pose(a.vector("pos", Vector3.ZERO), rotation(a, compiler));
    }

    /** How an element's frame is turned. */
    static Quaternion rotation(Attributes a, CompilerSettings compiler) {
        if (a.has("axisangle")) {
            double[] v = a.numbers("axisangle", 4);
            Vector3 axis = direction(a, "axisangle", new Vector3(v[0], v[1], v[2]));
            return Quaternion.about(axis, v[3] * compiler.radian());
        }
        if (a.has("euler")) {
            return euler(a.numbers("euler", 3), compiler);
        }
        if (a.has("xyaxes")) {
            double[] v = a.numbers("xyaxes", 6);
            Vector3 x = direction(a, "xyaxes", new Vector3(v[0], v[1], v[2]));
            Vector3 second = new Vector3(v[3], v[4], v[5]);
            Vector3 y = direction(a, "xyaxes", second.minus(x.times(x.dot(second))));
            return ofAxes(x, y, x.cross(y));
        }
        if (a.has("zaxis")) {
            return toZ(direction(a, "zaxis", a.vector("zaxis", Vector3.Z)));
        }
        return quaternion(a, "quat");
    }

    /** An attribute of four numbers, made as long as 1. */
    static Quaternion quaternion(Attributes a, String name) {
        if (!a.has(name)) {
            return Quaternion.IDENTITY;
        }
        double[] q = a.numbers(name, 4);
        return unit(q[0], q[1], q[2], q[3], a, name);
    }

    /** Four numbers of an attribute, made as long as 1. */
    static Quaternion unit(double w, double x, double y, double z, Attributes a, String name) {
        try {
            return Quaternion.normalized(w, x, y, z);
        } catch (ArithmeticException e) {
            throw a.error(name, String.valueOf(e.getMessage()));
        }
    }

    private static Vector3 direction(Attributes a, String name, Vector3 vector) {
        if (vector.norm() < TOO_SHORT) {
            throw a.error(name, "gives no direction");
        }
        return vector.normalized();
    }

    private static Quaternion euler(double[] angles, CompilerSettings compiler) {
        Quaternion rotation = Quaternion.IDENTITY;
        for (int i = 0; i < 3; i++) {
            char name = compiler.eulerAxes().charAt(i);
            Vector3 axis = switch (Character.toLowerCase(name)) {
                case 'x' -> X;
                case 'y' -> Y;
                default -> Vector3.Z;
            };
            Quaternion turn = Quaternion.about(axis, angles[i] * compiler.radian());
            rotation = Character.isLowerCase(name) ? rotation.times(turn) : turn.times(rotation);
        }
        return rotation;
    }

    /** The shortest turn of z to a direction of length 1; half a turn is about x, as in MuJoCo. */
    static Quaternion toZ(Vector3 direction) {
        Vector3 across = Vector3.Z.cross(direction);
        double sine = across.norm();
        Vector3 axis = sine < TOO_SHORT ? X : across.normalized();
        return Quaternion.about(axis, Math.atan2(sine, direction.z()));
    }

    /** The turn that takes the axes of a frame to these, which are at right angles and of length 1. */
    static Quaternion ofAxes(Vector3 x, Vector3 y, Vector3 z) {
        // Four times the square of each part; dividing by the largest loses no digits.
        double w4 = 1 + x.x() + y.y() + z.z();
        double x4 = 1 + x.x() - y.y() - z.z();
        double y4 = 1 - x.x() + y.y() - z.z();
        double z4 = 1 - x.x() - y.y() + z.z();
        if (w4 >= x4 && w4 >= y4 && w4 >= z4) {
            return Quaternion.normalized(w4, y.z() - z.y(), z.x() - x.z(), x.y() - y.x());
        }
        if (x4 >= y4 && x4 >= z4) {
            return Quaternion.normalized(y.z() - z.y(), x4, x.y() + y.x(), z.x() + x.z());
        }
        if (y4 >= z4) {
            return Quaternion.normalized(z.x() - x.z(), x.y() + y.x(), y4, y.z() + z.y());
        }
        return Quaternion.normalized(x.y() - y.x(), z.x() + x.z(), y.z() + z.y(), z4);
    }
}
