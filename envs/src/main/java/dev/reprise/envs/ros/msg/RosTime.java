package dev.reprise.envs.ros.msg;

/**
 * A moment of ROS time: since 1970, or since a simulation's start.
 *
 * @param seconds an unsigned 32-bit number
 * @param nanoseconds below 10⁹ when it was made by ROS; as received otherwise, an unsigned 32-bit number too
 */
public record RosTime(int seconds, int nanoseconds) implements Comparable<RosTime> {
    private static final long BILLION = 1_000_000_000L;

    public static final RosTime ZERO = new RosTime(0, 0);

    /** @param nanoseconds not negative */
    public static RosTime ofNanos(long nanoseconds) {
        if (nanoseconds < 0) {
            throw new IllegalArgumentException("ROS time is not negative: " + nanoseconds + " ns");
        }
        return new RosTime((int) (nanoseconds / BILLION), (int) (nanoseconds % BILLION));
    }

    public long toNanos() {
        return Integer.toUnsignedLong(seconds) * BILLION + Integer.toUnsignedLong(nanoseconds);
    }

    @Override
    public int compareTo(RosTime other) {
        return Long.compare(toNanos(), other.toNanos());
    }

    @Override
    public String toString() {
        return String.format("%d.%09d s", Integer.toUnsignedLong(seconds), Integer.toUnsignedLong(nanoseconds));
    }
}
