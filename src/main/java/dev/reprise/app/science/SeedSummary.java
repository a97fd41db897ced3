package dev.reprise.app.science;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One method over its seeds: each figure of {@link ContinualMetrics} as a mean with its 90 % {@link Bootstrap} interval.
 * Where a figure does not exist in every seed it is the mean over those that have it, null when none has.
 *
 * @param seeds how many runs
 * @param performance {@link ContinualMetrics#performance()}
 * @param forgetting {@link ContinualMetrics#forgetting()}
 * @param forwardTransfer {@link Bootstrap#forwardTransfer}: means over seeds first, then the ratio, so its mean differs
 *     from the mean of the runs' own figures; null without a reference for every task
 * @param pooledTransfer {@link Bootstrap#pooledTransfer}: the variant that weights each task by what was left to gain; null
 *     as before
 * @param ownPhaseSuccess {@link ContinualMetrics#ownPhaseSuccess()}
 * @param firstVisitSuccess {@link ContinualMetrics#firstVisitSuccess()}
 * @param lossOfOthers {@link ContinualMetrics#lossOfOthers()}
 * @param returnJumpRatio {@link ContinualMetrics#returnJumpRatio()}
 * @param returnSavings {@link ContinualMetrics#returnSavings()}
 * @param meanStepsTo80 {@link ContinualMetrics#meanStepsTo80()}
 * @param minTaskSuccess {@link ContinualMetrics#minTaskSuccess()}
 * @param lostReturning {@link ContinualMetrics#lostReturning()}
 * @param alone what agents of their own reach, one per task: mean over tasks of the tail of the single-task references, each
 *     with the steps that the task has in its own phase (its share of them where several are trained); null without a
 *     reference for every task
 * @param stepsPerSecond {@link RunResult#stepsPerSecond()}, of whatever machine the runs were made on; null where no time was
 *     measured
 */
public record SeedSummary(
        int seeds,
        Interval performance,
        Interval forgetting,
        @Nullable Interval forwardTransfer,
        @Nullable Interval pooledTransfer,
        Interval ownPhaseSuccess,
        @Nullable Interval firstVisitSuccess,
        @Nullable Interval lossOfOthers,
        @Nullable Interval returnJumpRatio,
        @Nullable Interval returnSavings,
        @Nullable Interval meanStepsTo80,
        Interval minTaskSuccess,
        Interval lostReturning,
        @Nullable Interval alone,
        @Nullable Interval stepsPerSecond) {

    /**
     * The figures of {@code runs}, at least one, all of one curriculum.
     *
     * @param speeds of the runs, in environment steps a second; 0 where no time was measured
     * @throws IllegalArgumentException without a run, or when the runs have different tasks
     */
    public static SeedSummary of(List<ContinualMetrics> runs, SingleTaskReferences references, List<Double> speeds) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a summary needs a run");
        }
        List<TaskFigures> first = runs.get(0).tasks();
        for (ContinualMetrics run : runs) {
            if (!run.tasks().stream()
                    .map(TaskFigures::task)
                    .toList()
                    .equals(first.stream().map(TaskFigures::task).toList())) {
                throw new IllegalArgumentException("runs of different tasks cannot be averaged");
            }
        }
        List<Double> measured = speeds.stream().filter(speed -> speed > 0).toList();
        List<List<Double>> aucs = runs.stream().map(SeedSummary::ownPhaseAucs).toList();
        List<List<Double>> alone = first.stream()
                .map(task -> references.aucs(task.task(), task.lastVisit().steps()))
                .toList();
        return new SeedSummary(
                runs.size(),
                overAll(runs, ContinualMetrics::performance),
                overAll(runs, ContinualMetrics::forgetting),
                Bootstrap.forwardTransfer(aucs, alone),
                Bootstrap.pooledTransfer(aucs, alone),
                overAll(runs, ContinualMetrics::ownPhaseSuccess),
                overPresent(runs, ContinualMetrics::firstVisitSuccess),
                overPresent(runs, ContinualMetrics::lossOfOthers),
                overPresent(runs, ContinualMetrics::returnJumpRatio),
                overPresent(runs, ContinualMetrics::returnSavings),
                overPresent(runs, ContinualMetrics::meanStepsTo80),
                overAll(runs, ContinualMetrics::minTaskSuccess),
                overAll(runs, run -> (double) run.lostReturning()),
                Bootstrap.meanOfMeans(first.stream()
                        .map(task ->
                                references.tails(task.task(), task.lastVisit().steps() / sharing(first, task)))
                        .toList()),
                measured.isEmpty() ? null : Bootstrap.mean(measured));
    }

    /** How many tasks the own phase of {@code task} trains. */
    private static long sharing(List<TaskFigures> tasks, TaskFigures task) {
        int phase = task.lastVisit().phase();
        return tasks.stream()
                .filter(other -> other.visits().stream().anyMatch(visit -> visit.phase() == phase))
                .count();
    }

    private static List<Double> ownPhaseAucs(ContinualMetrics run) {
        return run.tasks().stream()
                .map(task -> Objects.requireNonNull(task.lastVisit().auc(), "exists where the tail does"))
                .toList();
    }

    private static Interval overAll(List<ContinualMetrics> runs, Function<ContinualMetrics, Double> figure) {
        return Bootstrap.mean(runs.stream().map(figure).toList());
    }

    private static @Nullable Interval overPresent(
            List<ContinualMetrics> runs, Function<ContinualMetrics, @Nullable Double> figure) {
        List<Double> values = runs.stream().map(figure).filter(Objects::nonNull).toList();
        return values.isEmpty() ? null : Bootstrap.mean(values);
    }
}
