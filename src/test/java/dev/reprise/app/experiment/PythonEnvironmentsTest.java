package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose environments are Python's. */
class PythonEnvironmentsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void python() {
        if (System.getProperty("reprise.python") == null) {
            String reason = "no Python with the package reprise-gym was named: -Dreprise.python=PATH";
            if (Boolean.getBoolean("reprise.require.all")) {
                fail(reason);
            }
            abort(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suite=gym/reprise_gym.echo:suite", "suite=gym/Pendulum-v1"})
    void aRunTakenUpAnywhereEndsWithTheSameBits(String suite) throws IOException {
        CutRun.assertSameBits(SmallRun.config(suite), suite, folder);
    }

    /** Learning on the real Meta-World; that its environments repeat to the bit is its contract's matter. */
    @Test
    @Tag("long")
    void aRunOnMetaworldTakenUpAnywhereEndsWithTheSameBits() throws IOException {
        String suite = "suite=metaworld/mt1-button-press";
        CutRun.assertSameBits(SmallRun.config(suite, "curriculum.steps=60"), suite, folder);
    }

    @Test
    void anEpisodeThatCannotBeRepeatedIsBegunAnew() throws IOException {
        Configs.Resolved config = SmallRun.config("suite=gym/reprise_gym.echo:unseeded");
        List<String> log = new ArrayList<>();
        SmallRun.Archive archive = new SmallRun.Archive();
        TrainLoop loop = SmallRun.loop(config, log);
        for (int i = 0; i < 50; i++) {
            loop.advance();
        }
        loop = CutRun.reopened(config, loop, archive, log, folder);
        while (!loop.done()) {
            loop.advance();
        }
        assertEquals(240, loop.step());
        loop.close();
    }

    @Test
    void othersTransitionsAreGapsAndTheRunGoesOn() {
        Configs.Resolved config = SmallRun.config(
                "suite=gym/reprise_gym.echo:suite", "curriculum.kind=parallel", "agent.replay.sharing=all");
        List<String> log = new ArrayList<>();
        try (TrainLoop loop = SmallRun.loop(config, log)) {
            while (!loop.done()) {
                loop.advance();
            }
        }
        assertTrue(
                log.stream().anyMatch(line -> line.contains(", gaps ") && !line.endsWith(", gaps 0")),
                "rows of the other task have no label");
    }
}
