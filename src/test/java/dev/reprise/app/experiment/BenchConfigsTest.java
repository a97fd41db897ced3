package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.InstalledPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches that come with Reprise. */
class BenchConfigsTest {
    private static final Path FOLDER = Path.of("../configs/bench");

    @TempDir
    Path folder;

    /** A bench file as the repository's root sees it. */
    private BenchConfig read(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".yaml"));
        Path file = Files.writeString(
                folder.resolve(name + ".yaml"), text.replace("orderFrom: benchmarks", "orderFrom: ../benchmarks"));
        return BenchConfig.read(file, BenchConfig.Overrides.NONE);
    }

    private static Set<String> references(BenchConfig bench) {
        return bench.references().stream().map(Configs.Resolved::hash).collect(Collectors.toSet());
    }

    @Test
    void everyBenchWithoutPythonCanBeRun() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).replace(".yaml", "");
                if (!Files.readString(file).contains("suite: metaworld")) {
                    BenchConfig bench = read(name);
                    assertEquals(name, bench.name());
                    assertFalse(bench.runs().isEmpty());
                }
            }
        }
    }

    @Test
    @Tag("long")
    void theBenchesOnMetaworldCanBeRun() throws IOException {
        InstalledPython.needed();
        BenchConfig bench = read("cw10");
        assertEquals(3 * 2, bench.runs().size(), "methods and seeds");
        assertEquals(10 * 2, bench.references().size(), "tasks and seeds");
        assertEquals(3 * 3, read("metaworld-mt1").runs().size(), "tasks and seeds");
    }

    @Test
    void theLongBenchesOfTheWorkbenchShareTheirReferencesAndKeepTheirRuns() throws IOException {
        BenchConfig w10 = read("workbench-w10");
        assertEquals(30, w10.references().size());
        for (String other : new String[] {"workbench-w20", "workbench-w10-sharing"}) {
            assertTrue(references(w10).containsAll(references(read(other))), other);
        }
        Set<String> ownOfMt10 = references(read("workbench-mt10"));
        ownOfMt10.removeAll(references(w10));
        assertEquals(2 * 2, ownOfMt10.size(), "push and pick-place, which have fewer steps there, two seeds");
        for (String kept : new String[] {"workbench-w4", "workbench-w10", "workbench-w20", "workbench-mt10"}) {
            assertEquals(Path.of("benchmarks/results/runs"), read(kept).results());
        }
        Set<String> runs = w10.runs().stream().map(run -> run.config().hash()).collect(Collectors.toSet());
        assertEquals(
                3,
                read("workbench-w10-sharing").runs().stream()
                        .filter(run -> runs.contains(run.config().hash()))
                        .count());
    }

    @Test
    void jointRunsAreComparedWithAgentsOfAsMuchData() throws IOException {
        BenchConfig joint = read("planar-joint");
        assertTrue(joint.references().stream()
                .allMatch(run -> run.config().curriculum().steps() == 3000));
        assertEquals(6 * 5, joint.references().size(), "six different tasks, five seeds");
    }
}
