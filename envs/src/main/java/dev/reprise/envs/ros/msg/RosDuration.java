package dev.reprise.envs.ros.msg;

/**
 * A span of ROS time, negative ones included.
 *
 * @param seconds rounded down
 * @param nanoseconds to be added, below 10⁹ when it was made by ROS
 */
public record RosDuration(int seconds, int nanoseconds) {
    private static final long BILLION = 1_000_000_000L;

    public static final RosDuration ZERO = new RosDuration(0, 0);

    public static RosDuration ofNanos(long nanoseconds) {
        return new RosDuration(
                Math.toIntExact(Math.floorDiv(nanoseconds, BILLION)), (int) Math.floorMod(nanoseconds, BILLION));
    }

    public static RosDuration ofSeconds(double seconds) {
        return ofNanos(Math.round(seconds * BILLION));
    }

    public long toNanos() {
        return seconds * BILLION + nanoseconds;
    }
}
