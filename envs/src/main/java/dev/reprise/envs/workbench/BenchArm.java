package dev.reprise.envs.workbench;

import dev.reprise.sim.model.ModelSpec;
import dev.reprise.sim.model.Pose;
import dev.reprise.sim.model.Quaternion;
import dev.reprise.sim.model.Vector3;
import dev.reprise.sim.physics.World;
import dev.reprise.sim.robot.ArmKinematics;
import dev.reprise.sim.robot.CartesianServo;

/**
 * The arm of the bench under command: the tool points down and goes where it is told, within a workspace; the gripper opens and
 * closes.
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
    /** Joint targets change so often within a control period. */
    private static final int RAMP = 4;

    private static final Quaternion DOWN = new Quaternion(0, 1, 0, 0);
    private static final double[] REST = {0, 0.1, 0, -2.2, 0, 2.3, 0.785};
    private static final int SEARCH = 100;

    private final World world;
    private final int substeps;
    private final CartesianServo servo;
    private final int[] joints;
    private final int[] drives;
    private final int fingerLeft;
    private final int fingerRight;
    private final double[] from;
    private final double[] targets;
    private Vector3 commanded = Vector3.ZERO;

    BenchArm(ModelSpec model, World world, int substeps) {
        ArmKinematics kinematics = new ArmKinematics(model, "tool");
        this.world = world;
        this.substeps = substeps;
        this.servo = new CartesianServo(model, kinematics, REST);
        this.joints = kinematics.joints().stream().mapToInt(i -> i).toArray();
        this.drives = new int[joints.length];
        for (int i = 0; i < joints.length; i++) {
            drives[i] = model.actuator(model.joints().get(joints[i]).name());
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

    /** Holds still after a reset of the world. */
    void hold(Vector3 tool, double[] positions) {
        commanded = tool;
        System.arraycopy(positions, 0, targets, 0, targets.length);
        for (int i = 0; i < drives.length; i++) {
            world.setControl(drives[i], targets[i]);
        }
        grip(OPEN);
    }

    /**
     * Moves for one control period.
     *
     * @param tool where the tool is
     * @param action how far its commanded place moves and how far the gripper opens
     */
    void move(Vector3 tool, float[] action) {
        double x = commanded.x() + BenchAction.displacement(action, 0) - tool.x();
        double y = commanded.y() + BenchAction.displacement(action, 1) - tool.y();
        double z = commanded.z() + BenchAction.displacement(action, 2) - tool.z();
        double length = Math.sqrt(x * x + y * y + z * z);
        double kept = length > LEASH ? LEASH / length : 1;
        commanded = within(tool.x() + kept * x, tool.y() + kept * y, tool.z() + kept * z);
        System.arraycopy(targets, 0, from, 0, targets.length);
        servo.approach(new Pose(commanded, DOWN), targets, 2);
        grip(BenchAction.opening(action));
        int done = 0;
        for (int part = 1; part <= RAMP; part++) {
            for (int i = 0; i < drives.length; i++) {
                world.setControl(drives[i], from[i] + (targets[i] - from[i]) * part / RAMP);
            }
            int until = substeps * part / RAMP;
            world.step(until - done);
            done = until;
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
