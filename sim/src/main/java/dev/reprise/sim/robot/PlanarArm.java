package dev.reprise.sim.robot;

/**
 * A serial arm in a plane, moved kinematically: each joint takes the step it is told, without mass or friction.
 *
 * <p>Frame: the base joint is the origin, x points right, y up, angles grow counter-clockwise. Joint k turns link k
 * relative to link k-1; all joints at zero stretch the arm along x. Lengths are metres, angles radians.
 */
public final class PlanarArm {
    private final double[] linkLengths;
    private final double[] joints;

    /**
     * @param linkLengths metres, base first, each positive
     * @throws IllegalArgumentException when there is no link or a length is not positive
     */
    public PlanarArm(double... linkLengths) {
        if (linkLengths.length == 0) {
            throw new IllegalArgumentException("a planar arm needs at least one link");
        }
        for (double length : linkLengths) {
            if (!(length > 0)) {
                throw new IllegalArgumentException("link length must be positive, not " + length);
            }
        }
        this.linkLengths = linkLengths.clone();
        this.joints = new double[linkLengths.length];
    }

    /** Number of joints, which is the number of links. */
    public int jointCount() {
        return joints.length;
    }

    /** Distance from the base to the tip of the stretched arm, metres. */
    public double reach() {
        double sum = 0;
        for (double length : linkLengths) {
            sum += length;
        }
        return sum;
    }

    /** Sets joint {@code k} to an angle in radians; it is kept in (-π, π]. */
    public void setJoint(int k, double radians) {
        joints[k] = wrap(radians);
    }

    /** Turns joint {@code k} by {@code radians}. */
    public void turnJoint(int k, double radians) {
        setJoint(k, joints[k] + radians);
    }

    /** Angle of joint {@code k} in radians, in (-π, π]. */
    public double joint(int k) {
        return joints[k];
    }

    /** Direction of the last link in the base frame, radians in (-π, π]. */
    public double tipDirection() {
        double sum = 0;
        for (double joint : joints) {
            sum += joint;
        }
        return wrap(sum);
    }

    /** x of the end of link {@code k} (0-based), metres, base frame. */
    public double endX(int k) {
        double angle = 0;
        double x = 0;
        for (int i = 0; i <= k; i++) {
            angle += joints[i];
            x += linkLengths[i] * StrictMath.cos(angle);
        }
        return x;
    }

    /** y of the end of link {@code k} (0-based), metres, base frame. */
    public double endY(int k) {
        double angle = 0;
        double y = 0;
        for (int i = 0; i <= k; i++) {
            angle += joints[i];
            y += linkLengths[i] * StrictMath.sin(angle);
        }
        return y;
    }

    /** x of the tip, metres, base frame. */
    public double tipX() {
        return endX(joints.length - 1);
    }

    /** y of the tip, metres, base frame. */
    public double tipY() {
        return endY(joints.length - 1);
    }

    /** Where the tip would be with the joints at these angles: x, y, 0; metres, base frame. */
    public double[] tipOf(double[] radians) {
        PlanarArm other = new PlanarArm(linkLengths);
        for (int k = 0; k < radians.length; k++) {
            other.setJoint(k, radians[k]);
        }
        return new double[] {other.tipX(), other.tipY(), 0};
    }

    /** The same angle in (-π, π]. */
    public static double wrap(double radians) {
        double turned = radians - 2 * Math.PI * Math.rint(radians / (2 * Math.PI));
        return turned <= -Math.PI ? turned + 2 * Math.PI : turned;
    }
}
