package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;

/** Of package {@code geometry_msgs}: places, turns and speeds; metres, radians, seconds, newtons. */
public final class GeometryMsgs {
    private GeometryMsgs() {}

    /** A place, m. */
    public record Point(double x, double y, double z) {
        public static final RosMessageType<Point> TYPE = RosMessageType.of(
                "geometry_msgs/Point",
                """
                float64 x
                float64 y
                float64 z
                """,
                (m, out) -> out.float64(m.x).float64(m.y).float64(m.z),
                in -> new Point(in.float64(), in.float64(), in.float64()));
    }

    /** A rotation. */
    public record Quaternion(double x, double y, double z, double w) {
        public static final RosMessageType<Quaternion> TYPE = RosMessageType.of(
                "geometry_msgs/Quaternion",
                """
                float64 x
                float64 y
                float64 z
                float64 w
                """,
                (m, out) -> out.float64(m.x).float64(m.y).float64(m.z).float64(m.w),
                in -> new Quaternion(in.float64(), in.float64(), in.float64(), in.float64()));

        public static final Quaternion IDENTITY = new Quaternion(0, 0, 0, 1);
    }

    /** A place and a rotation. */
    public record Pose(Point position, Quaternion orientation) {
        public static final RosMessageType<Pose> TYPE = RosMessageType.of(
                "geometry_msgs/Pose",
                """
                Point position
                Quaternion orientation
                """,
                (m, out) -> {
                    Point.TYPE.write(m.position, out);
                    Quaternion.TYPE.write(m.orientation, out);
                },
                in -> new Pose(Point.TYPE.read(in), Quaternion.TYPE.read(in)),
                Point.TYPE,
                Quaternion.TYPE);
    }

    /** A pose in a frame at a time. */
    public record PoseStamped(Header header, Pose pose) {
        public static final RosMessageType<PoseStamped> TYPE = RosMessageType.of(
                "geometry_msgs/PoseStamped",
                """
                Header header
                Pose pose
                """,
                (m, out) -> {
                    Header.TYPE.write(m.header, out);
                    Pose.TYPE.write(m.pose, out);
                },
                in -> new PoseStamped(Header.TYPE.read(in), Pose.TYPE.read(in)),
                Header.TYPE,
                Pose.TYPE);
    }
}
