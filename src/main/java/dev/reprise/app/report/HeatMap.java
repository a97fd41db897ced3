package dev.reprise.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A matrix as coloured cells with their numbers, as SVG: one colour above zero, another below, the stronger the farther.
 *
 * @param title for screen readers and under the pointer
 * @param rows names
 * @param columns names
 * @param values per row, per column; null for an empty cell
 * @param full the magnitude that gets the full colour, above 0
 */
record HeatMap(
        String title, List<String> rows, List<String> columns, List<List<@Nullable Double>> values, double full) {
    private static final int CELL_WIDTH = 58;
    private static final int CELL_HEIGHT = 30;

    Markup markup(boolean standalone) {
        int left = (int) Math.ceil(
                        rows.stream().mapToDouble(ChartFrame::textWidth).max().orElse(0))
                + 14;
        int top = (int) Math.ceil(columns.stream()
                        .mapToDouble(ChartFrame::textWidth)
                        .max()
                        .orElse(0))
                + 14;
        int width = left + columns.size() * CELL_WIDTH + 6;
        int height = top + rows.size() * CELL_HEIGHT + 6;
        Markup svg = Svg.open("chart map", title, width, height, standalone);
        for (int column = 0; column < columns.size(); column++) {
            double x = left + (column + 0.5) * CELL_WIDTH + 4;
            svg.element(
                    "text",
                    columns.get(column),
                    "class",
                    "name",
                    "transform",
                    "translate(" + ChartFrame.coordinate(x) + " " + (top - 7) + ") rotate(-90)");
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = top + row * CELL_HEIGHT;
            svg.element("text", rows.get(row), "class", "name end", "x", "" + (left - 8), "y", "" + (y + 19));
            for (int column = 0; column < columns.size(); column++) {
                cell(svg, left + column * CELL_WIDTH, y, values.get(row).get(column));
            }
        }
        return svg.close("svg");
    }

    private void cell(Markup svg, int x, int y, @Nullable Double value) {
        String kind = value == null ? "plot" : value < 0 ? "below" : "above";
        double strength = value == null ? 1 : Math.min(1, Math.abs(value) / full) * 0.75;
        svg.leaf(
                "rect",
                "class",
                kind,
                "x",
                "" + (x + 1),
                "y",
                "" + (y + 1),
                "width",
                "" + (CELL_WIDTH - 2),
                "height",
                "" + (CELL_HEIGHT - 2),
                "rx",
                "3",
                "fill-opacity",
                Numbers.plain(strength));
        if (value != null) {
            svg.element(
                    "text",
                    Numbers.rate(value),
                    "class",
                    "name middle",
                    "x",
                    "" + (x + CELL_WIDTH / 2),
                    "y",
                    "" + (y + 19));
        }
    }
}
