package dev.reprise.envs.spec;

/**
 * Where an agent acts: a simulator, a robot, a process elsewhere. One episode at a time, for one task at a time. Not
 * for concurrent use.
 *
 * <p>An environment with {@link Pacing#LOCKSTEP} is deterministic: the same task, seed and actions give the same bits.
 * All randomness of an episode comes from its reset seed, so that an episode can be replayed from
 * <em>(task, seed, actions since the reset)</em>; exact resume rests on this.
 */
public interface Environment extends AutoCloseable {
    /** Shapes and rates. */
    EnvironmentSpecs specs();

    /** Whose clock it follows. */
    Pacing pacing();

    /**
     * Ends whatever episode is running and starts one of {@code task}.
     *
     * @throws IllegalArgumentException when the environment has no such task
     */
    TimeStep.First reset(TaskId task, long seed);

    /**
     * Commands an action for one control period.
     *
     * @param action a member of the action spec; it is read, never kept
     * @return a {@link TimeStep.Mid} or a {@link TimeStep.Last}
     * @throws IllegalStateException before the first reset and after a last step
     * @throws IllegalArgumentException when the action is not a member of the action spec
     */
    TimeStep step(float[] action);

    /** Releases what the environment holds; calling it again does nothing. */
    @Override
    void close();
}
