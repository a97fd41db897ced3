package dev.reprise.app.report;

/** How every drawing begins. */
final class Svg {
    private Svg() {}

    /**
     * An SVG element, left open.
     *
     * @param kind its classes
     * @param title for screen readers and under the pointer
     * @param width in pixels
     * @param height in pixels
     * @param standalone whether it is a file of its own, which has to bring the style sheet and the paper
     */
    static Markup open(String kind, String title, int width, int height, boolean standalone) {
        Markup svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        kind,
                        "viewBox",
                        "0 0 " + width + " " + height,
                        "width",
                        "" + width,
                        "height",
                        "" + height,
                        "role",
                        "img",
                        "aria-label",
                        title)
                .element("title", title);
        if (standalone) {
            svg.element("style", ChartStyle.standalone());
            svg.leaf("rect", "class", "paper", "width", "" + width, "height", "" + height);
        }
        return svg;
    }
}
