package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferStudyTest {
    private static final String TASKS = "curriculum.tasks=[reach-north-east, reach-north-west, reach-south-east]";

    @TempDir
    Path folder;

    private String study(Path into) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Bench.Verdict verdict = new TransferStudy(
                        List.of(SmallRun.config(TASKS, "seed=910"), SmallRun.config(TASKS, "seed=911")),
                        into,
                        KeptRuns.in(folder.resolve("kept")))
                .run(1, "test", new PrintStream(bytes, true, StandardCharsets.UTF_8), Progress.NONE, () -> false);
        assertEquals(Bench.Verdict.PASSED, verdict);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyOrderedPairIsMeasuredOnceAndAnOrderCanBeTakenFromIt() throws IOException {
        study(folder.resolve("first"));
        assertEquals(
                1 + 6, Files.readAllLines(folder.resolve("first/transfer.csv")).size());
        String svg = Files.readString(folder.resolve("first/transfer.svg"));
        assertTrue(svg.contains("rotate(-90)") && svg.contains("<svg"), svg);
        Path json = folder.resolve("first/transfer.json");
        for (String order : List.of("easy-first", "by-transfer")) {
            Configs.Resolved resolved =
                    SmallRun.config(TASKS, "curriculum.order=" + order, "curriculum.orderFrom=" + json);
            assertEquals(
                    ExperimentConfig.Order.GIVEN, resolved.config().curriculum().order());
            assertEquals(
                    3, resolved.config().curriculumOf(resolved.suite()).tasks().size());
        }
        String unknown = refusal(
                "curriculum.order=easy-first",
                "curriculum.orderFrom=" + json,
                "curriculum.tasks=[reach-south-west, reach-north-east]");
        assertTrue(unknown.contains("does not know task 'reach-south-west'"), unknown);

        String again = study(folder.resolve("second"));
        assertTrue(again.contains("18 of 18 runs stand already"), again);
        assertEquals(Files.readString(json), Files.readString(folder.resolve("second/transfer.json")));
    }

    @Test
    void aRandomOrderIsWrittenDownAsAGivenOne() {
        Configs.Resolved resolved = SmallRun.config("curriculum.order=random", "curriculum.orderSeed=3");
        assertEquals(
                ExperimentConfig.Order.GIVEN, resolved.config().curriculum().order());
        String tasks = String.valueOf(resolved.config().curriculum().tasks());
        assertEquals(
                resolved.hash(), SmallRun.config("curriculum.tasks=" + tasks).hash());
    }

    @Test
    void ordersWithoutWhatTheyNeedAreRefused() {
        assertTrue(refusal("curriculum.order=easy-first").contains("orderFrom must name a transfer.json"));
        assertTrue(refusal("curriculum.order=by-transfer", "curriculum.orderFrom=nowhere.json")
                .contains("nowhere.json is no transfer.json"));
        assertTrue(refusal("curriculum={kind: mixed, order: random, phases: [{tasks: [reach-north-east]}]}")
                .contains("order must be given with kind mixed"));
    }

    private static String refusal(String... settings) {
        return String.valueOf(assertThrows(UserException.class, () -> SmallRun.config(settings))
                .getMessage());
    }
}
