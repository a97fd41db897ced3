package dev.reprise.app.view;

import dev.reprise.envs.spec.TimeStep;

/** Acts for one episode. */
@FunctionalInterface
interface Actor {
    /**
     * The next action.
     *
     * @param now where the episode stands
     * @return a member of the suite's action spec
     */
    float[] act(TimeStep now);
}
