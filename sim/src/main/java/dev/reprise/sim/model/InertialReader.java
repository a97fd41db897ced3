package dev.reprise.sim.model;

import org.jspecify.annotations.Nullable;

/** Masses and inertias that are given, and checks of all. */
final class InertialReader {
    private static final double TINY = 1e-15;
    private static final double ROUNDING = 1e-12;

    private InertialReader() {}

    /** What an {@code <inertial>} says. */
    static Inertia read(Attributes a, CompilerSettings compiler) {
        if (!a.has("pos") || !a.has("mass")) {
            throw a.error("needs pos and mass");
        }
        double mass = a.number("mass", 0);
        Pose frame = Orientation.pose(a, compiler);
        if (!a.has("fullinertia")) {
            if (!a.has("diaginertia")) {
                throw a.error("needs diaginertia or fullinertia");
            }
            return new Inertia(mass, frame, a.vector("diaginertia", Vector3.ZERO));
        }
        if (a.has("diaginertia") || !frame.rotation().equals(Quaternion.IDENTITY) || a.has("quat")) {
            throw a.error("fullinertia", "says how the axes are turned; remove diaginertia and the orientation");
        }
        double[] f = a.numbers("fullinertia", 6);
        return Solids.principal(mass, frame.position(), new SymmetricTensor(f[0], f[1], f[2], f[3], f[4], f[5]));
    }

    /** At least as much as the compiler demands, and physically possible. */
    static @Nullable Inertia bounded(@Nullable Inertia given, CompilerSettings compiler, Attributes body) {
        Inertia inertia = given == null ? new Inertia(0, Pose.IDENTITY, Vector3.ZERO) : given;
        double low = compiler.minimumInertia();
        Vector3 d = inertia.diagonal();
        Inertia bounded = new Inertia(
                Math.max(inertia.mass(), compiler.minimumMass()),
                inertia.frame(),
                new Vector3(Math.max(d.x(), low), Math.max(d.y(), low), Math.max(d.z(), low)));
        check(bounded, body);
        return bounded.mass() < TINY ? null : bounded;
    }

    private static void check(Inertia inertia, Attributes body) {
        double x = inertia.diagonal().x();
        double y = inertia.diagonal().y();
        double z = inertia.diagonal().z();
        if (inertia.mass() < 0 || x < 0 || y < 0 || z < 0) {
            throw body.error("has a negative mass or moment of inertia");
        }
        double largest = Math.max(x, Math.max(y, z));
        if (2 * largest > (x + y + z) * (1 + ROUNDING) + TINY) {
            throw body.error("has moments of inertia " + x + " " + y + " " + z
                    + ", which no body has: none can be larger than the other two together");
        }
    }
}
