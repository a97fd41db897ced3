package dev.reprise.app.report;

/**
 * The frame of every page: one file without script, pictures or anything from a network, in the reader's light or dark
 * setting, and light on paper.
 */
final class Page {
    private static final String RULES = """
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
            main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 60px; }
            h1 { font-size: 1.67em; line-height: 1.25; margin: 0 0 4px; }
            h2, h3 { break-after: avoid; }
            h2 { font-size: 1.2em; margin: 38px 0 6px; }
            h3 { font-size: 1em; margin: 24px 0 6px; }
            p { margin: 4px 0 12px; max-width: 78ch; }
            .quiet, caption, small, dd { color: var(--quiet); }
            .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(215px, 1fr)); gap: 12px; margin: 20px 0; }
            .card { border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px; break-inside: avoid; }
            .card .value { font-size: 1.8em; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
            .card .words { font-size: 0.93em; line-height: 1.4; padding: 4px 0; }
            .card p { font-size: 0.87em; line-height: 1.4; margin: 4px 0 0; color: var(--quiet); }
            .wide { overflow-x: auto; }
            .wide svg { display: block; width: 100%; min-width: 720px; height: auto; }
            figure { margin: 8px 0 0; break-inside: avoid; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.93em; }
            th { font-weight: 600; text-align: left; }
            thead th { vertical-align: bottom; border-bottom: 1px solid var(--edge); line-height: 1.25; }
            th, td { padding: 5px 10px; }
            td, tbody th { white-space: nowrap; }
            td { text-align: right; }
            tbody tr { border-bottom: 1px solid var(--rule); break-inside: avoid; }
            thead th + th, thead th.number { text-align: right; }
            td small { display: block; font-size: 0.86em; line-height: 1.2; }
            .matrix { border-collapse: separate; border-spacing: 2px; break-inside: avoid; }
            .matrix tbody tr { border: 0; }
            .matrix td { text-align: center; padding: 6px 0; min-width: 43px; border-radius: 4px; }
            .matrix td.rate, td.rate { background: rgb(var(--cell) / calc(var(--rate) * 0.62)); }
            .matrix td.visit { outline: 1px solid var(--ink); outline-offset: -1px; }
            .matrix td.ownphase { outline: 2.5px solid var(--ink); outline-offset: -2px; }
            .matrix thead th { border: 0; padding: 2px 0; text-align: center; }
            .matrix thead th.corner { text-align: left; padding: 2px 10px; }
            .matrix .upright { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: 400; margin: 0 auto 4px;
              color: var(--quiet); font-size: 0.9em; line-height: 1.2; text-align: left; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 10px 0; font-size: 0.93em; }
            dt { font-weight: 600; }
            dd { margin: 0; overflow-wrap: anywhere; }
            pre { background: var(--plot); border: 1px solid var(--rule); border-radius: 8px; padding: 12px 14px; margin: 8px 0;
              font: 0.87em/1.45 ui-monospace, monospace; overflow-x: auto; }
            ul.checks { list-style: none; padding: 0; margin: 10px 0; }
            ul.checks li { display: grid; grid-template-columns: 4.2em 1fr; gap: 2px 8px; padding: 5px 0;
              border-bottom: 1px solid var(--rule); break-inside: avoid; }
            ul.checks .measured { grid-column: 2; color: var(--quiet); font-size: 0.93em; }
            .passed { color: var(--good); font-weight: 600; }
            .failed { color: var(--bad); font-weight: 600; }
            details { margin: 8px 0; }
            summary { cursor: pointer; break-after: avoid; }
            footer { margin-top: 46px; padding-top: 10px; border-top: 1px solid var(--rule); font-size: 0.87em; color: var(--quiet); }
            @media (max-width: 640px) {
              main { padding: 18px 14px 40px; }
              dl { grid-template-columns: 1fr; gap: 0; }
              dd { margin-bottom: 8px; }
            }
            """;

    private static final String PRINT = """
              @page { margin: 14mm; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              body { font-size: 11px; }
              main { max-width: none; padding: 0; }
              th, td { padding: 3px 6px; }
              .matrix td { min-width: 28px; }
              .wide { overflow: visible; }
              .wide svg { min-width: 0; }
              .cards { grid-template-columns: repeat(4, 1fr); }
              pre { white-space: pre-wrap; }
              details::details-content { content-visibility: visible; height: auto; }
            """;

    private Page() {}

    /** A whole page. */
    static String html(String title, Markup body) {
        Markup page = new Markup()
                .open("html", "lang", "en")
                .open("head")
                .leaf("meta", "charset", "utf-8")
                .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .leaf("meta", "name", "color-scheme", "content", "light dark")
                .element("title", title)
                .element("style", style())
                .close("head")
                .open("body")
                .open("main")
                .add(body)
                .close("main")
                .close("body")
                .close("html");
        return "<!DOCTYPE html>\n" + page;
    }

    /**
     * No rule may hold a character that escaping changes: HTML does not undo escapes inside a style element.
     * Paper comes last, so that it is light even for readers with a dark setting.
     */
    private static String style() {
        return ":root { color-scheme: light dark; " + ChartStyle.LIGHT + "}\n"
                + "@media (prefers-color-scheme: dark) { :root { " + ChartStyle.DARK + "} }\n"
                + RULES
                + ChartStyle.RULES
                + ChartStyle.seriesRules()
                + "@media print { :root { color-scheme: light; " + ChartStyle.LIGHT + "--paper: #fff; }\n" + PRINT
                + "}\n";
    }
}
