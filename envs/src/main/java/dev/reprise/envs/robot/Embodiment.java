package dev.reprise.envs.robot;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Measurement;
import java.util.Optional;

/**
 * A suite's side of a robot: actions to commands, readings to measurements. It keeps what tasks judge and no sensor says
 * (how long the tool has stayed somewhere, where the goals of the episode are). On the same readings it measures the
 * same bits as the suite's simulation. Not for concurrent use.
 */
public interface Embodiment {
    /**
     * Begins an episode.
     *
     * @param start state that the task drew; where the robot really stands, {@code state} says
     * @param random as a simulation's reset takes it: goals are drawn from it
     */
    void begin(float[] start, RandomStream random, RobotState state);

    /**
     * What to tell the joints for the coming control period.
     *
     * @param action a member of the suite's action spec
     * @param state the present one
     * @param command takes one number per commanded joint
     */
    void command(float[] action, RobotState state, double[] command);

    /**
     * Takes note of a command that somebody else has given for the coming control period, in place of {@link #command}.
     *
     * @param state the present one
     * @param action takes the action that the command stands for: the one that {@link #command} would have turned into it,
     *     or nearly so; not limited to the action spec
     */
    void follow(double[] command, RobotState state, float[] action);

    /** Takes in what the sensors say one control period later. */
    void advance(RobotState state);

    /** Writes the present measurement into {@code row}, which has the schema's size. */
    void measure(float[] row);

    /** Writes what the agent may see of a measurement: a pure function of the measurement. */
    void observe(Measurement measurement, float[] observation);

    /** Forward kinematics of the commanded joints; empty where the suite knows none. */
    default Optional<ToolPlace> toolPlace() {
        return Optional.empty();
    }
}
