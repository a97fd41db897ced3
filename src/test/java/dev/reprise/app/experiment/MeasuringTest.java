package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.app.science.SingleTaskReferences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of gradients and networks is not seen by what is learnt. */
class MeasuringTest {
    private static float[] learnt(int interval) {
        try (TrainLoop loop =
                SmallRun.loop(SmallRun.config("agent.balance.measureInterval=" + interval), new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            return loop.agent().snapshot().parameters().values().clone();
        }
    }

    @Test
    void aRunEndsWithTheSameBitsHoweverOftenItIsMeasured() {
        float[] never = learnt(0);
        assertArrayEquals(never, learnt(1));
        assertArrayEquals(never, learnt(7));
    }

    @Test
    void tasksThatLearnTogetherAreComparedAndFilesTellIt(@TempDir Path folder) throws IOException {
        Configs.Resolved config = SmallRun.config("curriculum.kind=parallel", "agent.balance.measureInterval=1");
        Path run = folder.resolve("run");
        try (RunFolder inside = RunFolder.create(run)) {
            new Run(config, inside).train("test", SingleTaskReferences.none(), Progress.NONE, () -> false);
        }
        List<String> updates = Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("\"kind\":\"update\""))
                .toList();
        String last = updates.get(updates.size() - 1);
        for (String network : List.of("critic", "policy")) {
            assertTrue(Math.abs(number(last, network + "TaskCosine")) <= 1, last);
            assertTrue(number(last, network + "TaskRatio") >= 1, last);
            try (Stream<Path> files = Files.list(run)) {
                Path events = files.filter(file -> file.getFileName().toString().startsWith("events."))
                        .findFirst()
                        .orElseThrow();
                String bytes = Files.readString(events, StandardCharsets.ISO_8859_1);
                assertTrue(bytes.contains("gradients/" + network + "TaskRatio"));
            }
        }
    }

    private static double number(String line, String field) {
        Matcher found = Pattern.compile("\"" + field + "\":([^,}]*)").matcher(line);
        assertTrue(found.find(), line);
        return Double.parseDouble(found.group(1));
    }

    @Test
    void aReportIsMadeOfItsFiguresAgain() {
        double[] figures = IntStream.range(0, 26).mapToDouble(i -> i).toArray();
        assertArrayEquals(figures, UpdateReport.of(figures).figures());
    }

    @Test
    void rehearsalIsComparedWithWhatIsNewAndNetworksAreLookedAt() {
        try (TrainLoop loop = SmallRun.loop(SmallRun.config("agent.balance.measureInterval=5"), new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            UpdateReport report = Objects.requireNonNull(loop.agent().learn());
            assertTrue(Math.abs(report.policyAgreement().rehearsalCosine()) <= 1);
            assertTrue(report.policyAgreement().rehearsalRatio() > 0);
            assertTrue(Math.abs(report.criticAgreement().rehearsalCosine()) <= 1);
            assertEquals(Double.NaN, report.policyAgreement().taskCosine(), "one task at a time");
            assertEquals(Double.NaN, report.policyAgreement().taskRatio());
            assertTrue(report.policyPlasticity().rank() >= 1
                    && report.policyPlasticity().norm() > 0);
            assertTrue(report.criticPlasticity().dormant() >= 0
                    && report.criticPlasticity().dormant() < 1);
        }
    }
}
