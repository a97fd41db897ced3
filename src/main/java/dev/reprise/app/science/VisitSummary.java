package dev.reprise.app.science;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The v-th visits of one method over its seeds: each figure of {@link VisitMeans} as a mean with its 90 % {@link Bootstrap}
 * interval. A figure is the mean over the seeds that have it, null when none has. References are not drawn anew, so that
 * forward transfer has the mean of the runs' own figures, unlike {@link SeedSummary}.
 *
 * @param jumpStart {@link VisitMeans#jumpStart()}
 * @param tail {@link VisitMeans#tail()}
 * @param retention {@link VisitMeans#retention()}
 * @param savings {@link VisitMeans#savings()}
 * @param stepsTo80 {@link VisitMeans#stepsTo80()}
 * @param forwardTransfer {@link VisitMeans#forwardTransfer()}
 */
public record VisitSummary(
        @Nullable Interval jumpStart,
        @Nullable Interval tail,
        @Nullable Interval retention,
        @Nullable Interval savings,
        @Nullable Interval stepsTo80,
        @Nullable Interval forwardTransfer) {

    /** The visits counted {@code visit}, from 1, in {@code runs}, one per seed. */
    public static VisitSummary of(int visit, List<ContinualMetrics> runs) {
        List<VisitMeans> seeds =
                runs.stream().map(run -> VisitMeans.of(visit, run)).toList();
        return new VisitSummary(
                over(seeds, VisitMeans::jumpStart),
                over(seeds, VisitMeans::tail),
                over(seeds, VisitMeans::retention),
                over(seeds, VisitMeans::savings),
                over(seeds, VisitMeans::stepsTo80),
                over(seeds, VisitMeans::forwardTransfer));
    }

    private static @Nullable Interval over(List<VisitMeans> seeds, Function<VisitMeans, @Nullable Double> figure) {
        List<Double> values =
                seeds.stream().map(figure).filter(Objects::nonNull).toList();
        return values.isEmpty() ? null : Bootstrap.mean(values);
    }
}
