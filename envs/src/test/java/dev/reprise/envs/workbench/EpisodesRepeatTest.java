package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seed and actions make an episode, to the bit: every measurement of it, on each engine. */
class EpisodesRepeatTest {
    /** Jobs with much contact: the block is carried, the drawer pulled. */
    private static final List<String> SOME = List.of("pick-place", "drawer-open");

    /** What was measured from the reset on, and the actions between. */
    private record Episode(Task task, long seed, List<float[]> measured, List<float[]> actions) {}

    @ParameterizedTest
    @EnumSource
    void inSomeJobsResetsThreadsAndReplaysChangeNothing(BenchEngine engine) throws Exception {
        WorkbenchSuite suite = engine.suite();
        List<Task> some = suite.tasks().stream()
                .filter(task -> SOME.contains(task.id().name()))
                .toList();
        assertEquals(SOME.size(), some.size());
        assertRepeats(suite, some);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void inAllJobsResetsThreadsAndReplaysChangeNothing(BenchEngine engine) throws Exception {
        WorkbenchSuite suite = engine.suite();
        assertRepeats(suite, suite.tasks());
    }

    private static void assertRepeats(WorkbenchSuite suite, List<Task> tasks) throws Exception {
        List<Episode> alone = episodes(suite, tasks);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            // One of them does the jobs from the last to the first, so that what was before a reset differs as well.
            List<Task> backwards = new ArrayList<>(tasks);
            Collections.reverse(backwards);
            Future<List<Episode>> one = pool.submit(() -> episodes(suite, tasks));
            Future<List<Episode>> other = pool.submit(() -> episodes(suite, backwards));
            List<Episode> reversed = new ArrayList<>(other.get());
            Collections.reverse(reversed);
            for (int i = 0; i < alone.size(); i++) {
                assertSame(alone.get(i), one.get().get(i), "in one of two threads");
                assertSame(alone.get(i), reversed.get(i), "in the other thread, after other jobs");
            }
        } finally {
            pool.shutdownNow();
        }
        for (Episode episode : alone) {
            assertResumes(suite, episode);
        }
    }

    /** With the expert's actions, and random ones among them. */
    private static List<Episode> episodes(WorkbenchSuite suite, List<Task> tasks) {
        List<Episode> done = new ArrayList<>();
        try (Environment environment = suite.newEnvironment()) {
            for (Task task : tasks) {
                long seed = suite.tasks().indexOf(task);
                Expert expert = Expert.of(task.id());
                RandomStream random = RandomStream.named(seed, "repeat");
                Episode episode = new Episode(task, seed, new ArrayList<>(), new ArrayList<>());
                TimeStep now = environment.reset(task.id(), seed);
                episode.measured.add(row(now));
                while (!(now instanceof TimeStep.Last)) {
                    float[] drawn = environment.specs().action().sample(random);
                    float[] action = random.nextDouble() < 0.1 ? drawn : expert.act(now.measurement());
                    now = environment.step(action);
                    episode.actions.add(action);
                    episode.measured.add(row(now));
                }
                done.add(episode);
            }
        }
        return done;
    }

    /** As a run that goes on from a checkpoint: seed and actions so far in a new environment, and then the rest. */
    private static void assertResumes(WorkbenchSuite suite, Episode episode) {
        int stop = episode.actions.size() / 2;
        try (Environment environment = suite.newEnvironment()) {
            TimeStep now = environment.reset(episode.task.id(), episode.seed);
            for (int i = 0; i < stop; i++) {
                now = environment.step(episode.actions.get(i));
            }
            assertArrayEquals(episode.measured.get(stop), row(now), episode.task.id() + " where it stopped");
            for (int i = stop; i < episode.actions.size(); i++) {
                now = environment.step(episode.actions.get(i));
                assertArrayEquals(episode.measured.get(i + 1), row(now), episode.task.id() + " replayed, step " + i);
            }
        }
    }

    private static void assertSame(Episode expected, Episode actual, String how) {
        assertEquals(expected.measured.size(), actual.measured.size());
        for (int i = 0; i < expected.measured.size(); i++) {
            String where = expected.task.id() + " at step " + i + ", " + how;
            assertArrayEquals(expected.measured.get(i), actual.measured.get(i), where);
        }
    }

    private static float[] row(TimeStep step) {
        float[] row = new float[step.measurement().schema().size()];
        step.measurement().copyTo(row, 0);
        return row;
    }
}
