package dev.reprise.envs.workbench;

import dev.reprise.sim.model.JointSpec;
import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Range;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.robot.ArmKinematics;
import dev.reprise.sim.robot.CartesianServo;
import java.util.Objects;

/**
 * The arm of the bench under command, by its tool or joint by joint: the tool stays within a workspace, and points down while
 * it is commanded itself; the gripper opens and closes.
 */
final class BenchArm {
    static final Vector3 LOW = new Vector3(0.28, -0.46, 0.02);
    static final Vector3 HIGH = new Vector3(0.70, 0.46, 0.40);
    /** Farthest from the upright axis through the arm's base, m. */
    static final double FAR = 0.74;
    /** Opening of each finger, m. */
    static final double OPEN = 0.04;
    /** The commanded place runs ahead of the tool by at most so much, m: a tool that is held up is not wound up. */
    private static final double LEASH = 0.06;
    /** A joint's target runs ahead of the joint by at most so much, rad. */
    static final double JOINT_LEASH = 0.2;
    /** Farthest that the tool turns to either side, rad. */
    private static final double MOST_YAW = 1.5;
    /** Joint targets change so often within a control period. */
    private static final int RAMP = 4;

    private static final Quaternion DOWN = new Quaternion(0, 1, 0, 0);
    private static final double[] REST = {0, 0.1, 0, -2.2, 0, 2.3, 0.785};
    private static final int SEARCH = 100;

    private final World world;
    private final BenchSettings settings;
    private final ArmKinematics kinematics;
    private final CartesianServo servo;
    private final Range[] ranges;
    private final int[] joints;
    private final int[] drives;
    private final int fingerLeft;
    private final int fingerRight;
    private final double[] from;
    private final double[] targets;
    private final double[] pose = new double[7];
    private Vector3 commanded = Vector3.ZERO;
    private double yaw;

    BenchArm(ModelSpec model, World world, BenchSettings settings) {
        this.kinematics = new ArmKinematics(model, "tool");
        this.world = world;
        this.settings = settings;
        this.servo = new CartesianServo(model, kinematics, REST);
        this.joints = kinematics.joints().stream().mapToInt(i -> i).toArray();
        this.drives = new int[joints.length];
        this.ranges = new Range[joints.length];
        for (int i = 0; i < joints.length; i++) {
            JointSpec joint = model.joints().get(joints[i]);
            drives[i] = model.actuator(joint.name());
            ranges[i] = Objects.requireNonNull(joint.range(), "joints of the arm have limits");
        }
        this.fingerLeft = model.actuator("finger-left");
        this.fingerRight = model.actuator("finger-right");
        this.from = new double[joints.length];
        this.targets = new double[joints.length];
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

    /** Target of a joint, rad. */
    double target(int i) {
        return targets[i];
    }

    /** Where the tool is told to be. */
    Vector3 commanded() {
        return commanded;
    }

    /** Holds still after a reset of the world. */
    void hold(Vector3 tool, double[] positions) {
        commanded = tool;
        yaw = 0;
        System.arraycopy(positions, 0, targets, 0, targets.length);
        for (int i = 0; i < drives.length; i++) {
            world.setControl(drives[i], targets[i]);
        }
        grip(OPEN);
    }

    /**
     * Moves for one control period.
     *
     * @param tool where the tool is, its first three numbers
     * @param action as {@link BenchSettings#control} reads it
     */
    void move(double[] tool, float[] action) {
        System.arraycopy(targets, 0, from, 0, targets.length);
        if (settings.control() == BenchControl.JOINTS) {
            moveJoints(action);
        } else {
            moveTool(tool, action);
        }
        grip(BenchControl.opening(action));
        int done = 0;
        for (int part = 1; part <= RAMP; part++) {
            for (int i = 0; i < drives.length; i++) {
                world.setControl(drives[i], from[i] + (targets[i] - from[i]) * part / RAMP);
            }
            int until = settings.substeps() * part / RAMP;
            world.step(until - done);
            done = until;
        }
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
    private void moveJoints(float[] action) {
        double stride = BenchControl.JOINT_SPEED * settings.controlSeconds();
        for (int i = 0; i < targets.length; i++) {
            double now = world.jointPosition(joints[i]);
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

    private void grip(double opening) {
        world.setControl(fingerLeft, opening);
        world.setControl(fingerRight, opening);
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
