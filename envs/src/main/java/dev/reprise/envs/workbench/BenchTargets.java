package dev.reprise.envs.workbench;

import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.robot.ArmKinematics;
import dev.reprise.sim.robot.CartesianServo;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where the joints of the arm are told to be, commanded by the tool or joint by joint: the tool stays within a workspace, and
 * points down while it is commanded itself. Pure computation from what is measured of the arm, wherever that stands.
 */
final class BenchTargets {
    static final Vector3 LOW = new Vector3(0.28, -0.46, 0.02);
    static final Vector3 HIGH = new Vector3(0.70, 0.46, 0.40);
    /** Farthest from the upright axis through the arm's base, m. */
    static final double FAR = 0.74;
    /** The commanded place runs ahead of the tool by at most so much, m: a tool that is held up is not wound up. */
    private static final double LEASH = 0.06;
    /** A joint's target runs ahead of the joint by at most so much, rad. */
    static final double JOINT_LEASH = 0.2;
    /** Farthest that the tool turns to either side, rad. */
    private static final double MOST_YAW = 1.5;

    private static final Quaternion DOWN = new Quaternion(0, 1, 0, 0);
    private static final double[] REST = {0, 0.1, 0, -2.2, 0, 2.3, 0.785};
    private static final int SEARCH = 100;

    private final BenchSettings settings;
    private final ArmKinematics kinematics;
    private final CartesianServo servo;
    private final Range[] ranges;
    private final int[] joints;
    private final double[] from;
    private final double[] targets;
    private final double[] pose = new double[7];
    private Vector3 commanded = Vector3.ZERO;
    private double yaw;

    BenchTargets(ModelSpec model, BenchSettings settings) {
        this.kinematics = new ArmKinematics(model, "tool");
        this.settings = settings;
        this.servo = new CartesianServo(model, kinematics, REST);
        this.joints = kinematics.joints().stream().mapToInt(i -> i).toArray();
        this.ranges = new Range[joints.length];
        for (int i = 0; i < joints.length; i++) {
            JointSpec joint = model.joints().get(joints[i]);
            ranges[i] = Objects.requireNonNull(joint.range(), "joints of the arm have limits");
        }
        this.from = new double[joints.length];
        this.targets = new double[joints.length];
    }

    /** How many joints the arm has. */
    int count() {
        return joints.length;
    }

    /** The scene's joints of the arm, from the base on. */
    int joint(int i) {
        return joints[i];
    }

    /**
     * Joint positions with the tool at a place.
     *
     * @throws IllegalArgumentException when the arm does not get there
     */
    double[] reach(Vector3 tool) {
        double[] positions = servo.rest();
        double distance = servo.approach(new Pose(tool, DOWN), positions, SEARCH);
        if (!(distance < 1e-3)) {
            throw new IllegalArgumentException("the arm cannot reach " + tool);
        }
        return positions;
    }

    /** Target of a joint before the last {@link #move}, rad. */
    double before(int i) {
        return from[i];
    }

    /** Target of a joint, rad. */
    double target(int i) {
        return targets[i];
    }

    /** Where the tool is told to be. */
    Vector3 commanded() {
        return commanded;
    }

    /** Holds still from now on. */
    void hold(Vector3 tool, double[] positions) {
        commanded = tool;
        yaw = 0;
        System.arraycopy(positions, 0, targets, 0, targets.length);
        System.arraycopy(positions, 0, from, 0, targets.length);
    }

    /**
     * Targets for the end of the coming control period.
     *
     * @param tool where the tool is, its first three numbers
     * @param now where the joints are, rad
     * @param action as {@link BenchSettings#control} reads it
     */
    void move(double[] tool, double[] now, float[] action) {
        System.arraycopy(targets, 0, from, 0, targets.length);
        if (settings.control() == BenchControl.JOINTS) {
            moveJoints(now, action);
        } else {
            moveTool(tool, action);
        }
    }

    /** Where the tool would be with the joints so: x, y, z. */
    double[] toolAt(double[] positions) {
        return Arrays.copyOf(poseAt(positions), 3);
    }

