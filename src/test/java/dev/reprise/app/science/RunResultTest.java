package dev.reprise.app.science;

import static dev.reprise.app.science.RunScript.curriculum;
import static dev.reprise.app.science.RunScript.row;
import static dev.reprise.app.science.RunScript.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunResultTest {
    private static RunResult result() {
        ContinualMetrics metrics = new RunScript(curriculum("a", "b", "a"))
                .start(0, 0, Double.NaN)
                .inside(0, rows(2, 0.9, 0))
                .inside(1, rows(2, 0.5, 0.7))
                .start(2, 0.45, Double.NaN)
                .inside(2, row(1, 0.5), row(1, 0.5))
                .metrics();
        return RunResult.of(
                "planar",
                "an arm",
                "rehearsal",
                7,
                metrics,
                new RunResult.Cost(300, 250, 1.5),
                "cafe",
                "0.1.0",
                "beef");
    }

    @Test
    void jsonHasTheAgreedFieldsAndNullsForWhatDoesNotExist() {
        JsonNode json = JsonMapper.shared().valueToTree(result());
        assertEquals(
                List.of(
                        "suite",
                        "suiteDescription",
                        "method",
                        "seed",
                        "performance",
                        "forgetting",
                        "forwardTransfer",
                        "tasks",
                        "envSteps",
                        "gradientSteps",
                        "wallSeconds",
                        "stepsPerSecond",
                        "configHash",
                        "version",
                        "commit"),
                List.copyOf(json.propertyNames()));
        JsonNode visits = json.get("tasks").get(0).get("visits");
        assertEquals(
                List.of("visit", "start", "end", "jumpStart", "tail", "retention", "savings", "forwardTransfer"),
                List.copyOf(visits.get(0).propertyNames()));
        assertEquals("a", json.get("tasks").get(0).get("task").asString());
        assertTrue(json.get("forwardTransfer").isNull());
        assertTrue(visits.get(0).get("retention").isNull());
        assertEquals(0.5, visits.get(1).get("retention").asDouble(), 1e-12);
        assertEquals(200, json.get("stepsPerSecond").asDouble(), 1e-12);
    }

    @Test
    void jsonReadsBackAsTheSameResult() {
        String json = JsonMapper.shared().writeValueAsString(result());
        assertEquals(result(), JsonMapper.shared().readValue(json, RunResult.class));
    }

    @Test
    void resultsOfBeforeTheSuitesDescriptionWasKeptAreRead() {
        String json = JsonMapper.shared().writeValueAsString(result());
        String before = json.replace("\"suiteDescription\":\"an arm\",", "");
        assertNotEquals(json, before);
        assertNull(JsonMapper.shared().readValue(before, RunResult.class).suiteDescription());
    }

    @Test
    void whatIsNotANumberIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new RunResult.Visit(1, 0, 100, Double.NaN, 1.0, null, null, null));
    }
}
