package dev.reprise.app.report;

/**
 * Where a chart's plot lies on its canvas, in pixels, and which pixel belongs to which value.
 *
 * @param left left edge
 * @param top upper edge
 * @param width width of the plot
 * @param height height of the plot
 */
record ChartFrame(ChartAxis xAxis, ChartAxis yAxis, double left, double top, double width, double height) {
    /** Lines at the ends of the vertical range must not hide in the frame. */
    private static final double INSET = 5;

    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    double pixelX(double value) {
        return left + width * (value - xAxis.low()) / (xAxis.high() - xAxis.low());
    }

    double pixelY(double value) {
        double share = (value - yAxis.low()) / (yAxis.high() - yAxis.low());
        return bottom() - INSET - (height - 2 * INSET) * share;
    }

    String x(double value) {
        return coordinate(pixelX(value));
    }

    String y(double value) {
        return coordinate(pixelY(value));
    }

    /** A pixel as text, to a tenth. */
    static String coordinate(double pixel) {
        return Numbers.plain(Math.round(pixel * 10) / 10.0);
    }

    /** Estimated width of a 12-pixel text in pixels: no font can be measured here, so it errs on the wide side. */
    static double textWidth(String text) {
        return 6.6 * text.codePointCount(0, text.length());
    }
}
