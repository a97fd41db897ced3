package dev.reprise.envs.ros.msg;

/** Package {@code rosgraph_msgs}: the simulated clock. */
public final class RosgraphMsgs {
    private RosgraphMsgs() {}

    /** What time it is on {@code /clock}. */
    public record Clock(RosTime clock) {
        public static final RosMessageType<Clock> TYPE = RosMessageType.of(
                "rosgraph_msgs/Clock", "time clock\n", (m, out) -> out.time(m.clock), in -> new Clock(in.time()));
    }
}
