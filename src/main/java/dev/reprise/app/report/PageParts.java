package dev.reprise.app.report;

import java.util.Map;

/** Parts that both pages share: cards with a headline figure, facts, duration, footer. */
final class PageParts {
    private PageParts() {}

    /** One headline figure with its sentence; {@code kind} is "value" for a number, "words" for a sentence instead. */
    static Markup card(Term term, String value, String kind) {
        return new Markup()
                .open("div", "class", "card")
                .element("div", term.title())
                .element("div", value, "class", kind)
                .element("p", term.sentence())
                .close("div");
    }

    static Markup facts(Map<String, String> facts) {
        Markup list = new Markup().open("dl");
        facts.forEach((name, value) -> list.element("dt", name).element("dd", value));
        return list.close("dl");
    }

    static Markup footer(String version) {
        return new Markup()
                .element(
                        "footer",
                        "Reprise " + version
                                + ". Performance, forgetting and forward transfer as in Wołczyk et al. 2021,"
                                + " Continual World (arXiv 2105.10919); the figures of returns are Reprise's own.");
    }

    /** 1 task, 2 tasks. */
    static String counted(long number, String thing) {
        return Numbers.count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** 48 s, 12 min 5 s, 3 h 20 min. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
