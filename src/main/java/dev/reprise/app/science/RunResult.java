package dev.reprise.app.science;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one finished run: {@code result.json}, field by field. A figure that does not exist is null, never NaN.
 *
 * @param suite name of the task suite
 * @param suiteDescription what the suite said that it is, with the versions of what Python serves; null in results that were
 *     written before it was kept
 * @param method name of the continual method
 * @param seed of the run
 * @param performance {@link ContinualMetrics#performance()}
 * @param forgetting {@link ContinualMetrics#forgetting()}
 * @param forwardTransfer {@link ContinualMetrics#forwardTransfer()}; null without single-task references
 * @param tasks in the order of their first phase
 * @param envSteps environment steps of the run
 * @param gradientSteps gradient steps of the run
 * @param wallSeconds seconds spent, evaluation included, over all resumptions
 * @param stepsPerSecond envSteps / wallSeconds; 0 where no time was measured
 * @param configHash of the resolved config
 * @param version of Reprise
 * @param commit of Reprise; null when unknown
 */
public record RunResult(
        String suite,
        @Nullable String suiteDescription,
        String method,
        long seed,
        double performance,
        double forgetting,
        @Nullable Double forwardTransfer,
        List<Task> tasks,
        long envSteps,
        long gradientSteps,
        double wallSeconds,
        double stepsPerSecond,
        String configHash,
        String version,
        @Nullable String commit) {

    /** Checks that every figure is a number. */
    public RunResult {
        tasks = List.copyOf(tasks);
        finite("performance", performance);
        finite("forgetting", forgetting);
        finite("forwardTransfer", forwardTransfer);
        finite("wallSeconds", wallSeconds);
        finite("stepsPerSecond", stepsPerSecond);
    }

    /**
     * What the run cost.
     *
     * @param envSteps environment steps
     * @param gradientSteps gradient steps
     * @param wallSeconds seconds, evaluation included
     */
    public record Cost(long envSteps, long gradientSteps, double wallSeconds) {}

    /**
     * One task.
     *
     * @param task its name
     * @param finalSuccess {@link TaskFigures#finalSuccess()}
     * @param forgetting {@link TaskFigures#forgetting()}
     * @param forwardTransfer {@link TaskFigures#forwardTransfer()}
     * @param visits in order
     */
    public record Task(
            String task,
            double finalSuccess,
            double forgetting,
            @Nullable Double forwardTransfer,
            List<Visit> visits) {
        /** Checks that every figure is a number. */
        public Task {
            visits = List.copyOf(visits);
            finite("finalSuccess", finalSuccess);
            finite("forgetting", forgetting);
            finite("forwardTransfer", forwardTransfer);
        }

        static Task of(TaskFigures task) {
            return new Task(
                    task.task().name(),
                    task.finalSuccess(),
                    task.forgetting(),
                    task.forwardTransfer(),
                    task.visits().stream().map(Visit::of).toList());
        }
    }

    /** One visit; every field as in {@link VisitFigures}. */
    public record Visit(
            int visit,
            long start,
            long end,
            @Nullable Double jumpStart,
            @Nullable Double tail,
            @Nullable Double retention,
            @Nullable Double savings,
            @Nullable Double forwardTransfer) {
        /** Checks that every figure is a number. */
        public Visit {
            finite("jumpStart", jumpStart);
            finite("tail", tail);
            finite("retention", retention);
            finite("savings", savings);
            finite("forwardTransfer", forwardTransfer);
        }

        static Visit of(VisitFigures visit) {
            return new Visit(
                    visit.visit(),
                    visit.start(),
                    visit.end(),
                    visit.jumpStart(),
                    visit.tail(),
                    visit.retention(),
                    visit.savings(),
                    visit.forwardTransfer());
        }
    }

    /** The result of a run with these figures. */
    public static RunResult of(
            String suite,
            @Nullable String suiteDescription,
            String method,
            long seed,
            ContinualMetrics metrics,
            Cost cost,
            String configHash,
            String version,
            @Nullable String commit) {
        return new RunResult(
                suite,
                suiteDescription,
                method,
                seed,
                metrics.performance(),
                metrics.forgetting(),
                metrics.forwardTransfer(),
                metrics.tasks().stream().map(Task::of).toList(),
                cost.envSteps(),
                cost.gradientSteps(),
                cost.wallSeconds(),
                cost.wallSeconds() > 0 ? cost.envSteps() / cost.wallSeconds() : 0,
                configHash,
                version,
                commit);
    }

    private static void finite(String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a number or null, not " + value);
        }
    }
}
