package dev.reprise.envs.robot;

import dev.reprise.envs.random.RandomStream;
import java.util.List;

/**
 * A suite's simulation, moved by commands to its joints as a robot is. Commanded period by period as an {@link Embodiment}
 * says, it moves as the suite's own environment does, to the bit. Not for concurrent use.
 */
public interface SimulatedRobot extends AutoCloseable {
    /** All joints it tells of, in the order of {@link #read}. */
    List<String> joints();

    /** All things whose poses it tells, in the order of {@link #read}. */
    List<String> poses();

    /** Takes a start state, at rest; arguments as a plant's reset takes them. */
    void reset(float[] start, RandomStream random);

    /** Takes a command for the coming control period; finite numbers. */
    void command(double[] command);

    /** Stands still from now on. */
    void halt();

    /** Moves for a whole control period. */
    void advance();

    /** Moves for one {@link #parts}-th of a control period: time that passes in small steps. */
    void advancePart();

    /** Into how many parts a control period is divided. */
    int parts();

    /** What its sensors say. */
    RobotState read();

    @Override
    default void close() {}
}
