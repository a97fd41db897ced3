package dev.reprise.app.report;

/**
 * A ring on a chart, with a text that browsers show under the pointer.
 *
 * @param x horizontal value
 * @param y vertical value
 * @param text what it is, for the pointer and for screen readers
 */
public record ChartDot(double x, double y, String text) {}
