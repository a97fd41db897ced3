package dev.reprise.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws a chart's bands, lines and the names beside them. */
final class ChartLines {
    private static final double NAME_DISTANCE = 15;

    /** Where the name of a line is written: which line, where the line ends, where its name stands. */
    private record Name(int index, double end, double place) {}

    private ChartLines() {}

    static Markup draw(ChartFrame frame, List<ChartSeries> series) {
        Markup svg = new Markup();
        for (int i = series.size() - 1; i >= 0; i--) {
            if (series.get(i).hasBand()) {
                svg.leaf("path", "class", "band " + ChartStyle.series(i), "d", band(frame, series.get(i)));
            }
        }
        for (int i = series.size() - 1; i >= 0; i--) {
            svg.leaf("path", "class", "line " + ChartStyle.series(i), "d", line(frame, series.get(i)));
        }
        for (Name name : names(frame, series)) {
            String colour = ChartStyle.series(name.index());
            String place = ChartFrame.coordinate(name.place());
            String leader = "M" + ChartFrame.coordinate(frame.right() + 1) + " " + ChartFrame.coordinate(name.end())
                    + "L" + ChartFrame.coordinate(frame.right() + 12) + " " + place;
            String sample = "M" + ChartFrame.coordinate(frame.right() + 14) + " " + place + "h12";
            svg.leaf("path", "class", "line leader " + colour, "d", leader);
            svg.leaf("path", "class", "line sample " + colour, "d", sample);
            svg.element(
                    "text",
                    series.get(name.index()).label(),
                    "class",
                    "name",
                    "x",
                    ChartFrame.coordinate(frame.right() + 32),
                    "y",
                    ChartFrame.coordinate(name.place() + 4));
        }
        return svg;
    }

    private static String line(ChartFrame frame, ChartSeries series) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (ChartSeries.Point point : series.points()) {
            boolean drawn = !Double.isNaN(point.y());
            if (drawn) {
                path.append(pen ? 'L' : 'M')
                        .append(frame.x(point.x()))
                        .append(' ')
                        .append(frame.y(point.y()));
            }
            pen = drawn;
        }
        return path.toString();
    }

    /** Along the upper bounds and back along the lower ones; points without bounds are passed over. */
    private static String band(ChartFrame frame, ChartSeries series) {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (ChartSeries.Point point : series.points()) {
            Double low = point.low();
            Double high = point.high();
            if (low != null && high != null) {
                String x = frame.x(point.x());
                upper.append(upper.isEmpty() ? 'M' : 'L').append(x).append(' ').append(frame.y(high));
                lower.insert(0, "L" + x + " " + frame.y(low));
            }
        }
        return upper.append(lower).append('Z').toString();
    }

    /** Names at the height where their lines end, pushed apart where lines end together. */
    private static List<Name> names(ChartFrame frame, List<ChartSeries> series) {
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            ChartSeries line = series.get(i);
            List<ChartSeries.Point> drawn =
                    line.points().stream().filter(p -> !Double.isNaN(p.y())).toList();
            if (!line.label().isEmpty() && !drawn.isEmpty()) {
                double end = frame.pixelY(drawn.get(drawn.size() - 1).y());
                names.add(new Name(i, end, end));
            }
        }
        names.sort(Comparator.comparingDouble(Name::end));
        double lowest = frame.top();
        for (int i = 0; i < names.size(); i++) {
            Name name = names.get(i);
            double place = Math.max(name.place(), lowest);
            names.set(i, new Name(name.index(), name.end(), place));
            lowest = place + NAME_DISTANCE;
        }
        double highest = frame.bottom();
        for (int i = names.size() - 1; i >= 0; i--) {
            Name name = names.get(i);
            double place = Math.min(name.place(), highest);
            names.set(i, new Name(name.index(), name.end(), place));
            highest = place - NAME_DISTANCE;
        }
        return names;
    }
}
