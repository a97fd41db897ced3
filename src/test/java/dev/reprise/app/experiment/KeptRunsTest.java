package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.science.SingleTaskReferences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunsTest {
    @TempDir
    Path folder;

    private Path bench(String... lines) throws IOException {
        Path file = folder.resolve("b.yaml");
        List<String> all = new ArrayList<>(List.of(
                "name: small",
                "title: Small",
                "seeds: 0..1",
                "references: false",
                "results: '" + folder.resolve("kept") + "'",
                "require: []",
                "groups: {easy: {settings: {suite: planar/easy, curriculum: {tasks: [reach-north-east, reach-north-west],"
                        + " times: 1}}}}",
                "methods: {rehearsal: {}}"));
        all.addAll(List.of(lines));
        return Files.write(file, all);
    }

    private String run(Path file, Path into) {
        return run(file, into, Bench.Verdict.PASSED);
    }

    private String run(Path file, Path into, Bench.Verdict expected) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BenchConfig config = BenchConfig.read(file, new BenchConfig.Overrides(null, SmallRun.SETTINGS, null));
        Bench.Verdict verdict = new Bench(config, into)
                .run(1, "test", new PrintStream(bytes, true, StandardCharsets.UTF_8), Progress.NONE, () -> false);
        assertEquals(expected, verdict, bytes.toString(StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aBenchElsewhereFindsTheRunsAndMakesTheSameReportOfThem() throws IOException {
        Path file = bench();
        assertFalse(run(file, folder.resolve("first")).contains("stand already"));
        assertTrue(run(file, folder.resolve("second")).contains("2 of 2 runs stand already"));
        assertFalse(Files.exists(folder.resolve("second/easy")), "nothing ran there");
        assertEquals(
                Files.readString(folder.resolve("first/summary.md")),
                Files.readString(folder.resolve("second/summary.md")));
        assertEquals(
                Files.readString(folder.resolve("first/report.html")),
                Files.readString(folder.resolve("second/report.html")));
    }

    @Test
    void aKeptRunIsSmallAndSaysAllThatItsFolderSays() throws IOException {
        run(bench(), folder.resolve("first"));
        Path ran = folder.resolve("first/easy/rehearsal/seed-0");
        Configs.Resolved config = Configs.readResolved(ran);
        Path kept = KeptRuns.in(folder.resolve("kept")).find(config.config());
        assertNotNull(kept);
        try (Stream<Path> files = Files.list(kept)) {
            assertEquals(
                    List.of("config.resolved.yaml", "curves.json", "result.json"),
                    files.map(Path::getFileName).map(Path::toString).sorted().toList());
        }
        Outcome outcome = Results.outcome(kept);
        Outcome whole = Results.outcome(ran);
        assertEquals(whole.result(), outcome.result());
        for (int i = 0; i < whole.points().size(); i++) {
            assertEquals(
                    whole.points().get(i).success(), outcome.points().get(i).success());
        }
        assertEquals(whole.diagnostics().steps(), outcome.diagnostics().steps());
        assertEquals(
                whole.diagnostics().figures().keySet(),
                outcome.diagnostics().figures().keySet());
    }

    @Test
    void anotherConfigurationIsAnotherRunAndOverwritesNothing() throws IOException {
        run(bench(), folder.resolve("first"));
        run(bench("base: {agent: {discount: 0.8}}"), folder.resolve("first"));
        KeptRuns kept = KeptRuns.in(folder.resolve("kept"));
        ExperimentConfig now = Configs.readConfig(folder.resolve("first/easy/rehearsal/seed-0"));
        assertEquals(0.8, now.agent().discount());
        assertEquals(2, kept.seeds(now).size());
        assertTrue(run(bench(), folder.resolve("second")).contains("2 of 2 runs stand already"));
    }

    @Test
    void aRunOfBeforeASettingExistedIsFound() throws IOException {
        run(bench(), folder.resolve("first"));
        ExperimentConfig config = Configs.readConfig(folder.resolve("first/easy/rehearsal/seed-1"));
        Path kept = Objects.requireNonNull(KeptRuns.in(folder.resolve("kept")).find(config));
        Path file = kept.resolve("config.resolved.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^  packNet:\\n(    .*\\n)*", ""));
        assertNotNull(KeptRuns.in(folder.resolve("kept")).find(config));
    }

    @Test
    void whatIsBeingWrittenIsNoRunYetAndWhatOthersHaveKeptSinceIsSeen() throws IOException {
        run(bench(), folder.resolve("first"));
        ExperimentConfig config = Configs.readConfig(folder.resolve("first/easy/rehearsal/seed-1"));
        Path kept = Objects.requireNonNull(KeptRuns.in(folder.resolve("kept")).find(config));
        Path writing = kept.resolveSibling(".writing-1");
        Files.move(kept, writing);
        Files.writeString(writing.resolve("result.json"), "{");
        KeptRuns meanwhile = KeptRuns.in(folder.resolve("kept"));
        assertNull(meanwhile.find(config));
        Files.move(writing, kept);
        assertEquals(kept, meanwhile.find(config));
    }

    @Test
    void whatWasMadeWithChangesThatNobodyCanLookUpIsNotKept() throws IOException {
        Path file = bench();
        Files.writeString(file, Files.readString(file).replace("seeds: 0..1", "seeds: 0"));
        run(file, folder.resolve("first"));
        Path ran = folder.resolve("first/easy/rehearsal/seed-0");
        Files.writeString(
                ran.resolve("result.json"),
                Files.readString(ran.resolve("result.json"))
                        .replaceAll("\"commit\"\\s*:\\s*(null|\"[^\"]*\")", "\"commit\": \"0123abc-dirty\""));
        assertEquals("0123abc-dirty", Results.result(ran).commit());
        KeptRuns elsewhere = KeptRuns.in(folder.resolve("elsewhere"));
        Configs.Resolved config = Configs.readResolved(ran);
        elsewhere.keep(config, ran);
        assertNull(elsewhere.find(config.config()));
    }

    @Test
    void aBenchUsesItsOwnReferencesAlone() throws IOException {
        Path file = bench();
        Files.writeString(file, Files.readString(file).replace("references: false", "references: true"));
        run(file, folder.resolve("first"));
        assertTrue(Files.readString(folder.resolve("first/summary.md")).contains("agents of their own"));
        run(bench(), folder.resolve("second"));
        assertFalse(Files.readString(folder.resolve("second/summary.md")).contains("agents of their own"));
    }

    @Test
    void aRunThatAnotherProcessIsAtIsWaitedFor() throws Exception {
        Path file = bench();
        Path busy = Files.createDirectories(folder.resolve("first/easy/rehearsal/seed-0"));
        RunFolder other = RunFolder.lockAny(busy);
        CompletableFuture<String> bench = CompletableFuture.supplyAsync(() -> run(file, folder.resolve("first")));
        assertThrows(TimeoutException.class, () -> bench.get(3, TimeUnit.SECONDS));
        other.close();
        bench.get(120, TimeUnit.SECONDS);
        assertTrue(Results.finished(busy));
    }

    @Test
    void referencesAreKeptAndFoundByEverySeed() throws IOException {
        Path file = bench();
        Files.writeString(file, Files.readString(file).replace("references: false", "references: true"));
        run(file, folder.resolve("first"));
        Configs.Resolved run = Configs.readResolved(folder.resolve("first/easy/rehearsal/seed-1"));
        KeptRuns kept = KeptRuns.in(folder.resolve("kept"));
        List<Configs.Resolved> references = References.of(run, true);
        assertEquals(2, references.size());
        references.forEach(reference ->
                assertEquals(Set.of(0L, 1L), kept.seeds(reference.config()).keySet()));
        // Others' references of the same tasks may lie in the working directory's runs as well.
        SingleTaskReferences found = References.cached(run, kept);
        run.config()
                .curriculumOf(run.suite())
                .tasks()
                .forEach(task -> assertTrue(found.aucs(task, 120).size() >= 2));
        assertNull(KeptRuns.none().find(run.config()));
    }

    @Test
    void aRequirementThatFailsIsTheVerdictOfABenchWhoseRunsHaveAllFinished() throws IOException {
        Path file = bench();
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "require: []",
                                "require: [easy/rehearsal.performance >= 0, easy/rehearsal.performance > 1]"));
        String said = run(file, folder.resolve("first"), Bench.Verdict.REQUIREMENT_FAILED);
        assertTrue(said.contains("holds   easy/rehearsal.performance >= 0"), said);
        assertTrue(said.contains("FAILS   easy/rehearsal.performance > 1"), said);
        assertTrue(Files.readString(folder.resolve("first/report.html")).contains("Checks: 1 of 2 passed"));
    }

    @Test
    void aRunThatFailsOnceIsTriedAgainAndAMatrixWithAHoleIsReported() throws IOException {
        Path file = bench();
        Path into = folder.resolve("first");
        Path run = Files.createDirectories(into.resolve("easy/rehearsal/seed-0"));
        // A folder where a file has to be: no run can write its metrics here.
        Files.createDirectories(run.resolve("metrics.jsonl/inside"));
        Files.writeString(
                run.resolve("config.resolved.yaml"),
                BenchConfig.read(file, new BenchConfig.Overrides(null, SmallRun.SETTINGS, null))
                        .runs()
                        .get(0)
                        .config()
                        .tree()
                        .toYaml());
        String said = run(file, into, Bench.Verdict.RUN_FAILED);
        assertTrue(said.contains("tried again: easy/rehearsal seed 0"), said);
        assertTrue(said.contains("failed: easy/rehearsal seed 0"), said);
        assertTrue(Files.readString(into.resolve("report.html")).contains("1 still to be done"));
    }
}
