package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;
import java.util.List;

/** Of package {@code sensor_msgs}: a robot's joints. */
public final class SensorMsgs {
    private SensorMsgs() {}

    /**
     * Joints' states, in the sender's order: a receiver goes by name. An array is as long as the names, or empty.
     *
     * @param position rad or m
     * @param velocity rad/s or m/s
     * @param effort N·m or N
     */
    public record JointState(Header header, List<String> name, double[] position, double[] velocity, double[] effort) {
        public static final RosMessageType<JointState> TYPE = RosMessageType.of(
                "sensor_msgs/JointState",
                """
                Header header
                string[] name
                float64[] position
                float64[] velocity
                float64[] effort
                """,
                (m, out) -> out.part(Header.TYPE, m.header)
                        .strings(m.name)
                        .float64s(m.position)
                        .float64s(m.velocity)
                        .float64s(m.effort),
                in -> new JointState(in.part(Header.TYPE), in.strings(), in.float64s(), in.float64s(), in.float64s()),
                Header.TYPE);
    }
}
