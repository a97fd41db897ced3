package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;

/** The policy that is being learnt, as it is now: both parts are others when a task has been met. */
public interface LearntPolicy {
    /** Observation → per action dimension a mean, then per dimension a log standard deviation. */
    Network actorNetwork();

    /** The learner's parameters of it. */
    ParameterVector actor();
}
