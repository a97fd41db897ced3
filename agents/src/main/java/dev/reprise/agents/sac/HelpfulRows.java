package dev.reprise.agents.sac;

import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import java.util.Arrays;

/** Of the rows that other tasks have collected, leaves out those that the critics think little of. */
final class HelpfulRows {
    private final double quantile;
    private float[] own = {};
    private int shared;
    private int kept;

    /** @param quantile of the task's own rows' values that a shared row must reach, in [0, 1) */
    HelpfulRows(double quantile) {
        this.quantile = quantile;
    }

    /**
     * Gives shared rows below the quantile the weight 0.
     *
     * @param one values of the batch's rows by the first critic
     * @param two by the second
     */
    void keep(Batch batch, float[] one, float[] two) {
        shared = 0;
        kept = 0;
        RowGroups groups = batch.groups();
        for (int g = 0; g < groups.count(); g++) {
            float least = threshold(batch, groups.from(g), groups.to(g), one, two);
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (batch.shared()[row] && batch.weights()[row] > 0) {
                    shared++;
                    if (Math.min(one[row], two[row]) < least) {
                        batch.weights()[row] = 0;
                    } else {
                        kept++;
                    }
                }
            }
        }
    }

    /** The value that a shared row of these must reach; without own rows to compare with, any. */
    private float threshold(Batch batch, int from, int to, float[] one, float[] two) {
        own = own.length < to - from ? new float[to - from] : own;
        int count = 0;
        for (int row = from; row < to; row++) {
            if (!batch.shared()[row] && !batch.rehearsed()[row]) {
                own[count++] = Math.min(one[row], two[row]);
            }
        }
        Arrays.sort(own, 0, count);
        return count == 0 ? Float.NEGATIVE_INFINITY : own[(int) (quantile * count)];
    }

    /** Part of the shared rows that was kept in the last batch; NaN without any. */
    double share() {
        return shared == 0 ? Double.NaN : kept / (double) shared;
    }
}
