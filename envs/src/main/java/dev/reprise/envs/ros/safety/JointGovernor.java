package dev.reprise.envs.ros.safety;

/**
 * The velocities that one joint may be given next, so that afterwards it can always be brought to rest within its
 * limits of position by steps within its limit of acceleration.
 *
 * <p>With period h and largest acceleration a, a joint at velocity v = (k + s)·a·h, 0 ≤ s &lt; 1, that brakes from the next
 * period on covers h·((k+1)·s + k(k+1)/2)·a·h from now to its rest. Solved for v this gives the largest velocity for the
 * room that is left; as braking follows the same steps, a velocity that was within the bound leaves one within it for
 * the next period, too.
 */
final class JointGovernor {
    /** Limits are undercut by this part, so that rounding does not exceed them. */
    private static final double MARGIN = 1e-9;

    private final double low;
    private final double high;
    private final double speed;
    private final double stride;
    private final double period;

    JointGovernor(JointLimits limits, double periodSeconds) {
        Double lower = limits.lower();
        Double upper = limits.upper();
        if (lower == null || upper == null) {
            this.low = Double.NEGATIVE_INFINITY;
            this.high = Double.POSITIVE_INFINITY;
        } else {
            double margin = MARGIN * (upper - lower);
            this.low = lower + margin;
            this.high = upper - margin;
        }
        this.speed = limits.velocity() * (1 - MARGIN);
        this.stride = limits.acceleration() * periodSeconds * (1 - MARGIN);
        this.period = periodSeconds;
    }

    /** The permitted velocity that is nearest to the wanted one. */
    double nearest(double wanted, double position, double velocity) {
        double least = Math.max(velocity - stride, Math.max(-speed, -most(position - low)));
        double greatest = Math.min(velocity + stride, Math.min(speed, most(high - position)));
        // Only where the robot is not where it was sent; then nothing is better than to brake.
        return least > greatest ? braked(velocity) : Math.max(least, Math.min(greatest, wanted));
    }

    /** The velocity after one period of the hardest permitted braking. */
    double braked(double velocity) {
        double slower = Math.max(0, Math.min(speed, Math.abs(velocity)) - stride);
        return velocity < 0 ? -slower : slower;
    }

    /** Periods that it takes from full speed to rest. */
    double periodsToRest() {
        return speed / stride;
    }

    private double most(double room) {
        if (room == Double.POSITIVE_INFINITY) {
            return room;
        }
        if (!(room > 0)) {
            return 0;
        }
        double strides = room / (period * stride);
        double whole = Math.floor((Math.sqrt(1 + 8 * strides) - 1) / 2);
        double rest = (strides - whole * (whole + 1) / 2) / (whole + 1);
        return stride * (whole + Math.max(0, Math.min(1, rest)));
    }
}
