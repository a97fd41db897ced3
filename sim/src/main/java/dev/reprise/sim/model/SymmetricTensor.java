package dev.reprise.sim.model;

import java.util.Arrays;

/** A symmetric matrix of 3 × 3, such as moments of inertia. */
record SymmetricTensor(double xx, double yy, double zz, double xy, double xz, double yz) {
    private static final int SWEEPS = 50;
    private static final double SMALL = 1e-30;

    /** Principal axes and moments, the largest first. */
    record Principal(Quaternion axes, Vector3 moments) {}

    /** Moments about a frame's axes, in the frame that this one is turned in. */
    static SymmetricTensor of(Vector3 moments, Quaternion turn) {
        Vector3 a = turn.rotate(new Vector3(1, 0, 0));
        Vector3 b = turn.rotate(new Vector3(0, 1, 0));
        Vector3 c = turn.rotate(Vector3.Z);
        return outer(a, a)
                .times(moments.x())
                .plus(outer(b, b).times(moments.y()))
                .plus(outer(c, c).times(moments.z()));
    }

    /** Of a mass that is concentrated in a point. */
    static SymmetricTensor point(double mass, Vector3 at) {
        double square = at.dot(at);
        return new SymmetricTensor(square, square, square, 0, 0, 0)
                .plus(outer(at, at).times(-1))
                .times(mass);
    }

    /** The symmetric part of a bᵀ. */
    static SymmetricTensor outer(Vector3 a, Vector3 b) {
        return new SymmetricTensor(
                a.x() * b.x(),
                a.y() * b.y(),
                a.z() * b.z(),
                (a.x() * b.y() + a.y() * b.x()) / 2,
                (a.x() * b.z() + a.z() * b.x()) / 2,
                (a.y() * b.z() + a.z() * b.y()) / 2);
    }

    SymmetricTensor plus(SymmetricTensor o) {
        return new SymmetricTensor(xx + o.xx, yy + o.yy, zz + o.zz, xy + o.xy, xz + o.xz, yz + o.yz);
    }

    SymmetricTensor times(double f) {
        return new SymmetricTensor(f * xx, f * yy, f * zz, f * xy, f * xz, f * yz);
    }

    double trace() {
        return xx + yy + zz;
    }

    /** Jacobi's method: turns away the largest number beside the diagonal until none is left. */
    Principal principal() {
        double[][] a = {{xx, xy, xz}, {xy, yy, yz}, {xz, yz, zz}};
        double[][] v = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double scale = xx * xx + yy * yy + zz * zz + 2 * (xy * xy + xz * xz + yz * yz);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            int p = 0;
            int q = 1;
            if (Math.abs(a[0][2]) > Math.abs(a[p][q])) {
                q = 2;
            }
            if (Math.abs(a[1][2]) > Math.abs(a[p][q])) {
                p = 1;
                q = 2;
            }
            if (a[p][q] * a[p][q] <= SMALL * scale) {
                break;
            }
            turn(a, v, p, q);
        }
        return sorted(a, v);
    }

    private static void turn(double[][] a, double[][] v, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < 3; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < 3; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = v[k][p];
            double vq = v[k][q];
            v[k][p] = c * vp - s * vq;
            v[k][q] = s * vp + c * vq;
        }
    }

    private static Principal sorted(double[][] a, double[][] v) {
        Integer[] order = {0, 1, 2};
        Arrays.sort(order, (i, j) -> Double.compare(a[j][j], a[i][i]));
        Vector3 first = column(v, order[0]);
        Vector3 second = column(v, order[1]);
        // The third follows from the others, so that the axes are right-handed.
        return new Principal(
                Orientation.ofAxes(first, second, first.cross(second)),
                new Vector3(a[order[0]][order[0]], a[order[1]][order[1]], a[order[2]][order[2]]));
    }

    private static Vector3 column(double[][] v, int k) {
        return new Vector3(v[0][k], v[1][k], v[2][k]);
    }
}
