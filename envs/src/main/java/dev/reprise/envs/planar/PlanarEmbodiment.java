package dev.reprise.envs.planar;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.robot.CommandKind;
import dev.reprise.envs.robot.Embodiment;
import dev.reprise.envs.robot.RobotShape;
import dev.reprise.envs.robot.RobotState;
import dev.reprise.envs.robot.ToolPlace;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.robot.PlanarArm;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The arm as a robot whose joints turn as fast as they are told. Only its joints are read; where the tip is follows from
 * them.
 */
final class PlanarEmbodiment implements Embodiment {
    private final PlanarPlant plant;

    /** @param plant that follows the robot */
    PlanarEmbodiment(PlanarPlant plant) {
        this.plant = plant;
    }

    /** Joints {@code joint_1}, {@code joint_2}, … from the base on. */
    static RobotShape shape(PlanarArm arm) {
        List<String> joints = joints(arm);
        return new RobotShape(CommandKind.VELOCITY, joints, joints, List.of());
    }

    static List<String> joints(PlanarArm arm) {
        return IntStream.rangeClosed(1, arm.jointCount())
                .mapToObj(k -> "joint_" + k)
                .toList();
    }

    @Override
    public void begin(float[] start, RandomStream random, RobotState state) {
        follow(state);
        plant.forget();
    }

    @Override
    public void command(float[] action, RobotState state, double[] command) {
        for (int k = 0; k < command.length; k++) {
            command[k] = action[k] / plant.specs().controlPeriodSeconds();
        }
    }

    /** {@inheritDoc} To the bit: what was divided by the period comes back when it is rounded to a float. */
    @Override
    public void follow(double[] command, RobotState state, float[] action) {
        for (int k = 0; k < command.length; k++) {
            action[k] = (float) (command[k] * plant.specs().controlPeriodSeconds());
        }
    }

    @Override
    public void advance(RobotState state) {
        follow(state);
        plant.watch();
    }

    private void follow(RobotState state) {
        for (int k = 0; k < plant.arm().jointCount(); k++) {
            plant.arm().setJoint(k, state.joints()[k]);
        }
    }

    @Override
    public void measure(float[] row) {
        plant.measure(row);
    }

    @Override
    public void observe(Measurement measurement, float[] observation) {
        plant.observe(measurement, observation);
    }

    @Override
    public Optional<ToolPlace> toolPlace() {
        return Optional.of(plant.arm()::tipOf);
    }
}
