package dev.reprise.app.report;

/**
 * Colours of charts and pages, light and dark. Lines take the palette of Okabe and Ito (2008, "Color universal design"),
 * which readers with any colour vision can tell apart; two hues are darkened on white and lightened on black for contrast.
 * From the eighth line on the colours repeat with dashes.
 */
final class ChartStyle {
    private static final int COLOURS = 7;

    /** Variables of the light setting. */
    static final String LIGHT = """
            --paper: #fdfdfc; --ink: #1d2329; --quiet: #57616b; --rule: #dde1e4; --plot: #f6f7f7;
            --own: #dbeaf4; --edge: #b9c1c8; --cell: 0 114 178; --accent: #0072b2; --good: #00704f; --bad: #b03a00;
            --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #a8488a; --s4: #b07a00; --s5: #3a9bd0; --s6: #5b646d;
            """;

    /** Variables of the dark setting. */
    static final String DARK = """
            --paper: #15181b; --ink: #e5e8ea; --quiet: #a1abb4; --rule: #343a40; --plot: #1b1f23;
            --own: #22394a; --edge: #566069; --cell: 47 140 205; --accent: #56b4e9; --good: #35c99b; --bad: #f4894a;
            --s0: #56b4e9; --s1: #f0803c; --s2: #2fc49a; --s3: #d98cc0; --s4: #e6b422; --s5: #a9d5f5; --s6: #a8b0b8;
            """;

    /** Rules for everything inside a chart. */
    static final String RULES = """
            .chart text { font: 12px system-ui, sans-serif; fill: var(--quiet); }
            .chart .heading { font-size: 13px; font-weight: 600; fill: var(--ink); }
            .chart .name { fill: var(--ink); }
            .chart .middle { text-anchor: middle; }
            .chart .end { text-anchor: end; }
            .chart .paper { fill: var(--paper); }
            .chart .plot { fill: var(--plot); }
            .chart .own { fill: var(--own); }
            .chart .above { fill: var(--s0); }
            .chart .below { fill: var(--s1); }
            .chart .grid { stroke: var(--rule); }
            .chart .axis { stroke: var(--edge); }
            .chart .boundary { stroke: var(--edge); stroke-dasharray: 2 3; }
            .chart .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
            .chart .leader { stroke-width: 1; opacity: 0.6; }
            .chart .sample { stroke-width: 3; }
            .chart .band { stroke: none; opacity: 0.16; }
            .chart .dot { fill: var(--paper); stroke: var(--s1); stroke-width: 1.8; }
            """;

    private ChartStyle() {}

    /** The class of the line with this index. */
    static String series(int index) {
        int round = index / COLOURS;
        return "s" + index % COLOURS + (round == 0 ? "" : round == 1 ? " dashed" : " dotted");
    }

    /** Rules for lines and bands of every colour. */
    static String seriesRules() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < COLOURS; i++) {
            rules.append(".chart .line.s%d { stroke: var(--s%d); } .chart .band.s%d { fill: var(--s%d); }\n"
                    .formatted(i, i, i, i));
        }
        return rules.append(".chart .dashed { stroke-dasharray: 7 4; } .chart .dotted { stroke-dasharray: 1 5; }\n")
                .toString();
    }

    /** The sheet of a chart in a file of its own. */
    static String standalone() {
        return "svg { " + LIGHT + "}\n@media (prefers-color-scheme: dark) { svg { " + DARK + "} }\n" + RULES
                + seriesRules();
    }
}
