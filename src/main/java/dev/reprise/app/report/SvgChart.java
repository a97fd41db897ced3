package dev.reprise.app.report;

import java.util.List;

/**
 * A line chart as SVG: phases as stretches of the horizontal axis, lines with optional bands, rings, and names beside the
 * lines instead of a legend. The same input gives the same text, byte for byte. Colours come from {@link ChartStyle}.
 *
 * @param title what the chart shows, for screen readers and under the pointer
 * @param heading written above the plot; may be empty
 * @param plotHeight height of the plot in pixels of a {@value #WIDTH} pixels wide chart
 * @param x horizontal axis
 * @param y vertical axis
 * @param spans phases; an empty list draws none
 * @param series lines, the first drawn on top
 * @param dots rings
 */
public record SvgChart(
        String title,
        String heading,
        int plotHeight,
        ChartAxis x,
        ChartAxis y,
        List<ChartSpan> spans,
        List<ChartSeries> series,
        List<ChartDot> dots) {

    static final int WIDTH = 1000;

    private static final int LEFT = 46;
    private static final int LINE = 18;
    private static final int LABEL_GAP = 32;

    /** Keeps its own copies. */
    public SvgChart {
        spans = List.copyOf(spans);
        series = List.copyOf(series);
        dots = List.copyOf(dots);
    }

    /** Room for {@code lines} names beside the plot, and no less than {@code least}. */
    static int height(int least, int lines) {
        return Math.max(least, 17 * lines);
    }

    /** Standing alone on a page, wider than its text. */
    Markup figure() {
        return new Markup()
                .open("figure")
                .open("div", "class", "wide")
                .add(markup(false))
                .close("div")
                .close("figure");
    }

    /** For a page that carries {@link ChartStyle}. */
    public String svg() {
        return markup(false).toString();
    }

    /** For a file of its own; follows the reader's light or dark setting. */
    public String standaloneSvg() {
        return markup(true).toString();
    }

    Markup markup(boolean standalone) {
        boolean named = spans.stream().anyMatch(span -> !span.name().isEmpty());
        boolean labelled = x.ticks().stream().anyMatch(tick -> !tick.label().isEmpty());
        int above = (heading.isEmpty() ? 6 : LINE + 4) + (named ? LINE : 0);
        int below = labelled ? 40 : 6;
        ChartFrame frame = new ChartFrame(x, y, LEFT, above, WIDTH - LEFT - right(), plotHeight);
        int height = above + plotHeight + below;
        Markup svg = Svg.open("chart", title, WIDTH, height, standalone);
        if (!heading.isEmpty()) {
            svg.element("text", heading, "class", "heading", "x", "" + LEFT, "y", "14");
        }
        svg.add(ChartGrid.draw(frame, spans, labelled)).add(ChartLines.draw(frame, series));
        for (ChartDot dot : dots) {
            svg.open("circle", "class", "dot", "cx", frame.x(dot.x()), "cy", frame.y(dot.y()), "r", "3.5")
                    .element("title", dot.text())
                    .close("circle");
        }
        return svg.close("svg");
    }

    /** Room to the right of the plot for the lines' names. */
    private int right() {
        double longest = series.stream()
                .mapToDouble(line -> ChartFrame.textWidth(line.label()))
                .max()
                .orElse(0);
        return longest == 0 ? 14 : LABEL_GAP + (int) Math.ceil(longest) + 8;
    }
}
