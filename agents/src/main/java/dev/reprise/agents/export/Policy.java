package dev.reprise.agents.export;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterVector;

/**
 * A policy as it was exported.
 *
 * @param network what it is
 * @param parameters its numbers, laid out as {@code network} says
 * @param contractJson what its numbers mean to an application (observation, action, normalisation), as JSON
 */
public record Policy(NetworkSpec network, ParameterVector parameters, String contractJson) {}
