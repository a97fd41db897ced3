package dev.reprise.envs.ros.safety;

import org.jspecify.annotations.Nullable;

/**
 * How far, how fast and how abruptly a joint may be commanded. Radians for turning joints, metres for sliding ones.
 *
 * @param name as the robot's joint states call it
 * @param lower smallest position; null where the joint turns without end
 * @param upper largest position; null where the joint turns without end
 * @param velocity largest speed either way, per second
 * @param acceleration largest change of the commanded velocity, per second²
 */
public record JointLimits(
        String name, @Nullable Double lower, @Nullable Double upper, double velocity, double acceleration) {
    /** Checks that the limits leave room to move. */
    public JointLimits {
        require(!name.isBlank(), "a joint needs a name");
        require(
                (lower == null) == (upper == null),
                "joint '" + name + "': give both lower and upper, or neither for one that turns without end");
        require(
                lower == null || upper == null || (Double.isFinite(lower) && Double.isFinite(upper) && lower < upper),
                "joint '" + name + "': lower " + lower + " must be below upper " + upper);
        require(
                velocity > 0 && Double.isFinite(velocity),
                "joint '" + name + "': velocity must be positive, not " + velocity);
        require(
                acceleration > 0 && Double.isFinite(acceleration),
                "joint '" + name + "': acceleration must be positive, not " + acceleration);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
