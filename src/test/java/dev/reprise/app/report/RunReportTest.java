package dev.reprise.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RunReportTest {
    private static final ImaginedRun RUN =
            ImaginedRun.of("rehearsal", Curriculum.repeating(ImaginedRun.tasks(4), 3000, 2), 10, 0.9, 0);

    private final String html = RUN.report().html();
    private final Document page = Xml.parse(html);

    @Test
    void everyTaskHasACurveAndARow() {
        List<Element> charts = Xml.elements(page, "svg");
        List<TaskId> tasks = RUN.curriculum().tasks();
        List<String> rows =
                Xml.elements(page, "th").stream().map(Element::getTextContent).toList();
        for (int i = 0; i < tasks.size(); i++) {
            String name = tasks.get(i).name();
            assertTrue(charts.get(i).getAttribute("aria-label").contains(name));
            assertTrue(rows.contains(name));
        }
    }

    @Test
    void whatTheLearnerSaidOfItselfHasChartsWithThePhases() {
        List<Element> charts = Xml.elements(page, "svg");
        assertEquals(4 + 1, charts.size());
        Element last = charts.get(4);
        assertTrue(last.getTextContent().contains("criticLoss"));
        assertEquals(8 - 1, Xml.elements(last, "line", "boundary").size());
        assertEquals(1, Xml.elements(last, "path", "line").size());
    }

    @Test
    void aLearnerThatSaidNothingHasNoCharts() {
        String silent = new RunReport(
                        RUN.result(), RUN.curriculum(), RUN.points(), Diagnostics.NONE, "", "", Map.of(), "")
                .html();
        assertEquals(4, Xml.elements(Xml.parse(silent), "svg").size());
        assertFalse(silent.contains("Diagnostics"));
    }

    @Test
    void whereNoSuccessWasEverSeenReturnsAreDrawn() {
        assertFalse(html.contains("Returns over the run"));
        List<EvaluationPoint> without = RUN.points().stream()
                .map(point -> new EvaluationPoint(
                        point.step(),
                        point.phase(),
                        point.phaseStart(),
                        point.success().stream()
                                .map(rate -> rate.isNaN() ? rate : 0.0)
                                .toList(),
                        point.success()))
                .toList();
        String failed =
                new RunReport(RUN.result(), RUN.curriculum(), without, Diagnostics.NONE, "", "", Map.of(), "").html();
        assertTrue(failed.contains("Returns over the run"));
        List<Element> charts = Xml.elements(Xml.parse(failed), "svg");
        assertEquals(4 + 1, charts.size());
        for (TaskId task : RUN.curriculum().tasks()) {
            assertTrue(charts.get(4).getTextContent().contains(task.name()), "a line for " + task);
        }
    }

    @Test
    void theMatrixOutlinesEveryVisitAndTheOwnPhases() {
        assertEquals(4 * 8, Xml.elements(page, "td", "rate").size());
        assertEquals(4, Xml.elements(page, "td", "visit").size());
        assertEquals(4, Xml.elements(page, "td", "ownphase").size());
    }

    @Test
    void everyJumpStartHasItsRing() {
        assertEquals(8, Xml.elements(page, "circle", "dot").size());
    }

    @Test
    void headlineFiguresAreThoseOfTheResult() {
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains(Numbers.rate(RUN.result().performance())));
        assertTrue(text.contains("No single-task references: reprise bench runs them."));
        assertTrue(text.contains("./reprise run --config quickstart.yaml --set seed=0"));
        assertTrue(text.contains("9f3ac41e70d2"));
        assertTrue(text.contains("machine"));
    }

    @Test
    void whatUsersWroteIsEscaped() {
        assertFalse(html.contains("<policy>"));
        assertTrue(html.contains("&lt;policy&gt; &amp; &quot;experience&quot;"));
        assertEquals("a�b", Markup.escape("a\u0007b"));
    }

    @Test
    void thePageNeedsNothingElse() {
        for (String outside : List.of("<script", "<link", "<img", "src=", "href=", "url(", "@import")) {
            assertFalse(html.contains(outside), outside);
        }
    }

    /** HTML does not undo escapes in a style element, so a rule with one would be lost in browsers alone. */
    @Test
    void theStyleSheetNeedsNoEscapes() {
        int from = html.indexOf("<style>");
        assertFalse(html.substring(from, html.indexOf("</style>")).contains("&"));
        assertTrue(html.contains("prefers-color-scheme: dark"));
    }

    @Test
    void aRunOfOneTaskInOnePhaseHasAPageToo() {
        ImaginedRun single = ImaginedRun.of("fine-tuning", Curriculum.parallel(ImaginedRun.tasks(1), 500), 3, 0, 1);
        Document small = Xml.parse(single.report().html());
        assertEquals(1 + 1, Xml.elements(small, "svg").size());
        assertTrue(small.getDocumentElement().getTextContent().contains("1 task in 1 phase"));
    }

    @Test
    void durationsReadWell() {
        assertEquals("48 s", PageParts.duration(48.2));
        assertEquals("12 min 5 s", PageParts.duration(725));
        assertEquals("3 h 20 min", PageParts.duration(12_000));
    }
}
