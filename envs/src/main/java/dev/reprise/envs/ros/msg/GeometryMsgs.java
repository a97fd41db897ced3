package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;
import java.util.List;

/**
 * Of package {@code geometry_msgs}: places, turns, speeds and forces in metres, radians, seconds and newtons. A
 * covariance has 6×6 numbers, row by row: x, y, z, and the rotations about them.
 */
public final class GeometryMsgs {
    private static final int COVARIANCE = 36;

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

    /** A direction with a length; what it measures is said by what it stands in. */
    public record Vector3(double x, double y, double z) {
        public static final RosMessageType<Vector3> TYPE = RosMessageType.of(
                "geometry_msgs/Vector3",
                """
                float64 x
                float64 y
                float64 z
                """,
                (m, out) -> out.float64(m.x).float64(m.y).float64(m.z),
                in -> new Vector3(in.float64(), in.float64(), in.float64()));
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
                (m, out) -> out.part(Point.TYPE, m.position).part(Quaternion.TYPE, m.orientation),
                in -> new Pose(in.part(Point.TYPE), in.part(Quaternion.TYPE)),
                Point.TYPE,
                Quaternion.TYPE);
    }

    /** From one frame to another: a shift, m, and a rotation. */
    public record Transform(Vector3 translation, Quaternion rotation) {
        public static final RosMessageType<Transform> TYPE = RosMessageType.of(
                "geometry_msgs/Transform",
                """
                Vector3 translation
                Quaternion rotation
                """,
                (m, out) -> out.part(Vector3.TYPE, m.translation).part(Quaternion.TYPE, m.rotation),
                in -> new Transform(in.part(Vector3.TYPE), in.part(Quaternion.TYPE)),
                Vector3.TYPE,
                Quaternion.TYPE);
    }

    /** A velocity: m/s and rad/s. */
    public record Twist(Vector3 linear, Vector3 angular) {
        public static final RosMessageType<Twist> TYPE = RosMessageType.of(
                "geometry_msgs/Twist",
                """
                Vector3 linear
                Vector3 angular
                """,
                (m, out) -> out.part(Vector3.TYPE, m.linear).part(Vector3.TYPE, m.angular),
                in -> new Twist(in.part(Vector3.TYPE), in.part(Vector3.TYPE)),
                Vector3.TYPE);
    }

    /** A force, N, and a torque, N·m. */
    public record Wrench(Vector3 force, Vector3 torque) {
        public static final RosMessageType<Wrench> TYPE = RosMessageType.of(
                "geometry_msgs/Wrench",
                """
                Vector3 force
                Vector3 torque
                """,
                (m, out) -> out.part(Vector3.TYPE, m.force).part(Vector3.TYPE, m.torque),
                in -> new Wrench(in.part(Vector3.TYPE), in.part(Vector3.TYPE)),
                Vector3.TYPE);
    }

    /** A place in a frame at a time. */
    public record PointStamped(Header header, Point point) {
        public static final RosMessageType<PointStamped> TYPE = RosMessageType.of(
                "geometry_msgs/PointStamped",
                """
                Header header
                Point point
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(Point.TYPE, m.point),
                in -> new PointStamped(in.part(Header.TYPE), in.part(Point.TYPE)),
                Header.TYPE,
                Point.TYPE);
    }

    /** A vector in a frame at a time. */
    public record Vector3Stamped(Header header, Vector3 vector) {
        public static final RosMessageType<Vector3Stamped> TYPE = RosMessageType.of(
                "geometry_msgs/Vector3Stamped",
                """
                Header header
                Vector3 vector
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(Vector3.TYPE, m.vector),
                in -> new Vector3Stamped(in.part(Header.TYPE), in.part(Vector3.TYPE)),
                Header.TYPE,
                Vector3.TYPE);
    }

    /** A rotation in a frame at a time. */
    public record QuaternionStamped(Header header, Quaternion quaternion) {
        public static final RosMessageType<QuaternionStamped> TYPE = RosMessageType.of(
                "geometry_msgs/QuaternionStamped",
                """
                Header header
                Quaternion quaternion
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(Quaternion.TYPE, m.quaternion),
                in -> new QuaternionStamped(in.part(Header.TYPE), in.part(Quaternion.TYPE)),
                Header.TYPE,
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
                (m, out) -> out.part(Header.TYPE, m.header).part(Pose.TYPE, m.pose),
                in -> new PoseStamped(in.part(Header.TYPE), in.part(Pose.TYPE)),
                Header.TYPE,
                Pose.TYPE);
    }

    /** A velocity in a frame at a time. */
    public record TwistStamped(Header header, Twist twist) {
        public static final RosMessageType<TwistStamped> TYPE = RosMessageType.of(
                "geometry_msgs/TwistStamped",
                """
                Header header
                Twist twist
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(Twist.TYPE, m.twist),
                in -> new TwistStamped(in.part(Header.TYPE), in.part(Twist.TYPE)),
                Header.TYPE,
                Twist.TYPE);
    }

    /** A force and a torque in a frame at a time. */
    public record WrenchStamped(Header header, Wrench wrench) {
        public static final RosMessageType<WrenchStamped> TYPE = RosMessageType.of(
                "geometry_msgs/WrenchStamped",
                """
                Header header
                Wrench wrench
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(Wrench.TYPE, m.wrench),
                in -> new WrenchStamped(in.part(Header.TYPE), in.part(Wrench.TYPE)),
                Header.TYPE,
                Wrench.TYPE);
    }

    /** From the header's frame to the child's. */
    public record TransformStamped(Header header, String childFrameId, Transform transform) {
        public static final RosMessageType<TransformStamped> TYPE = RosMessageType.of(
                "geometry_msgs/TransformStamped",
                """
                Header header
                string child_frame_id
                Transform transform
                """,
                (m, out) ->
                        out.part(Header.TYPE, m.header).string(m.childFrameId).part(Transform.TYPE, m.transform),
                in -> new TransformStamped(in.part(Header.TYPE), in.string(), in.part(Transform.TYPE)),
                Header.TYPE,
                Transform.TYPE);
    }

    /** Poses in one frame at one time. */
    public record PoseArray(Header header, List<Pose> poses) {
        public static final RosMessageType<PoseArray> TYPE = RosMessageType.of(
                "geometry_msgs/PoseArray",
                """
                Header header
                Pose[] poses
                """,
                (m, out) -> out.part(Header.TYPE, m.header).list(m.poses, Pose.TYPE),
                in -> new PoseArray(in.part(Header.TYPE), in.list(Pose.TYPE)),
                Header.TYPE,
                Pose.TYPE);
    }

    /** A pose and how sure it is. */
    public record PoseWithCovariance(Pose pose, double[] covariance) {
        public static final RosMessageType<PoseWithCovariance> TYPE = RosMessageType.of(
                "geometry_msgs/PoseWithCovariance",
                """
                Pose pose
                float64[36] covariance
                """,
                (m, out) -> out.part(Pose.TYPE, m.pose).fixedFloat64s(m.covariance),
                in -> new PoseWithCovariance(in.part(Pose.TYPE), in.float64s(COVARIANCE)),
                Pose.TYPE);

        public PoseWithCovariance {
            requireCovariance(covariance);
        }
    }

    /** A velocity and how sure it is. */
    public record TwistWithCovariance(Twist twist, double[] covariance) {
        public static final RosMessageType<TwistWithCovariance> TYPE = RosMessageType.of(
                "geometry_msgs/TwistWithCovariance",
                """
                Twist twist
                float64[36] covariance
                """,
                (m, out) -> out.part(Twist.TYPE, m.twist).fixedFloat64s(m.covariance),
                in -> new TwistWithCovariance(in.part(Twist.TYPE), in.float64s(COVARIANCE)),
                Twist.TYPE);

        public TwistWithCovariance {
            requireCovariance(covariance);
        }
    }

    /** A pose in a frame at a time, and how sure it is. */
    public record PoseWithCovarianceStamped(Header header, PoseWithCovariance pose) {
        public static final RosMessageType<PoseWithCovarianceStamped> TYPE = RosMessageType.of(
                "geometry_msgs/PoseWithCovarianceStamped",
                """
                Header header
                PoseWithCovariance pose
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(PoseWithCovariance.TYPE, m.pose),
                in -> new PoseWithCovarianceStamped(in.part(Header.TYPE), in.part(PoseWithCovariance.TYPE)),
                Header.TYPE,
                PoseWithCovariance.TYPE);
    }

    /** A velocity in a frame at a time, and how sure it is. */
    public record TwistWithCovarianceStamped(Header header, TwistWithCovariance twist) {
        public static final RosMessageType<TwistWithCovarianceStamped> TYPE = RosMessageType.of(
                "geometry_msgs/TwistWithCovarianceStamped",
                """
                Header header
                TwistWithCovariance twist
                """,
                (m, out) -> out.part(Header.TYPE, m.header).part(TwistWithCovariance.TYPE, m.twist),
                in -> new TwistWithCovarianceStamped(in.part(Header.TYPE), in.part(TwistWithCovariance.TYPE)),
                Header.TYPE,
                TwistWithCovariance.TYPE);
    }

    private static void requireCovariance(double[] covariance) {
        if (covariance.length != COVARIANCE) {
            throw new IllegalArgumentException("a covariance has 36 numbers, not " + covariance.length);
        }
    }
}
