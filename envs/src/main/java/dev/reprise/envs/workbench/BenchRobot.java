package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.SimulatedRobot;
import java.util.List;

/** The bench under positions of its joints, which are driven there evenly over a control period. */
final class BenchRobot implements SimulatedRobot {
    private final BenchPlant plant;
    private final RobotShape shape;
    private final int joints;
    private final double[] from;
    private final double[] to;
    private int part = BenchArm.RAMP;

    BenchRobot(BenchPlant plant, RobotShape shape) {
        this.plant = plant;
        this.shape = shape;
        this.joints = shape.commanded().size() - 2;
        this.from = new double[shape.commanded().size()];
        this.to = new double[from.length];
    }

    @Override
    public List<String> joints() {
        return shape.sensed();
    }

    @Override
    public List<String> poses() {
        return shape.poses();
    }

    @Override
    public void reset(float[] start, RandomStream random) {
        plant.reset(start, random);
        for (int i = 0; i < joints; i++) {
            to[i] = plant.arm().target(i);
        }
        to[joints] = BenchArm.OPEN;
        to[joints + 1] = BenchArm.OPEN;
        System.arraycopy(to, 0, from, 0, to.length);
        part = BenchArm.RAMP;
    }

    @Override
    public void command(double[] command) {
        System.arraycopy(to, 0, from, 0, to.length);
        System.arraycopy(command, 0, to, 0, to.length);
        plant.arm().grip(to[joints], to[joints + 1]);
        part = 0;
    }

    /** The drives hold the targets that they have reached. */
    @Override
    public void halt() {
        for (int i = 0; i < joints; i++) {
            to[i] = from[i] + (to[i] - from[i]) * part / BenchArm.RAMP;
        }
        part = BenchArm.RAMP;
    }

    @Override
    public void advance() {
        for (int i = 0; i < BenchArm.RAMP; i++) {
            advancePart();
        }
    }

    @Override
    public void advancePart() {
        part = Math.min(part + 1, BenchArm.RAMP);
        for (int i = 0; i < joints; i++) {
            plant.arm().drive(i, from[i], to[i], part);
        }
        plant.arm().pass(part);
    }

    @Override
    public int parts() {
        return BenchArm.RAMP;
    }

    @Override
    public RobotState read() {
        double[] positions =
                shape.sensed().stream().mapToDouble(plant::jointPosition).toArray();
        return new RobotState(positions, plant.poses());
    }

    @Override
    public void close() {
        plant.close();
    }
}
