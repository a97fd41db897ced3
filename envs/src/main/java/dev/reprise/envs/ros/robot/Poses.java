package dev.reprise.envs.ros.robot;

import dev.reprise.envs.ros.msg.GeometryMsgs.Point;
import dev.reprise.envs.ros.msg.GeometryMsgs.PoseStamped;
import dev.reprise.envs.ros.msg.GeometryMsgs.Quaternion;
import org.jspecify.annotations.Nullable;

/** Whether a robot's poses can be learnt from. */
public final class Poses {
    /** How far the length of a rotation's quaternion may be from 1: rounded ones pass, empty ones do not. */
    private static final double ROTATION_TOLERANCE = 0.01;

    private Poses() {}

    /**
     * What is wrong with a pose, as the end of a sentence; null when nothing is.
     *
     * @param frame the {@code frame_id} that it must carry; null: not looked at
     */
    public static @Nullable String wrong(PoseStamped pose, @Nullable String frame) {
        Point at = pose.pose().position();
        Quaternion turn = pose.pose().orientation();
        double square = turn.w() * turn.w() + turn.x() * turn.x() + turn.y() * turn.y() + turn.z() * turn.z();
        if (!Double.isFinite(at.x() + at.y() + at.z() + square)) {
            return "is not finite";
        }
        if (Math.abs(Math.sqrt(square) - 1) > ROTATION_TOLERANCE) {
            return "is no rotation: the length of its quaternion is " + Math.sqrt(square) + ", not 1";
        }
        if (frame != null && !frame.equals(pose.header().frameId())) {
            return "is in frame '" + pose.header().frameId() + "', not in '" + frame + "'";
        }
        return null;
    }
}
