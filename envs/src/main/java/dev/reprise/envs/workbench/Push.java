package dev.reprise.envs.workbench;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.sim.model.Vector3;

/** Push the block over the bench onto a mark. Reward: ¼ nearness of tool and block, ¾ nearness of block and mark. */
final class Push extends BenchTask {
    private static final double NEAR = 0.035;

    Push() {
        super(
                "push",
                "push the block onto the mark on the bench; success within 3.5 cm of its centre",
                BenchFields.BLOCK,
                BenchFields.PUSH_GOAL);
    }

    @Override
    Label judge(Measurement after) {
        Vector3 block = BenchFields.vector(after, BenchFields.BLOCK);
        double away = distance(BenchFields.vector(after, BenchFields.TOOL), block);
        double left = distance(block, BenchFields.vector(after, BenchFields.PUSH_GOAL));
        double reward = 0.25 * Tolerance.within(away, 0.03, 0.15) + 0.75 * Tolerance.within(left, 0.02, 0.12);
        return label(reward, left < NEAR);
    }
}
