package dev.reprise.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.app.science.VisitSummary;
import dev.reprise.envs.task.Curriculum;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class BenchReportTest {
    private static final BenchReport BENCH = ImaginedRun.bench(3, 3, 2, "rehearsal", "packnet", "fine-tuning");

    private final String html = BENCH.html();
    private final Document page = Xml.parse(html);

    @Test
    void everyGroupHasChartsOfTheMeanOfEachTaskAndOfDiagnosticsWithEveryMethod() {
        int charts = 2 * (1 + 3 + 1);
        assertEquals(charts, Xml.elements(page, "svg").size());
        List<String> names = Xml.elements(page, "text", "name").stream()
                .map(Element::getTextContent)
                .toList();
        assertEquals(charts * 3, names.size());
        assertEquals(List.of("rehearsal", "packnet", "fine-tuning"), names.subList(0, 3));
        int withBands = 2 * (1 + 3);
        assertEquals(withBands * 3, Xml.elements(page, "path", "band").size());
    }

    @Test
    void everyChartShowsThePhasesSoThatVisitsCanBeReadOff() {
        int phases = 3 * 2;
        for (Element chart : Xml.elements(page, "svg")) {
            assertEquals(phases - 1, Xml.elements(chart, "line", "boundary").size(), chart.getAttribute("aria-label"));
        }
    }

    @Test
    void groupsAreSetAgainstMethodsAndAgentsOfTheirOwnStandBeside() {
        assertTrue(html.contains("Groups against methods"));
        assertTrue(html.contains(Term.ALONE.title()));
        assertTrue(html.contains("1 still to be done"));
    }

    @Test
    void whatWasMeasuredOnIsSaidOnceForAllRuns() {
        String text = page.getDocumentElement().getTextContent();
        assertEquals(2, text.split("planar-hard: an imagined arm", -1).length);
    }

    @Test
    void everyTaskIsNamed() {
        String text = page.getDocumentElement().getTextContent();
        BENCH.groups()
                .get(0)
                .methods()
                .get(0)
                .curriculum()
                .tasks()
                .forEach(task -> assertTrue(text.contains(task.name())));
    }

    @Test
    void checksSayWhatWasMeasured() {
        assertEquals(1, Xml.elements(page, "span", "passed").size());
        assertEquals(1, Xml.elements(page, "span", "failed").size());
        assertTrue(html.contains("Checks: 1 of 2 passed"));
        assertTrue(html.contains("0.46 [0.44, 0.48]"));
    }

    @Test
    void titlesAreEscapedAndThePageNeedsNothingElse() {
        assertTrue(html.contains("keeping &amp; returning &lt;planar&gt;"));
        for (String outside : List.of("<script", "<link", "<img", "src=", "href=", "url(", "@import")) {
            assertFalse(html.contains(outside), outside);
        }
    }

    @Test
    void figuresCarryIntervals() {
        MeasuredMethod method = MeasuredMethod.all(BENCH.groups().get(0)).get(0);
        assertTrue(html.contains(Numbers.bounds(method.summary().performance(), false)));
        Interval steps = VisitSummary.of(2, method.metrics()).stepsTo80();
        assertTrue(html.contains(Numbers.bounds(Objects.requireNonNull(steps), true)), "of visits");
    }

    @Test
    void methodsWithDifferentPhasesShareAChartWithoutPhases() {
        ImaginedRun joint = ImaginedRun.of("joint", Curriculum.parallel(ImaginedRun.tasks(3), 18_000), 60, 0, 0);
        BenchReport.Method parallel = new BenchReport.Method(
                "joint",
                joint.curriculum(),
                List.of(new BenchReport.Run(joint.result(), joint.points(), Diagnostics.NONE)),
                SingleTaskReferences.none());
        BenchReport.Method sequential = BENCH.groups().get(0).methods().get(0);
        BenchReport.Group group = new BenchReport.Group("both", List.of(sequential, parallel));
        Document svg = Xml.parse(BenchReport.chartSvg(group));
        assertEquals(0, Xml.elements(svg, "line", "boundary").size());
        assertEquals(2, Xml.elements(svg, "text", "name").size());
    }
}
