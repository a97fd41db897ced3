package dev.reprise.sim.physics.physx;

import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;

/** Arithmetic with poses (x y z, w x y z) and velocities (linear, angular) in rows of numbers, without new objects. */
final class Spatial {
    private Spatial() {}

    static void set(Pose pose, double[] row) {
        row[0] = pose.position().x();
        row[1] = pose.position().y();
        row[2] = pose.position().z();
        row[3] = pose.rotation().w();
        row[4] = pose.rotation().x();
        row[5] = pose.rotation().y();
        row[6] = pose.rotation().z();
    }

    /** Moves on from an outer pose to an inner one within it. */
    static void enter(double[] pose, Pose inner) {
        Vector3 p = inner.position();
        addRotated(pose, 3, p.x(), p.y(), p.z(), 1, pose, 0);
        Quaternion q = inner.rotation();
        double w = pose[3];
        double x = pose[4];
        double y = pose[5];
        double z = pose[6];
        pose[3] = w * q.w() - x * q.x() - y * q.y() - z * q.z();
        pose[4] = w * q.x() + x * q.w() + y * q.z() - z * q.y();
        pose[5] = w * q.y() - x * q.z() + y * q.w() + z * q.x();
        pose[6] = w * q.z() + x * q.y() - y * q.x() + z * q.w();
    }

    /**
     * Adds a vector, turned by a quaternion, to three numbers.
     *
     * @param rotation row with the quaternion w x y z, from {@code at} on
     * @param sign 1, or -1 to turn back
     */
    static void addRotated(
            double[] rotation, int at, double vx, double vy, double vz, int sign, double[] sum, int sumAt) {
        double w = rotation[at];
        double x = sign * rotation[at + 1];
        double y = sign * rotation[at + 2];
        double z = sign * rotation[at + 3];
        double tx = 2 * (y * vz - z * vy);
        double ty = 2 * (z * vx - x * vz);
        double tz = 2 * (x * vy - y * vx);
        sum[sumAt] += vx + w * tx + y * tz - z * ty;
        sum[sumAt + 1] += vy + w * ty + z * tx - x * tz;
        sum[sumAt + 2] += vz + w * tz + x * ty - y * tx;
    }

    /**
     * Makes the linear velocity of one point of a body that of another: v + w × r.
     *
     * @param pose of the body's frame
     * @param from the point whose velocity is given, body frame
     * @param to the point whose velocity is wanted, body frame
     * @param velocity linear and angular, world frame
     */
    static void shift(double[] pose, Vector3 from, Vector3 to, double[] velocity) {
        double bx = to.x() - from.x();
        double by = to.y() - from.y();
        double bz = to.z() - from.z();
        double w = pose[3];
        double x = pose[4];
        double y = pose[5];
        double z = pose[6];
        double tx = 2 * (y * bz - z * by);
        double ty = 2 * (z * bx - x * bz);
        double tz = 2 * (x * by - y * bx);
        double rx = bx + w * tx + y * tz - z * ty;
        double ry = by + w * ty + z * tx - x * tz;
        double rz = bz + w * tz + x * ty - y * tx;
        velocity[0] += velocity[4] * rz - velocity[5] * ry;
        velocity[1] += velocity[5] * rx - velocity[3] * rz;
        velocity[2] += velocity[3] * ry - velocity[4] * rx;
    }
}
