package dev.reprise.envs.task;

import dev.reprise.envs.spec.Measurement;

/**
 * A script that does one task in one episode: it shows that the task can be done, to people and to tests. Never used in
 * training. It may remember how far it has come, so that every episode needs one of its own.
 */
@FunctionalInterface
public interface Demonstrator {
    /**
     * The next action.
     *
     * @param measured before it; of the suite's measurement schema
     * @return a member of the suite's action spec
     */
    float[] act(Measurement measured);
}
