package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;

/**
 * The policy's loss in the making: a method adds the gradient of its own term.
 *
 * @param actor the policy network; outputs per action dimension a mean, then per dimension a log standard deviation,
 *     both of the Gaussian before squashing
 * @param parameters of the policy; not to be changed
 * @param gradient to be added to
 */
public record ActorLoss(Network actor, ParameterVector parameters, ParameterVector gradient) {}
