package dev.reprise.envs.ros.command;

/** Messages by which robots are commanded. */
public enum CommandType {
    /** {@code std_msgs/Float64MultiArray}, a number per joint, as ros_control's joint group controllers take them. */
    FLOAT64_MULTI_ARRAY,
    /** {@code trajectory_msgs/JointTrajectory} of one point, a control period away; one without points tells to stand. */
    JOINT_TRAJECTORY,
    /** {@code geometry_msgs/Twist}, each joint's velocity on an axis of its own: for bases and stages. */
    TWIST
}
