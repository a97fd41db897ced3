package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/** Bring the tool to a mark in the air. Reward: nearness, half of it of 4 cm. */
final class Reach extends BenchTask {
    private static final double NEAR = 0.025;

    Reach() {
        super("reach", "bring the tool to the mark; success within 2.5 cm", BenchFields.REACH_GOAL);
    }

    @Override
    Label judge(float[] action, Measurement after) {
        double left = distance(after, BenchFields.TOOL, BenchFields.REACH_GOAL);
        return label(0.5 * Tolerance.within(left, 0.01, 0.15) + 0.5 * Tolerance.within(left, 0.01, 0.04), left < NEAR);
    }
}
