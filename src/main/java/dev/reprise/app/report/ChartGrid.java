package dev.reprise.app.report;

import java.util.List;

/** Draws what lies behind a chart's lines: phases, grid, ticks, labels. */
final class ChartGrid {
    private ChartGrid() {}

    static Markup draw(ChartFrame frame, List<ChartSpan> spans, boolean labelled) {
        Markup svg = new Markup();
        svg.leaf(
                "rect",
                "class",
                "plot",
                "x",
                ChartFrame.coordinate(frame.left()),
                "y",
                ChartFrame.coordinate(frame.top()),
                "width",
                ChartFrame.coordinate(frame.width()),
                "height",
                ChartFrame.coordinate(frame.height()));
        phases(svg, frame, spans);
        vertical(svg, frame);
        horizontal(svg, frame, labelled);
        names(svg, frame, spans);
        return svg;
    }

    private static void phases(Markup svg, ChartFrame frame, List<ChartSpan> spans) {
        for (ChartSpan span : spans) {
            if (span.shaded()) {
                svg.leaf(
                        "rect",
                        "class",
                        "own",
                        "x",
                        frame.x(span.from()),
                        "y",
                        ChartFrame.coordinate(frame.top()),
                        "width",
                        ChartFrame.coordinate(frame.pixelX(span.to()) - frame.pixelX(span.from())),
                        "height",
                        ChartFrame.coordinate(frame.height()));
            }
        }
        for (ChartSpan span : spans) {
            if (span.from() > frame.xAxis().low()) {
                line(
                        svg,
                        "boundary",
                        frame.pixelX(span.from()),
                        frame.top(),
                        frame.pixelX(span.from()),
                        frame.bottom());
            }
        }
    }

    private static void vertical(Markup svg, ChartFrame frame) {
        for (ChartAxis.Tick tick : frame.yAxis().ticks()) {
            double y = frame.pixelY(tick.value());
            line(svg, "grid", frame.left(), y, frame.right(), y);
            label(svg, tick.label(), "tick end", frame.left() - 7, y + 4);
        }
    }

    private static void horizontal(Markup svg, ChartFrame frame, boolean labelled) {
        for (ChartAxis.Tick tick : frame.xAxis().ticks()) {
            double x = frame.pixelX(tick.value());
            line(svg, "axis", x, frame.bottom(), x, frame.bottom() + 4);
            label(svg, tick.label(), "tick middle", x, frame.bottom() + 17);
        }
        if (labelled) {
            double middle = frame.left() + frame.width() / 2;
            label(svg, frame.xAxis().label(), "tick middle", middle, frame.bottom() + 34);
        }
    }

    /** Names when each fits above its phase; else numbers, and only every second, third, … when they are too many. */
    private static void names(Markup svg, ChartFrame frame, List<ChartSpan> spans) {
        List<ChartSpan> named =
                spans.stream().filter(span -> !span.name().isEmpty()).toList();
        boolean namesFit =
                named.stream().allMatch(span -> ChartFrame.textWidth(span.name()) + 6 <= pixels(frame, span));
        double narrowest =
                named.stream().mapToDouble(span -> pixels(frame, span)).min().orElse(1);
        double room = ChartFrame.textWidth("" + spans.size()) + 6;
        int every = namesFit ? 1 : (int) Math.max(1, Math.ceil(room / narrowest));
        for (int i = 0; i < named.size(); i += every) {
            ChartSpan span = named.get(i);
            double middle = (frame.pixelX(span.from()) + frame.pixelX(span.to())) / 2;
            label(svg, namesFit ? span.name() : "" + span.number(), "tick middle", middle, frame.top() - 6);
        }
        if (!namesFit) {
            label(svg, "phase", "tick end", frame.left() - 7, frame.top() - 6);
        }
    }

    private static double pixels(ChartFrame frame, ChartSpan span) {
        return frame.pixelX(span.to()) - frame.pixelX(span.from());
    }

    private static void line(Markup svg, String kind, double x1, double y1, double x2, double y2) {
        svg.leaf(
                "line",
                "class",
                kind,
                "x1",
                ChartFrame.coordinate(x1),
                "y1",
                ChartFrame.coordinate(y1),
                "x2",
                ChartFrame.coordinate(x2),
                "y2",
                ChartFrame.coordinate(y2));
    }

    private static void label(Markup svg, String text, String kind, double x, double y) {
        if (!text.isEmpty()) {
            svg.element("text", text, "class", kind, "x", ChartFrame.coordinate(x), "y", ChartFrame.coordinate(y));
        }
    }
}
