package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;

/**
 * Pick the block up and hold it at a mark in the air. Reward: ⅕ nearness of tool and block, ⅕ the same with the fingers
 * closed on it, ⅕ lifting by 5 cm, ⅖ nearness of block and mark, half of it of 5 cm.
 */
final class PickPlace extends BenchTask {
    private static final double NEAR = 0.03;
    /** Half the block's edge: its height at rest. */
    private static final double HALF = 0.02;

    PickPlace() {
        super(
                "pick-place",
                "pick up the block and hold it at the mark; success within 3 cm",
                BenchFields.BLOCK,
                BenchFields.OPENING,
                BenchFields.PLACE_GOAL);
    }

    @Override
    Label judge(float[] action, Measurement after) {
        double near = Tolerance.within(distance(after, BenchFields.TOOL, BenchFields.BLOCK), 0.01, 0.12);
        double left = distance(after, BenchFields.BLOCK, BenchFields.PLACE_GOAL);
        double reward = 0.2 * near
                + 0.2 * near * grip(action, after)
                + 0.2 * part(BenchFields.height(after, BenchFields.BLOCK), HALF, HALF + 0.05)
                + 0.2 * Tolerance.within(left, 0.01, 0.25)
                + 0.2 * Tolerance.within(left, 0.01, 0.05);
        return label(reward, left < NEAR);
    }
}
