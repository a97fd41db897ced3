package dev.reprise.agents.sac;

import java.util.Arrays;

/** The losses of an update task by task, and what they are multiplied with. */
final class TaskLosses {
    private double[] sums = {};
    private double[] counts = {};
    private double[] means = {};
    private float[] weights = {};

    void addTask() {
        int tasks = sums.length + 1;
        sums = new double[tasks];
        counts = new double[tasks];
        means = new double[tasks];
        weights = new float[tasks];
        Arrays.fill(weights, 1f);
    }

    /** Tasks known so far. */
    int count() {
        return sums.length;
    }

    void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(counts, 0);
    }

    /** @param weight 0 where the row has no label, else 1 */
    void add(int task, float weight, double loss) {
        sums[task] += weight * loss;
        counts[task] += weight;
    }

    /** Mean over the labelled rows of each task; NaN without any. */
    double[] means() {
        for (int task = 0; task < sums.length; task++) {
            means[task] = counts[task] == 0 ? Double.NaN : sums[task] / counts[task];
        }
        return means;
    }

    /** Part of the labelled rows that are those of {@code task}; NaN without any. */
    double share(int task) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return counts[task] == 0 ? Double.NaN : counts[task] / sum;
    }

    /** What each task's loss is multiplied with; to be written. */
    float[] weights() {
        return weights;
    }
}
