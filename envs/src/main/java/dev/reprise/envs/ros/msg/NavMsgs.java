package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.GeometryMsgs.PoseWithCovariance;
import dev.reprise.envs.ros.msg.GeometryMsgs.TwistWithCovariance;
import dev.reprise.envs.ros.msg.StdMsgs.Header;

/** Of package {@code nav_msgs}: where a robot is and how it moves. */
public final class NavMsgs {
    private NavMsgs() {}

    /** An estimate: the pose in the header's frame, the velocity in the child's. */
    public record Odometry(Header header, String childFrameId, PoseWithCovariance pose, TwistWithCovariance twist) {
        public static final RosMessageType<Odometry> TYPE = RosMessageType.of(
                "nav_msgs/Odometry",
                """
                Header header
                string child_frame_id
                geometry_msgs/PoseWithCovariance pose
                geometry_msgs/TwistWithCovariance twist
                """,
                (m, out) -> out.part(Header.TYPE, m.header)
                        .string(m.childFrameId)
                        .part(PoseWithCovariance.TYPE, m.pose)
                        .part(TwistWithCovariance.TYPE, m.twist),
                in -> new Odometry(
                        in.part(Header.TYPE),
                        in.string(),
                        in.part(PoseWithCovariance.TYPE),
                        in.part(TwistWithCovariance.TYPE)),
                Header.TYPE,
                PoseWithCovariance.TYPE,
                TwistWithCovariance.TYPE);
    }
}
