package dev.reprise.envs.task;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Measurement;

/**
 * What moves and can be measured: a robot with its surroundings. It knows no task and no reward. Not for concurrent
 * use.
 */
public interface Plant extends AutoCloseable {
    /** Shapes and rates of what it measures, shows and takes. */
    EnvironmentSpecs specs();

    /**
     * Takes a start state.
     *
     * @param start coordinates that a task of the suite drew
     * @param random the only source of chance in the coming episode; everything that varies between episodes, the goals
     *     of all tasks included, is drawn from it here
     */
    void reset(float[] start, RandomStream random);

    /** Moves for one control period. The action is a member of the action spec. */
    void apply(float[] action);

    /** Writes the present measurement into {@code row}, which has the schema's size. */
    void measure(float[] row);

    /** Writes what the agent may see of a measurement into {@code observation}: a pure function of the measurement. */
    void observe(Measurement measurement, float[] observation);

    @Override
    default void close() {}
}
