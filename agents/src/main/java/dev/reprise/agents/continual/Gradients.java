package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ParameterVector;

/**
 * The gradient of one network in one update, and the parameters that it belongs to.
 *
 * @param network which network
 * @param parameters as they are before the update; not to be changed
 * @param total the gradient of all losses together; a method may change it
 */
public record Gradients(Role network, ParameterVector parameters, ParameterVector total) {
    /** The networks that have gradients. */
    public enum Role {
        /** The policy. */
        ACTOR,
        /** First critic. */
        CRITIC_1,
        /** Second critic. */
        CRITIC_2
    }
}
