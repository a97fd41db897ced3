package dev.reprise.envs.ros.msg;

import dev.reprise.envs.ros.msg.StdMsgs.Header;
import java.util.List;

/** Of package {@code trajectory_msgs}: what joints are to do. */
public final class TrajectoryMsgs {
    private TrajectoryMsgs() {}

    /** Where the joints are to be, and when. An array is as long as the names, or empty: rad or m, and per s, per s²; N·m or N. */
    public record JointTrajectoryPoint(
            double[] positions,
            double[] velocities,
            double[] accelerations,
            double[] effort,
            RosDuration timeFromStart) {
        public static final RosMessageType<JointTrajectoryPoint> TYPE = RosMessageType.of(
                "trajectory_msgs/JointTrajectoryPoint",
                """
                float64[] positions
                float64[] velocities
                float64[] accelerations
                float64[] effort
                duration time_from_start
                """,
                (m, out) -> out.float64s(m.positions)
                        .float64s(m.velocities)
                        .float64s(m.accelerations)
                        .float64s(m.effort)
                        .duration(m.timeFromStart),
                in -> new JointTrajectoryPoint(
                        in.float64s(), in.float64s(), in.float64s(), in.float64s(), in.duration()));
    }

    /** A way through points. Without any, it tells a controller to stop. */
    public record JointTrajectory(Header header, List<String> jointNames, List<JointTrajectoryPoint> points) {
        public static final RosMessageType<JointTrajectory> TYPE = RosMessageType.of(
                "trajectory_msgs/JointTrajectory",
                """
                Header header
                string[] joint_names
                JointTrajectoryPoint[] points
                """,
                (m, out) ->
                        out.part(Header.TYPE, m.header).strings(m.jointNames).list(m.points, JointTrajectoryPoint.TYPE),
                in -> new JointTrajectory(in.part(Header.TYPE), in.strings(), in.list(JointTrajectoryPoint.TYPE)),
                Header.TYPE,
                JointTrajectoryPoint.TYPE);
    }
}
