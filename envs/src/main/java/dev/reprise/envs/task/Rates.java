package dev.reprise.envs.task;

import org.jspecify.annotations.Nullable;

/**
 * Rates of a simulated suite.
 *
 * @param controlSeconds between two actions; null: as the suite has it
 * @param physicsSeconds of a physics step, a whole part of the former; null: as the suite has it
 */
public record Rates(
        @Nullable Double controlSeconds, @Nullable Double physicsSeconds) {}
