package dev.reprise.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a chart.
 *
 * @param label its name beside the line; empty for a chart with a single line
 * @param points in the order of x
 */
public record ChartSeries(String label, List<Point> points) {
    /**
     * A point of the line.
     *
     * @param x horizontal value
     * @param y vertical value; NaN breaks the line
     * @param low lower bound of the band; null without a band
     * @param high upper bound of the band; null without a band
     */
    public record Point(
            double x,
            double y,
            @Nullable Double low,
            @Nullable Double high) {
        /** A point without a band. */
        public static Point of(double x, double y) {
            return new Point(x, y, null, null);
        }
    }

    /** Keeps its own copy of the points. */
    public ChartSeries {
        points = List.copyOf(points);
    }

    /** Whether there is a band to draw. */
    boolean hasBand() {
        return points.stream().anyMatch(point -> point.low() != null && point.high() != null);
    }
}