    /** As {@link #toolAt}, and its turning as a quaternion w, x, y, z. */
    private double[] poseAt(double[] positions) {
        double[] place = new double[7];
        kinematics.setPositions(positions);
        kinematics.tool(place);
        return place;
    }

    /**
     * Takes targets that somebody else has set for the end of the coming control period.
     *
     * @param action takes what {@link #move} would have needed to set them, as far as that is known; all but the gripper
     */
    void follow(double[] positions, float[] action) {
        double period = settings.controlSeconds();
        double[] place = poseAt(positions);
        double turned = yawOf(place);
        if (settings.control() == BenchControl.JOINTS) {
            for (int i = 0; i < targets.length; i++) {
                action[i] = (float) ((positions[i] - targets[i]) / (BenchControl.JOINT_SPEED * period));
            }
        } else {
            double stride = BenchControl.TOOL_SPEED * period;
            action[0] = (float) ((place[0] - commanded.x()) / stride);
            action[1] = (float) ((place[1] - commanded.y()) / stride);
            action[2] = (float) ((place[2] - commanded.z()) / stride);
            if (settings.control() == BenchControl.TOOL_YAW) {
                action[3] = (float) ((turned - yaw) / (BenchControl.YAW_SPEED * period));
            }
        }
        System.arraycopy(targets, 0, from, 0, targets.length);
        System.arraycopy(positions, 0, targets, 0, targets.length);
        commanded = new Vector3(place[0], place[1], place[2]);
        yaw = turned;
    }

    /** Of a tool that points down: where its x axis points to, rad from the base's. */
    private static double yawOf(double[] pose) {
        double w = pose[3];
        double x = pose[4];
        double y = pose[5];
        double z = pose[6];
        return Math.atan2(2 * (x * y + w * z), 1 - 2 * (y * y + z * z));
    }

    private void moveTool(double[] tool, float[] action) {
        double stride = BenchControl.TOOL_SPEED * settings.controlSeconds();
        double x = commanded.x() + action[0] * stride - tool[0];
        double y = commanded.y() + action[1] * stride - tool[1];
        double z = commanded.z() + action[2] * stride - tool[2];
        double length = Math.sqrt(x * x + y * y + z * z);
        double kept = length > LEASH ? LEASH / length : 1;
        commanded = within(tool[0] + kept * x, tool[1] + kept * y, tool[2] + kept * z);
        Quaternion turned = DOWN;
        if (settings.control() == BenchControl.TOOL_YAW) {
            yaw = clamp(yaw + action[3] * BenchControl.YAW_SPEED * settings.controlSeconds(), -MOST_YAW, MOST_YAW);
            turned = Quaternion.about(Vector3.Z, yaw).times(DOWN);
        }
        servo.approach(new Pose(commanded, turned), targets, 2);
    }

    /** A command that would take the tool out of its workspace is not followed. */
    private void moveJoints(double[] measured, float[] action) {
        double stride = BenchControl.JOINT_SPEED * settings.controlSeconds();
        for (int i = 0; i < targets.length; i++) {
            double now = measured[i];
            targets[i] = ranges[i].clamp(clamp(targets[i] + action[i] * stride, now - JOINT_LEASH, now + JOINT_LEASH));
        }
        kinematics.setPositions(targets);
        kinematics.tool(pose);
        boolean inside = pose[0] >= LOW.x()
                && pose[0] <= HIGH.x()
                && pose[1] >= LOW.y()
                && pose[1] <= HIGH.y()
                && pose[2] >= LOW.z()
                && pose[2] <= HIGH.z();
        if (inside) {
            commanded = new Vector3(pose[0], pose[1], pose[2]);
        } else {
            System.arraycopy(from, 0, targets, 0, targets.length);
        }
    }

    /** The nearest place of the workspace, or nearly so: a box, cut off by a cylinder. */
    private static Vector3 within(double wantedX, double wantedY, double wantedZ) {
        double x = clamp(wantedX, LOW.x(), HIGH.x());
        double y = clamp(wantedY, LOW.y(), HIGH.y());
        double far = Math.sqrt(x * x + y * y);
        double in = far > FAR ? FAR / far : 1;
        return new Vector3(x * in, y * in, clamp(wantedZ, LOW.z(), HIGH.z()));
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
