package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import java.util.ArrayList;
import java.util.List;

/** What an action commands: velocities, each -1 … 1 of the largest, and as its last number the gripper. */
enum BenchControl {
    /** Velocity of the tool, which points down: forward, left, up. */
    TOOL,
    /** As {@link #TOOL}, and the tool's turning about the upright axis. */
    TOOL_YAW,
    /** Velocities of the arm's seven joints. */
    JOINTS;

    /** Largest velocity of the tool along an axis, m/s. */
    static final double TOOL_SPEED = 0.5;
    /** Largest velocity of the tool's turning, rad/s. */
    static final double YAW_SPEED = 1.5;
    /** Largest velocity of a joint, rad/s. */
    static final double JOINT_SPEED = 1;

    private static final int JOINT_COUNT = 7;

    /** Space of the actions. */
    BoxSpec spec() {
        List<Axis> axes = new ArrayList<>();
        if (this == JOINTS) {
            for (int joint = 1; joint <= JOINT_COUNT; joint++) {
                axes.add(new Axis("joint" + joint, JOINT_SPEED + " rad/s", -1, 1));
            }
        } else {
            for (String way : List.of("forward", "left", "up")) {
                axes.add(new Axis("tool-" + way, TOOL_SPEED + " m/s", -1, 1));
            }
        }
        if (this == TOOL_YAW) {
            axes.add(new Axis("tool-yaw", YAW_SPEED + " rad/s", -1, 1));
        }
        axes.add(new Axis("gripper-close", "1", -1, 1));
        return new BoxSpec("action", axes);
    }

    /** Commanded opening of each finger, m: wide open at -1, closed at 1. */
    static double opening(float[] action) {
        return BenchArm.OPEN * (1 - action[action.length - 1]) / 2;
    }

    /** The last number of an action that commands this opening of each finger. */
    static float gripper(double opening) {
        return (float) (1 - 2 * opening / BenchArm.OPEN);
    }
}
