package dev.reprise.app.science;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The v-th visits of all tasks of one run: each figure is the mean over those that have it, null when none has.
 *
 * @param visit counted from 1
 * @param jumpStart mean of {@link VisitFigures#jumpStart()}
 * @param tail mean of {@link VisitFigures#tail()}
 * @param retention mean of {@link VisitFigures#retention()}
 * @param savings mean of {@link VisitFigures#savings()}
 * @param stepsTo80 mean of {@link VisitFigures#stepsTo80OrAll()}: a visit that never gets there counts with its length
 * @param forwardTransfer mean of {@link VisitFigures#forwardTransfer()}
 */
public record VisitMeans(
        int visit,
        @Nullable Double jumpStart,
        @Nullable Double tail,
        @Nullable Double retention,
        @Nullable Double savings,
        @Nullable Double stepsTo80,
        @Nullable Double forwardTransfer) {

    /** The v-th visits found in {@code run}; every figure is null when no task has so many visits. */
    public static VisitMeans of(int visit, ContinualMetrics run) {
        List<VisitFigures> visits = run.tasks().stream()
                .flatMap(task -> task.visits().stream())
                .filter(figures -> figures.visit() == visit)
                .toList();
        return new VisitMeans(
                visit,
                mean(visits, VisitFigures::jumpStart),
                mean(visits, VisitFigures::tail),
                mean(visits, VisitFigures::retention),
                mean(visits, VisitFigures::savings),
                mean(visits, VisitFigures::stepsTo80OrAll),
                mean(visits, VisitFigures::forwardTransfer));
    }

    private static @Nullable Double mean(
            List<VisitFigures> visits, Function<VisitFigures, ? extends @Nullable Number> figure) {
        return Mean.ofPresent(
                visits.stream().map(figure).filter(Objects::nonNull).toList());
    }
}
