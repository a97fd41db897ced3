package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
import dev.reprise.app.InstalledPython;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.TaskSuite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose environments are Python's. */
class PythonEnvironmentsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void python() {
        InstalledPython.needed();
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
    void aRunOfSeveralLanesTakenUpAnywhereEndsWithTheSameBits() throws IOException {
        String suite = "suite=gym/reprise_gym.echo:suite";
        CutRun.assertSameBits(SmallRun.config(suite, "environment.lanes=2"), "two lanes", folder);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void anEpisodeThatCannotBeRepeatedIsBegunAnew() throws IOException {
        List<Configs.Resolved> resolved = new ArrayList<>();
        String said = said(() -> resolved.add(SmallRun.config("suite=gym/reprise_gym.echo:unseeded")));
        assertTrue(said.contains("a resumed run begins anew where one was running"), said);
        Configs.Resolved config = resolved.get(0);
        List<String> log = new ArrayList<>();
        TrainLoop loop = SmallRun.loop(config, log);
        for (int i = 0; i < 50; i++) {
            loop.advance();
        }
        long cut = loop.step();
        loop = CutRun.reopened(config, loop, new SmallRun.Archive(), log, folder);
        assertNewEpisodeFollows(loop, cut, log);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void anEpisodeThatComesOutElsewhereIsSaidAndBegunAnew() {
        Configs.Resolved config = SmallRun.config("suite=gym/reprise_gym.echo:suite", "curriculum.tasks=[echo]");
        List<String> log = new ArrayList<>();
        SmallRun.Archive archive = new SmallRun.Archive();
        SavedState state = new SavedState();
        long cut;
        try (TrainLoop loop = SmallRun.loop(config, log)) {
            for (int i = 0; i < 50; i++) {
                loop.advance();
            }
            cut = loop.step();
            loop.save(state, archive);
        }
        TaskSuite moved = around(config.suite(), sound -> new EnvironmentAround(sound) {
            @Override
            public TimeStep.First reset(TaskId task, long seed) {
                return super.reset(task, seed + 1);
            }
        });
        TrainLoop loop = new TrainLoop(config.config(), moved, new SmallRun.Log(log));
        String said = said(() -> loop.load(state, archive));
        assertTrue(said.contains("task 'echo': its episode did not come to where it was"), said);
        assertNewEpisodeFollows(loop, cut, log);
    }

    /** Asserts that the episode that was cut off is never told, and that the next one has its steps from then on. */
    private static void assertNewEpisodeFollows(TrainLoop loop, long cut, List<String> log) {
        assertTrue(cut > 20 && cut < 100, "inside the first episode, whose successor the phase's end cuts off");
        assertEquals(List.of(), lengths(log));
        while (!loop.done()) {
            loop.advance();
        }
        assertEquals(240, loop.step());
        List<Long> lengths = lengths(log);
        assertEquals(120 - cut, lengths.get(0));
        assertEquals(240 - cut, lengths.stream().mapToLong(Long::longValue).sum());
        loop.close();
    }

    private static List<Long> lengths(List<String> log) {
        return log.stream()
                .filter(line -> line.startsWith("Episode"))
                .map(line -> Long.valueOf(line.replaceFirst(".*, length=([0-9]+),.*", "$1")))
                .toList();
    }

    /** What a user is told meanwhile. */
    private static String said(Runnable work) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPythonThatDiesLosesOneTransitionAndTheRunGoesOn() {
        Configs.Resolved config = SmallRun.config("suite=gym/reprise_gym.echo:faulty");
        List<String> log = new ArrayList<>();
        int[] number = {0};
        // The first environment is that of training.
        TaskSuite once = around(config.suite(), sound -> new Dying(sound, number[0]++ == 0 ? 50 : -1));
        try (TrainLoop loop = new TrainLoop(config.config(), once, new SmallRun.Log(log))) {
            while (!loop.done()) {
                loop.advance();
            }
            List<String> aborted =
                    log.stream().filter(line -> line.contains("end=aborted")).toList();
            assertEquals(1, aborted.size(), aborted.toString());
            assertTrue(aborted.get(0).contains("it said last: this environment was told to die"), aborted.get(0));
            assertEquals(240, loop.step());
            assertEquals(loop.step() - 1, loop.agent().store().appended());
        }
    }

    /** Takes the action that ends its process at one of its steps, and never by chance. */
    private static final class Dying extends EnvironmentAround {
        private final int end;
        private int steps;

        Dying(Environment sound, int end) {
            super(sound);
            this.end = end;
        }

        @Override
        public TimeStep step(float[] action) {
            float[] harmless = {action[0], action[1], action[2] / 2, action[3] / 2};
            return super.step(++steps == end ? new float[] {0, 0, 0, 1} : harmless);
        }
    }

    private static TaskSuite around(TaskSuite suite, UnaryOperator<Environment> change) {
        return new SuiteAround(suite) {
            @Override
            public Environment newEnvironment() {
                return change.apply(super.newEnvironment());
            }
        };
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
