package dev.reprise.app.science;

import dev.reprise.envs.spec.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What having learnt one task does for learning another: pairwise runs "A, then B" against "B alone", as Continual World
 * measures its tasks (Wołczyk et al. 2021, arXiv 2105.10919, transfer matrix).
 *
 * <p>Rows are A, columns are B, both in the order of {@code tasks}. Success is the mean over the evaluations inside B's
 * phase (AUC). Intervals are bootstraps over seeds, see {@link Bootstrap}.
 *
 * @param suite of the tasks
 * @param steps environment steps of each phase
 * @param seeds of the runs
 * @param tasks names
 * @param alone AUC of each task learnt alone
 * @param pairs row A, column B; null on the diagonal
 */
public record TransferMatrix(
        String suite,
        long steps,
        List<Long> seeds,
        List<TaskId> tasks,
        List<Interval> alone,
        List<List<@Nullable Pair>> pairs) {

    /**
     * One ordered pair.
     *
     * @param gain AUC of B after A minus that of B alone, in [-1, 1]; negative: A is in B's way
     * @param transfer the same as {@link ForwardTransfer}; null where B alone is perfect at once
     * @param forgetting success of A at the end of its phase minus at the end of B's, in [-1, 1]: what B takes from A
     */
    public record Pair(Interval gain, @Nullable Interval transfer, Interval forgetting) {}

    /** What was seen of one pair, a value per seed. */
    public record Sample(List<Double> aucs, List<Double> forgettings) {}

    /** Checks the shape. */
    public TransferMatrix {
        seeds = List.copyOf(seeds);
        tasks = List.copyOf(tasks);
        alone = List.copyOf(alone);
        int count = tasks.size();
        if (alone.size() != count || pairs.size() != count || pairs.stream().anyMatch(row -> row.size() != count)) {
            throw new IllegalArgumentException(
                    "a transfer matrix of " + count + " tasks needs as many rows and columns");
        }
    }

    /** The figures of a pair; {@code alone} are the AUCs of B learnt alone, one per seed. */
    public static Pair pair(Sample sample, List<Double> alone) {
        return new Pair(
                Bootstrap.difference(sample.aucs(), alone),
                Bootstrap.forwardTransfer(sample.aucs().stream().map(List::of).toList(), List.of(alone)),
                Bootstrap.mean(sample.forgettings()));
    }

    /** Mean gain of task {@code b} after task {@code a}, both indices; 0 for the same. */
    public double gain(int a, int b) {
        Pair pair = pairs.get(a).get(b);
        return pair == null ? 0 : pair.gain().mean();
    }
}
