package dev.reprise.envs.ros.msg;

import java.util.List;

/** Package {@code std_msgs}, but for the types that ROS calls deprecated (byte and char). */
public final class StdMsgs {
    private StdMsgs() {}

    /** Where and when the rest of a message holds. */
    public record Header(long seq, RosTime stamp, String frameId) {
        public static final RosMessageType<Header> TYPE = RosMessageType.of(
                "std_msgs/Header",
                """
                uint32 seq
                time stamp
                string frame_id
                """,
                (m, out) -> out.uint32(m.seq).time(m.stamp).string(m.frameId),
                in -> new Header(in.uint32(), in.time(), in.string()));

        /** Without a number, which publishers of ROS fill in or leave. */
        public Header(RosTime stamp, String frameId) {
            this(0, stamp, frameId);
        }
    }

    /** Nothing but the fact that it was sent. */
    public record Empty() {
        public static final RosMessageType<Empty> TYPE =
                RosMessageType.of("std_msgs/Empty", "", (m, out) -> {}, in -> new Empty());
    }

    /** A truth value. */
    public record Bool(boolean data) {
        public static final RosMessageType<Bool> TYPE = RosMessageType.of(
                "std_msgs/Bool", "bool data\n", (m, out) -> out.bool(m.data), in -> new Bool(in.bool()));
    }

    /** {@code std_msgs/String}, under a name that hides none of Java's. */
    public record Text(String data) {
        public static final RosMessageType<Text> TYPE = RosMessageType.of(
                "std_msgs/String", "string data\n", (m, out) -> out.string(m.data), in -> new Text(in.string()));
    }

    /** A number. */
    public record Float64(double data) {
        public static final RosMessageType<Float64> TYPE = RosMessageType.of(
                "std_msgs/Float64", "float64 data\n", (m, out) -> out.float64(m.data), in -> new Float64(in.float64()));
    }

    /** One axis of an array, the outermost first. */
    public record MultiArrayDimension(String label, long size, long stride) {
        public static final RosMessageType<MultiArrayDimension> TYPE = RosMessageType.of(
                "std_msgs/MultiArrayDimension",
                """
                string label
                uint32 size
                uint32 stride
                """,
                (m, out) -> out.string(m.label).uint32(m.size).uint32(m.stride),
                in -> new MultiArrayDimension(in.string(), in.uint32(), in.uint32()));
    }

    /** How an array's numbers lie. */
    public record MultiArrayLayout(List<MultiArrayDimension> dim, long dataOffset) {
        public static final RosMessageType<MultiArrayLayout> TYPE = RosMessageType.of(
                "std_msgs/MultiArrayLayout",
                """
                MultiArrayDimension[] dim
                uint32 data_offset
                """,
                (m, out) -> out.list(m.dim, MultiArrayDimension.TYPE).uint32(m.dataOffset),
                in -> new MultiArrayLayout(in.list(MultiArrayDimension.TYPE), in.uint32()),
                MultiArrayDimension.TYPE);

        /** Of a plain row, about which nothing is said. */
        public static final MultiArrayLayout PLAIN = new MultiArrayLayout(List.of(), 0);
    }

    /** Numbers; one per joint when it is a command. */
    public record Float64MultiArray(MultiArrayLayout layout, double[] data) {
        public static final RosMessageType<Float64MultiArray> TYPE = RosMessageType.of(
                "std_msgs/Float64MultiArray",
                """
                MultiArrayLayout layout
                float64[] data
                """,
                (m, out) -> {
                    MultiArrayLayout.TYPE.write(m.layout, out);
                    out.float64s(m.data);
                },
                in -> new Float64MultiArray(MultiArrayLayout.TYPE.read(in), in.float64s()),
                MultiArrayLayout.TYPE);

        public Float64MultiArray(double... data) {
            this(MultiArrayLayout.PLAIN, data);
        }
    }
}
