package dev.reprise.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgChartTest {
    private static SvgChart chart(List<ChartSpan> spans, List<ChartSeries> series) {
        return new SvgChart(
                "a <title> & more",
                "heading",
                100,
                ChartAxis.steps(24_000),
                ChartAxis.success(2),
                spans,
                series,
                List.of(new ChartDot(3000, 0.5, "visit 1 starts at 0.50")));
    }

    private static ChartSeries line(String name, double... rates) {
        List<ChartSeries.Point> points = new ArrayList<>();
        for (double rate : rates) {
            points.add(ChartSeries.Point.of(1000.0 * (points.size() + 1), rate));
        }
        return new ChartSeries(name, points);
    }

    private static List<String> texts(Document svg, String kind) {
        return Xml.elements(svg, "text", kind).stream()
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void textIsEscapedAndTheTitleComesFirstForScreenReaders() {
        Document svg = Xml.parse(chart(List.of(), List.of(line("", 0, 1))).svg());
        assertEquals("title", svg.getDocumentElement().getFirstChild().getNodeName());
        assertEquals(
                "a <title> & more", svg.getDocumentElement().getFirstChild().getTextContent());
        assertEquals("img", svg.getDocumentElement().getAttribute("role"));
    }

    @Test
    void theSameInputGivesTheSameText() {
        SvgChart chart = chart(List.of(), List.of(line("a", 0, 0.5), line("b", 1, 0.5)));
        assertEquals(chart.svg(), chart.svg());
    }

    @Test
    void missingValuesBreakTheLine() {
        Document svg = Xml.parse(
                chart(List.of(), List.of(line("", 0, 0.5, Double.NaN, 1, 1))).svg());
        String path = Xml.elements(svg, "path", "line").get(0).getAttribute("d");
        assertEquals(2, path.chars().filter(c -> c == 'M').count());
        assertFalse(path.contains("NaN"));
    }

    @Test
    void bandsAreClosedAreasBehindTheirLines() {
        ChartSeries band = new ChartSeries(
                "a", List.of(new ChartSeries.Point(0, 0.5, 0.4, 0.6), new ChartSeries.Point(1000, 0.5, 0.3, 0.7)));
        String svg = chart(List.of(), List.of(band)).svg();
        String path = Xml.elements(Xml.parse(svg), "path", "band").get(0).getAttribute("d");
        assertTrue(Pattern.matches("M[^ML]+ [^ML]+(L[^ML]+ [^ML]+){3}Z", path), path);
        assertTrue(svg.indexOf("band s0") < svg.indexOf("line s0"));
    }

    @Test
    void namesOfLinesThatEndTogetherAreKeptApart() {
        List<ChartSeries> series = List.of(line("a", 0.5), line("b", 0.5), line("c", 0.5), line("d", 0.5));
        Document svg = Xml.parse(chart(List.of(), series).svg());
        List<Double> heights = Xml.elements(svg, "text", "name").stream()
                .map(name -> Double.valueOf(name.getAttribute("y")))
                .sorted()
                .toList();
        assertEquals(4, heights.size());
        for (int i = 1; i < heights.size(); i++) {
            assertTrue(heights.get(i) - heights.get(i - 1) >= 14, heights.toString());
        }
    }

    @Test
    void phasesAreNamedWhereNamesFitAndNumberedWhereNot() {
        Curriculum few = Curriculum.repeating(ImaginedRun.tasks(2), 12_000, 1);
        List<ChartSpan> spans = ChartSpan.phases(few, few.tasks().get(0));
        Document svg = Xml.parse(chart(spans, List.of()).svg());
        assertTrue(texts(svg, "middle").contains("reach-north-east #1"));
        assertEquals(1, Xml.elements(svg, "rect", "own").size());
        assertEquals(1, Xml.elements(svg, "line", "boundary").size());

        Curriculum many = Curriculum.repeating(ImaginedRun.tasks(8), 1_500, 2);
        svg = Xml.parse(chart(ChartSpan.phases(many, null), List.of()).svg());
        assertFalse(texts(svg, "middle").contains("reach-north-east #1"));
        assertTrue(texts(svg, "middle").containsAll(List.of("1", "9", "16")));
    }

    @Test
    void numbersOfVeryManyPhasesDoNotTouch() {
        Curriculum curriculum = Curriculum.repeating(ImaginedRun.tasks(8), 100, 30);
        Document svg =
                Xml.parse(chart(ChartSpan.phases(curriculum, null), List.of()).svg());
        List<Double> places = Xml.elements(svg, "text", "middle").stream()
                .filter(text -> text.getAttribute("y").equals(headRow(svg)))
                .map(text -> Double.valueOf(text.getAttribute("x")))
                .toList();
        assertTrue(places.size() > 5);
        for (int i = 1; i < places.size(); i++) {
            assertTrue(places.get(i) - places.get(i - 1) > 3 * 6.6);
        }
    }

    private static String headRow(Document svg) {
        return Xml.elements(svg, "text", "middle").stream()
                .map(text -> text.getAttribute("y"))
                .min((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
                .orElseThrow();
    }

    @Test
    void aChartInAFileOfItsOwnBringsItsColours() {
        String svg = chart(List.of(), List.of(line("", 1))).standaloneSvg();
        assertTrue(
                Xml.elements(Xml.parse(svg), "style").get(0).getTextContent().contains("prefers-color-scheme: dark"));
    }

    @Test
    void axesHaveRoundTicks() {
        assertEquals(
                List.of("0", "5k", "10k", "15k", "20k"),
                ChartAxis.steps(24_000).ticks().stream()
                        .map(ChartAxis.Tick::label)
                        .toList());
        assertEquals("2.5M", Numbers.brief(2_500_000, 500_000));
        assertEquals(
                7,
                ChartAxis.steps(7).ticks().stream()
                        .mapToDouble(ChartAxis.Tick::value)
                        .max()
                        .orElse(0));
        assertThrows(IllegalArgumentException.class, () -> new ChartAxis("", 1, 1, List.of()));
    }

    @Test
    void ticksOfSmallAndOfConstantFiguresAreToldApart() {
        assertEquals(List.of("0", "0.005", "0.01", "0.015", "0.02"), labels(0.001, 0.0172));
        assertEquals(List.of("1k", "1.001k", "1.002k", "1.003k", "1.004k"), labels(1000.5, 1003.9));
        assertEquals(List.of("0", "0.5"), labels(0, 0));
        assertEquals(List.of("-3", "-2"), labels(-3, -3));
    }

    private static List<String> labels(double least, double most) {
        return ChartAxis.of("", List.of(least, most)).ticks().stream()
                .map(ChartAxis.Tick::label)
                .toList();
    }
}
