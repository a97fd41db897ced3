package dev.reprise.app.science;

import dev.reprise.envs.task.Curriculum;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a finished run shows of continual learning: per task, per visit, and in means over tasks.
 *
 * <p>Formulas: Wołczyk et al. 2021, "Continual World" (arXiv 2105.10919), performance, forgetting and forward transfer,
 * with N tasks and tail = mean of the last tenth of a phase's evaluations. Deviations, all of which agree with the
 * paper where every task has one phase of its own:
 *
 * <ul>
 *   <li>a task may return, and a returning task is the same task. Its own phase is its <b>last</b> visit; all tasks of a
 *       parallel phase share that phase;
 *   <li>the tail at the end of the run looks no further back than the last phase, so that the tasks of the last phase have
 *       a forgetting of 0 however few evaluations it has;
 *   <li>the evaluation at the start of a phase counts for jump-start and steps to 80 % alone.
 * </ul>
 *
 * @param tasks in the order of their first phase; at least one
 */
public record ContinualMetrics(List<TaskFigures> tasks) {
    /** Checks that there is a task. */
    public ContinualMetrics {
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a run needs a task");
        }
    }

    /** The figures of a run without forward transfer. */
    public static ContinualMetrics of(Curriculum curriculum, List<EvaluationPoint> points) {
        return of(curriculum, points, SingleTaskReferences.none());
    }

    /**
     * The figures of a run.
     *
     * @throws IllegalArgumentException when a task was not evaluated in its last visit or in the last phase
     */
    public static ContinualMetrics of(
            Curriculum curriculum, List<EvaluationPoint> points, SingleTaskReferences references) {
        SuccessTable table = new SuccessTable(curriculum, points);
        return new ContinualMetrics(curriculum.tasks().stream()
                .map(task -> TaskFigures.of(table, task, references))
                .toList());
    }

    /** P: mean over tasks of the tail at the end of the run, in [0, 1]. */
    public double performance() {
        return meanOverTasks(TaskFigures::finalSuccess);
    }

    /** F: mean over all tasks of {@link TaskFigures#forgetting()}, in [−1, 1]. */
    public double forgetting() {
        return meanOverTasks(TaskFigures::forgetting);
    }

    /**
     * FT: mean over tasks of the own phase's {@link ForwardTransfer}, in (−∞, 1]. Null when it is missing for any task: a
     * mean over fewer tasks would be another figure.
     */
    public @Nullable Double forwardTransfer() {
        return Mean.ofAll(tasks.stream().map(TaskFigures::forwardTransfer).toList());
    }

    /** Mean over tasks of the tail at the end of the own phase, in [0, 1]: was it learnt at all? */
    public double ownPhaseSuccess() {
        return meanOverTasks(TaskFigures::ownPhaseSuccess);
    }

    /** Mean over tasks of the tail of the first visit, in [0, 1]; null when a first visit was not evaluated. */
    public @Nullable Double firstVisitSuccess() {
        return Mean.ofAll(tasks.stream().map(task -> task.firstVisit().tail()).toList());
    }

    /**
     * Mean of forgetting over the tasks that are not in the last phase, in [−1, 1]: the headline figure without the
     * zeros that its definition adds. Null when the last phase trains every task.
     */
    public @Nullable Double lossOfOthers() {
        int lastPhase =
                tasks.stream().mapToInt(task -> task.lastVisit().phase()).max().orElseThrow();
        return Mean.ofPresent(tasks.stream()
                .filter(task -> task.lastVisit().phase() != lastPhase)
                .map(TaskFigures::forgetting)
                .toList());
    }

    /**
     * Sum of the jump-starts of all returns, divided by the sum of the tails of the visits before them, in [0, ∞): a task that
     * was badly learnt, whose own ratio may be of any size, counts for as little as there was to lose. Null without a return,
     * or when nothing had been learnt.
     */
    public @Nullable Double returnJumpRatio() {
        double jumps = 0;
        double tails = 0;
        for (TaskFigures task : tasks) {
            for (int i = 1; i < task.visits().size(); i++) {
                Double jump = task.visits().get(i).jumpStart();
                Double tail = task.visits().get(i - 1).tail();
                if (jump != null && tail != null) {
                    jumps += jump;
                    tails += tail;
                }
            }
        }
        return tails == 0 ? null : jumps / tails;
    }

    /** Mean of savings over all visits after a first one that have it, in (−∞, 1]; null when none has. */
    public @Nullable Double returnSavings() {
        return Mean.ofPresent(visits(visit -> visit.visit() > 1, VisitFigures::savings));
    }

    /** How many tasks came back and were lost: {@link TaskFigures#lostOnReturn()}. */
    public int lostReturning() {
        return (int) tasks.stream().filter(TaskFigures::lostOnReturn).count();
    }

    /** Success at the end of the run of the task that does worst, in [0, 1]. */
    public double minTaskSuccess() {
        return tasks.stream().mapToDouble(TaskFigures::finalSuccess).min().orElseThrow();
    }

    /**
     * Mean of the environment steps to 80 % success in first visits, over the tasks that enter after the first phase:
     * how fast is something new learnt by an agent that has learnt before? A visit that never reaches 80 % counts with
     * its whole length, so the figure is a lower bound then. Null when the first phase trains every task.
     */
    public @Nullable Double meanStepsTo80() {
        return Mean.ofPresent(
                visits(visit -> visit.visit() == 1 && visit.phase() > 0, visit -> (double) visit.stepsTo80OrAll()));
    }

    private double meanOverTasks(Function<TaskFigures, Double> figure) {
        return tasks.stream().mapToDouble(figure::apply).average().orElseThrow();
    }

    private List<@Nullable Double> visits(
            Predicate<VisitFigures> chosen, Function<VisitFigures, @Nullable Double> figure) {
        Stream<VisitFigures> visits =
                tasks.stream().flatMap(task -> task.visits().stream()).filter(chosen);
        return visits.<@Nullable Double>map(figure).toList();
    }
}
