package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.SimulatedRobot;
import dev.reprise.sim.robot.PlanarArm;
import java.util.Arrays;
import java.util.List;

/** The arm under velocities of its joints. It tells of its joints and where its tip is. */
final class PlanarRobot implements SimulatedRobot {
    private static final int PARTS = 5;

    private final PlanarArm arm;
    private final double period;
    private final double[] velocity;

    PlanarRobot(PlanarArm arm, double periodSeconds) {
        this.arm = arm;
        this.period = periodSeconds;
        this.velocity = new double[arm.jointCount()];
    }

    @Override
    public List<String> joints() {
        return PlanarEmbodiment.joints(arm);
    }

    @Override
    public List<String> poses() {
        return List.of("tool_pose");
    }

    @Override
    public void reset(float[] start, RandomStream random) {
        for (int k = 0; k < velocity.length; k++) {
            arm.setJoint(k, start[k]);
        }
        halt();
    }

    @Override
    public void command(double[] command) {
        System.arraycopy(command, 0, velocity, 0, velocity.length);
    }

    @Override
    public void halt() {
        Arrays.fill(velocity, 0);
    }

    /** {@inheritDoc} The step is rounded to a float: that gives back the bits of the action that was divided by the period. */
    @Override
    public void advance() {
        for (int k = 0; k < velocity.length; k++) {
            arm.turnJoint(k, (float) (velocity[k] * period));
        }
    }

    @Override
    public void advancePart() {
        for (int k = 0; k < velocity.length; k++) {
            arm.turnJoint(k, velocity[k] * period / PARTS);
        }
    }

    @Override
    public int parts() {
        return PARTS;
    }

    @Override
    public RobotState read() {
        double[] joints = new double[velocity.length];
        for (int k = 0; k < joints.length; k++) {
            joints[k] = arm.joint(k);
        }
        double half = arm.tipDirection() / 2;
        double[] tip = {arm.tipX(), arm.tipY(), 0, Math.cos(half), 0, 0, Math.sin(half)};
        return new RobotState(joints, new double[][] {tip});
    }
}
