package dev.reprise.envs.ros.msg;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;

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
        public static final RosMessageType<Bool> TYPE =
                scalar("Bool", (m, out) -> out.bool(m.data), in -> new Bool(in.bool()));
    }

    /** {@code std_msgs/String}, under a name that hides none of Java's. */
    public record Text(String data) {
        public static final RosMessageType<Text> TYPE =
                scalar("String", (m, out) -> out.string(m.data), in -> new Text(in.string()));
    }

    /** A whole number of 8 bits. */
    public record Int8(byte data) {
        public static final RosMessageType<Int8> TYPE =
                scalar("Int8", (m, out) -> out.int8(m.data), in -> new Int8(in.int8()));
    }

    /** A whole number from 0 to 2⁸ - 1. */
    public record UInt8(int data) {
        public static final RosMessageType<UInt8> TYPE =
                scalar("UInt8", (m, out) -> out.int8(m.data), in -> new UInt8(in.uint8()));
    }

    /** A whole number of 16 bits. */
    public record Int16(short data) {
        public static final RosMessageType<Int16> TYPE =
                scalar("Int16", (m, out) -> out.int16(m.data), in -> new Int16(in.int16()));
    }

    /** A whole number from 0 to 2¹⁶ - 1. */
    public record UInt16(int data) {
        public static final RosMessageType<UInt16> TYPE =
                scalar("UInt16", (m, out) -> out.int16(m.data), in -> new UInt16(in.uint16()));
    }

    /** A whole number of 32 bits. */
    public record Int32(int data) {
        public static final RosMessageType<Int32> TYPE =
                scalar("Int32", (m, out) -> out.int32(m.data), in -> new Int32(in.int32()));
    }

    /** A whole number from 0 to 2³² - 1. */
    public record UInt32(long data) {
        public static final RosMessageType<UInt32> TYPE =
                scalar("UInt32", (m, out) -> out.uint32(m.data), in -> new UInt32(in.uint32()));
    }

    /** A whole number of 64 bits. */
    public record Int64(long data) {
        public static final RosMessageType<Int64> TYPE =
                scalar("Int64", (m, out) -> out.int64(m.data), in -> new Int64(in.int64()));
    }

    /** A whole number from 0 to 2⁶⁴ - 1; its upper half is negative here. */
    public record UInt64(long data) {
        public static final RosMessageType<UInt64> TYPE =
                scalar("UInt64", (m, out) -> out.int64(m.data), in -> new UInt64(in.int64()));
    }

    /** A number of single precision. */
    public record Float32(float data) {
        public static final RosMessageType<Float32> TYPE =
                scalar("Float32", (m, out) -> out.float32(m.data), in -> new Float32(in.float32()));
    }

    /** A number of double precision. */
    public record Float64(double data) {
        public static final RosMessageType<Float64> TYPE =
                scalar("Float64", (m, out) -> out.float64(m.data), in -> new Float64(in.float64()));
    }

    /** A moment. */
    public record Time(RosTime data) {
        public static final RosMessageType<Time> TYPE =
                scalar("Time", (m, out) -> out.time(m.data), in -> new Time(in.time()));
    }

    /** A span of time. */
    public record Duration(RosDuration data) {
        public static final RosMessageType<Duration> TYPE =
                scalar("Duration", (m, out) -> out.duration(m.data), in -> new Duration(in.duration()));
    }

    /** A colour and its opacity, 0 to 1 each. */
    public record ColorRGBA(float r, float g, float b, float a) {
        public static final RosMessageType<ColorRGBA> TYPE = RosMessageType.of(
                "std_msgs/ColorRGBA",
                """
                float32 r
                float32 g
                float32 b
                float32 a
                """,
                (m, out) -> out.float32(m.r).float32(m.g).float32(m.b).float32(m.a),
                in -> new ColorRGBA(in.float32(), in.float32(), in.float32(), in.float32()));
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

    /** Numbers of double precision; one per joint when they are a command. */
    public record Float64MultiArray(MultiArrayLayout layout, double[] data) {
        public static final RosMessageType<Float64MultiArray> TYPE = multiArray(
                "Float64",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).float64s(m.data),
                in -> new Float64MultiArray(in.part(MultiArrayLayout.TYPE), in.float64s()));

        public Float64MultiArray(double... data) {
            this(MultiArrayLayout.PLAIN, data);
        }
    }

    /** Numbers of single precision. */
    public record Float32MultiArray(MultiArrayLayout layout, float[] data) {
        public static final RosMessageType<Float32MultiArray> TYPE = multiArray(
                "Float32",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).float32s(m.data),
                in -> new Float32MultiArray(in.part(MultiArrayLayout.TYPE), in.float32s()));
    }

    /** Whole numbers of 8 bits. */
    public record Int8MultiArray(MultiArrayLayout layout, byte[] data) {
        public static final RosMessageType<Int8MultiArray> TYPE = multiArray(
                "Int8",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int8s(m.data),
                in -> new Int8MultiArray(in.part(MultiArrayLayout.TYPE), in.int8s()));
    }

    /** Whole numbers of 8 bits; their upper half is negative here. */
    public record UInt8MultiArray(MultiArrayLayout layout, byte[] data) {
        public static final RosMessageType<UInt8MultiArray> TYPE = multiArray(
                "UInt8",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int8s(m.data),
                in -> new UInt8MultiArray(in.part(MultiArrayLayout.TYPE), in.int8s()));
    }

    /** Whole numbers of 16 bits. */
    public record Int16MultiArray(MultiArrayLayout layout, short[] data) {
        public static final RosMessageType<Int16MultiArray> TYPE = multiArray(
                "Int16",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int16s(m.data),
                in -> new Int16MultiArray(in.part(MultiArrayLayout.TYPE), in.int16s()));
    }

    /** Whole numbers of 16 bits; their upper half is negative here. */
    public record UInt16MultiArray(MultiArrayLayout layout, short[] data) {
        public static final RosMessageType<UInt16MultiArray> TYPE = multiArray(
                "UInt16",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int16s(m.data),
                in -> new UInt16MultiArray(in.part(MultiArrayLayout.TYPE), in.int16s()));
    }

    /** Whole numbers of 32 bits. */
    public record Int32MultiArray(MultiArrayLayout layout, int[] data) {
        public static final RosMessageType<Int32MultiArray> TYPE = multiArray(
                "Int32",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int32s(m.data),
                in -> new Int32MultiArray(in.part(MultiArrayLayout.TYPE), in.int32s()));
    }

    /** Whole numbers of 32 bits; their upper half is negative here. */
    public record UInt32MultiArray(MultiArrayLayout layout, int[] data) {
        public static final RosMessageType<UInt32MultiArray> TYPE = multiArray(
                "UInt32",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int32s(m.data),
                in -> new UInt32MultiArray(in.part(MultiArrayLayout.TYPE), in.int32s()));
    }

    /** Whole numbers of 64 bits. */
    public record Int64MultiArray(MultiArrayLayout layout, long[] data) {
        public static final RosMessageType<Int64MultiArray> TYPE = multiArray(
                "Int64",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int64s(m.data),
                in -> new Int64MultiArray(in.part(MultiArrayLayout.TYPE), in.int64s()));
    }

    /** Whole numbers of 64 bits; their upper half is negative here. */
    public record UInt64MultiArray(MultiArrayLayout layout, long[] data) {
        public static final RosMessageType<UInt64MultiArray> TYPE = multiArray(
                "UInt64",
                (m, out) -> out.part(MultiArrayLayout.TYPE, m.layout).int64s(m.data),
                in -> new UInt64MultiArray(in.part(MultiArrayLayout.TYPE), in.int64s()));
    }

    private static <T> RosMessageType<T> scalar(
            String name, BiConsumer<T, WireWriter> writer, Function<WireReader, T> reader) {
        return RosMessageType.of("std_msgs/" + name, name.toLowerCase(Locale.ROOT) + " data\n", writer, reader);
    }

    private static <T> RosMessageType<T> multiArray(
            String element, BiConsumer<T, WireWriter> writer, Function<WireReader, T> reader) {
        String definition = "MultiArrayLayout layout\n" + element.toLowerCase(Locale.ROOT) + "[] data\n";
        return RosMessageType.of(
                "std_msgs/" + element + "MultiArray", definition, writer, reader, MultiArrayLayout.TYPE);
    }
}
