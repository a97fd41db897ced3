package dev.reprise.app.science;

import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Percentile bootstrap over seeds (Efron 1979) with the settings of Continual World's result tables (Wołczyk et al. 2021,
 * arXiv 2105.10919): {@value #RESAMPLES} resamples, 90 %, seed 0, quantiles by midpoint. With few seeds such an interval
 * is too narrow (at five, it covers the mean in about 80 of 100 cases); with one seed there is none.
 *
 * <p>Deviations: another random generator, so bounds differ from NumPy's in the last digits; references of different
 * tasks are drawn independently of each other (they are independent runs), which needs no equal number of them.
 */
public final class Bootstrap {
    /** How often the seeds are drawn anew. */
    public static final int RESAMPLES = 4000;

    /** The share of resamples inside the interval. */
    public static final double CONFIDENCE = 0.9;

    private static final long SEED = 0;

    private Bootstrap() {}

    /**
     * The mean of a figure over seeds.
     *
     * @param values one per seed, at least one, finite
     */
    public static Interval mean(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value to average");
        }
        double[] sample = values.stream().mapToDouble(Double::doubleValue).toArray();
        RandomStream random = RandomStream.of(SEED);
        return percentiles(
                Arrays.stream(sample).average().orElseThrow(),
                sample.length,
                () -> meanOf(sample, draw(sample, random)));
    }

    /** The mean of {@code values} minus that of {@code others}, each drawn over its own seeds; both hold at least one. */
    public static Interval difference(List<Double> values, List<Double> others) {
        if (values.isEmpty() || others.isEmpty()) {
            throw new IllegalArgumentException("no value to average");
        }
        double[] sample = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] other = others.stream().mapToDouble(Double::doubleValue).toArray();
        RandomStream random = RandomStream.of(SEED);
        return percentiles(
                meanOf(sample, all(sample)) - meanOf(other, all(other)),
                Math.min(sample.length, other.length),
                () -> meanOf(sample, draw(sample, random)) - meanOf(other, draw(other, random)));
    }

    /**
     * The mean over tasks of means over seeds. The seeds of each task are drawn independently of the others'.
     *
     * @param tasks per task, per seed
     * @return null without a task, or when a task has no seed
     */
    public static @Nullable Interval meanOfMeans(List<List<Double>> tasks) {
        if (tasks.isEmpty() || tasks.stream().anyMatch(List::isEmpty)) {
            return null;
        }
        List<double[]> samples = tasks.stream()
                .map(seeds -> seeds.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        RandomStream random = RandomStream.of(SEED);
        int fewest = samples.stream().mapToInt(sample -> sample.length).min().orElseThrow();
        return percentiles(meanOfMeans(samples, null), fewest, () -> meanOfMeans(samples, random));
    }

    private static double meanOfMeans(List<double[]> samples, @Nullable RandomStream random) {
        double sum = 0;
        for (double[] sample : samples) {
            sum += meanOf(sample, random == null ? all(sample) : draw(sample, random));
        }
        return sum / samples.size();
    }

    /**
     * Forward transfer over seeds: means over seeds first, for each task, then {@link ForwardTransfer} and the mean over
     * tasks. Runs are drawn whole, with all their tasks. A task without a value (its references are all perfect and leave
     * nothing to gain) is left out everywhere, and so is a resample in which one of the others has none: every resample is a
     * mean over the same tasks.
     *
     * @param runs per seed, per task: mean success inside the task's own phase; at least one seed
     * @param references per task, per reference seed: the same of the single-task runs
     * @return null when a task has no reference, or none has a value
     */
    public static @Nullable Interval forwardTransfer(List<List<Double>> runs, List<List<Double>> references) {
        List<double[]> perTask = new ArrayList<>();
        List<double[]> alone = new ArrayList<>();
        List<double[]> samples = samples(runs, references);
        for (int task = 0; task < samples.size(); task++) {
            double[] reference = samples.get(task);
            if (meanOf(reference, all(reference)) < 1) {
                perTask.add(column(runs, task));
                alone.add(reference);
            }
        }
        if (alone.isEmpty()) {
            return null;
        }
        RandomStream random = RandomStream.of(SEED);
        return percentiles(transfer(perTask, alone, null), fewest(runs, alone), () -> transfer(perTask, alone, random));
    }

    /** Mean transfer of the sample itself, or of one resample when {@code random} is given; NaN where undefined. */
    private static double transfer(List<double[]> perTask, List<double[]> alone, @Nullable RandomStream random) {
        int[] seeds = random == null ? all(perTask.get(0)) : draw(perTask.get(0), random);
        double sum = 0;
        for (int task = 0; task < perTask.size(); task++) {
            double[] reference = alone.get(task);
            int[] referenceSeeds = random == null ? all(reference) : draw(reference, random);
            Double transfer = ForwardTransfer.of(meanOf(perTask.get(task), seeds), meanOf(reference, referenceSeeds));
            sum += transfer == null ? Double.NaN : transfer;
        }
        return sum / perTask.size();
    }

    /**
     * Forward transfer as one ratio over all tasks: what the runs' success inside the tasks' own phases, summed over tasks, has
     * more than the references', over what these lack to perfection: Σ (AUC − AUC_ref) / Σ (1 − AUC_ref). A task counts by
     * what alone was left to gain, so that one which an agent of its own does almost from its first evaluation on does
     * not outweigh all others; it exists while one reference is not perfect. Drawn as {@link #forwardTransfer} is.
     *
     * @param runs per seed, per task: mean success inside the task's own phase; at least one seed
     * @param references per task, per reference seed: the same of the single-task runs
     * @return null when a task has no reference, or all are perfect
     */
    public static @Nullable Interval pooledTransfer(List<List<Double>> runs, List<List<Double>> references) {
        List<double[]> alone = samples(runs, references);
        if (alone.isEmpty()) {
            return null;
        }
        List<double[]> perTask = IntStream.range(0, alone.size())
                .mapToObj(task -> column(runs, task))
                .toList();
        Double pooled = pooled(perTask, alone, null);
        if (pooled == null) {
            return null;
        }
        RandomStream random = RandomStream.of(SEED);
        return percentiles(pooled, fewest(runs, alone), () -> {
            Double resample = pooled(perTask, alone, random);
            return resample == null ? Double.NaN : resample;
        });
    }

    private static @Nullable Double pooled(
            List<double[]> perTask, List<double[]> alone, @Nullable RandomStream random) {
        int[] seeds = random == null ? all(perTask.get(0)) : draw(perTask.get(0), random);
        double together = 0;
        double apart = 0;
        for (int task = 0; task < perTask.size(); task++) {
            double[] reference = alone.get(task);
            together += meanOf(perTask.get(task), seeds);
            apart += meanOf(reference, random == null ? all(reference) : draw(reference, random));
        }
        return ForwardTransfer.of(together / perTask.size(), apart / perTask.size());
    }

    /** The references per task; none when one is missing. */
    private static List<double[]> samples(List<List<Double>> runs, List<List<Double>> references) {
        if (runs.isEmpty() || runs.stream().anyMatch(run -> run.size() != references.size())) {
            throw new IllegalArgumentException("runs and references must cover the same tasks");
        }
        if (references.stream().anyMatch(List::isEmpty)) {
            return List.of();
        }
        return references.stream()
                .map(seeds -> seeds.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    private static double[] column(List<List<Double>> runs, int task) {
        return runs.stream().mapToDouble(run -> run.get(task)).toArray();
    }

    private static int fewest(List<List<Double>> runs, List<double[]> alone) {
        int references =
                alone.stream().mapToInt(reference -> reference.length).min().orElseThrow();
        return Math.min(runs.size(), references);
    }

    private static Interval percentiles(double mean, int values, DoubleSupplier resample) {
        double[] means = new double[RESAMPLES];
        int defined = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            double value = resample.getAsDouble();
            if (!Double.isNaN(value)) {
                means[defined++] = value;
            }
        }
        // The sample itself is defined, so no resample is only by a freak of the draws; it then stands for them.
        double[] sorted = defined == 0 ? new double[] {mean} : Arrays.copyOf(means, defined);
        Arrays.sort(sorted);
        double tail = (1 - CONFIDENCE) / 2;
        return new Interval(mean, quantile(sorted, tail), quantile(sorted, 1 - tail), values);
    }

    /**
     * The {@code share}-quantile of ascending values; between two of them, their midpoint (NumPy's method "midpoint").
     *
     * @param share in [0, 1]
     */
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        return (sorted[(int) Math.floor(position)] + sorted[(int) Math.ceil(position)]) / 2;
    }

    private static int[] draw(double[] sample, RandomStream random) {
        int[] seeds = new int[sample.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = random.nextInt(sample.length);
        }
        return seeds;
    }

    private static int[] all(double[] sample) {
        int[] seeds = new int[sample.length];
        Arrays.setAll(seeds, i -> i);
        return seeds;
    }

    private static double meanOf(double[] sample, int[] seeds) {
        double sum = 0;
        for (int seed : seeds) {
            sum += sample[seed];
        }
        return sum / seeds.length;
    }
}
