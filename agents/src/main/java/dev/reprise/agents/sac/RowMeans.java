package dev.reprise.agents.sac;

import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import java.util.Arrays;

/** Means over the rows of a batch, each summed in the order of the rows. */
final class RowMeans {
    private RowMeans() {}

    /** Mean of {@code values} over the rows that count; 0 when none does. */
    static double over(float[] values, boolean[] counted) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < counted.length; row++) {
            if (counted[row]) {
                sum += values[row];
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    /** Mean of {@code values} per task over its rows that are not from memory; NaN where a task has none. */
    static double[] perTask(float[] values, Batch batch, int tasks) {
        RowGroups groups = batch.groups();
        double[] means = new double[tasks];
        Arrays.fill(means, Double.NaN);
        for (int g = 0; g < groups.count(); g++) {
            double sum = 0;
            int count = 0;
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (!batch.rehearsed()[row]) {
                    sum += values[row];
                    count++;
                }
            }
            if (count > 0) {
                means[groups.head(g)] = sum / count;
            }
        }
        return means;
    }

    /** Mean of the row's temperature times its value over the rows that count; 0 when none does. */
    static double tempered(float[] values, RowGroups groups, Temperatures temperatures, boolean[] counted) {
        double sum = 0;
        int count = 0;
        for (int g = 0; g < groups.count(); g++) {
            float alpha = temperatures.alpha(groups.head(g));
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (counted[row]) {
                    sum += alpha * values[row];
                    count++;
                }
            }
        }
        return sum / Math.max(1, count);
    }

    /** Mean of the rows' temperatures. */
    static double temperature(RowGroups groups, Temperatures temperatures) {
        double sum = 0;
        for (int g = 0; g < groups.count(); g++) {
            sum += temperatures.alpha(groups.head(g)) * (groups.to(g) - groups.from(g));
        }
        return sum / Math.max(1, groups.rows());
    }
}
