package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/**
 * Push the block over the bench onto a mark. Reward: ⅕ nearness of tool and block, ⅕ the same with the fingers
 * closed on it, ⅗ nearness of block and mark, half of it of 6 cm.
 */
final class Push extends BenchTask {
    private static final double NEAR = 0.035;

    Push() {
        super(
                "push",
                "push the block onto the mark on the bench; success within 3.5 cm of its centre",
                BenchFields.BLOCK,
                BenchFields.OPENING,
                BenchFields.PUSH_GOAL);
    }

    @Override
    Label judge(float[] action, Measurement after) {
        double near = Tolerance.within(distance(after, BenchFields.TOOL, BenchFields.BLOCK), 0.01, 0.15);
        double left = distance(after, BenchFields.BLOCK, BenchFields.PUSH_GOAL);
        double reward = 0.2 * near
                + 0.2 * near * grip(action, after)
                + 0.3 * Tolerance.within(left, 0.01, 0.3)
                + 0.3 * Tolerance.within(left, 0.01, 0.06);
        return label(reward, left < NEAR);
    }
}
