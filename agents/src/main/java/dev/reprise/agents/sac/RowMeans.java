package dev.reprise.agents.sac;

import dev.reprise.agents.nn.RowGroups;

/** Means over the rows of a batch, each summed in the order of the rows. */
final class RowMeans {
    private RowMeans() {}

    /** Mean of values[from] … values[from + count - 1]; 0 for none. */
    static double over(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum / Math.max(1, count);
    }

    /** Mean over the rows of the groups of the row's temperature times values[from + row]; 0 for none. */
    static double tempered(float[] values, int from, RowGroups groups, Temperatures temperatures) {
        double sum = 0;
        for (int g = 0; g < groups.count(); g++) {
            float alpha = temperatures.alpha(groups.head(g));
            for (int row = groups.from(g); row < groups.to(g); row++) {
                sum += alpha * values[from + row];
            }
        }
        return sum / Math.max(1, groups.rows());
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
