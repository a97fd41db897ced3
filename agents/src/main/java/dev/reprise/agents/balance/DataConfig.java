package dev.reprise.agents.balance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How experience is shared out between tasks where amounts could differ.
 *
 * @param steps of the environment, in phases of several tasks
 * @param rows of a batch that the present tasks have collected themselves
 * @param memory of a batch's rehearsed rows, between the memories
 * @param weights by task name, for {@link Share#WEIGHTED}; tasks that are not named have 1; null for none
 * @param floor with {@link Share#LAGGING}: what a task gets that always succeeds, where one that never does gets 1 more
 * @param decay there: part of a task's running success that stays at each of its episodes, in [0, 1)
 */
public record DataConfig(
        Share steps, Share rows, Share memory, @Nullable Map<String, Double> weights, double floor, double decay) {
    /** All tasks alike. */
    public static final DataConfig UNIFORM =
            new DataConfig(Share.UNIFORM, Share.UNIFORM, Share.UNIFORM, null, 0.1, 0.9);

    /** What a task's share goes by. */
    public enum Share {
        /** All tasks get the same. */
        UNIFORM,
        /** By how much each of them has collected. */
        PROPORTIONAL,
        /** By given numbers. */
        WEIGHTED,
        /** More for the tasks that succeed less. */
        LAGGING
    }

    /** Checks ranges. */
    public DataConfig {
        weights = weights == null ? null : Map.copyOf(weights);
        boolean weighted = steps == Share.WEIGHTED || rows == Share.WEIGHTED || memory == Share.WEIGHTED;
        require(
                weighted == (weights != null && !weights.isEmpty()),
                "weights must be given where steps, rows or memory are weighted, and only then");
        require(
                weights == null
                        || weights.values().stream().allMatch(weight -> weight > 0 && !Double.isInfinite(weight)),
                "weights must be above 0, not " + weights);
        require(
                steps != Share.PROPORTIONAL,
                "steps must be uniform, weighted or lagging: what is collected goes by them, not they by it");
        require(floor > 0 && floor <= 100, "floor must be in (0, 100], not " + floor);
        require(decay >= 0 && decay < 1, "decay must be in [0, 1), not " + decay);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
