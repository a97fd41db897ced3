package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Environments that a real Python serves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GymSuiteTest implements EnvironmentContract {
    private static final TaskId FAULTY = new TaskId("faulty");

    private Optional<GymSuite> echo = Optional.empty();

    @BeforeAll
    void start() {
        echo = Optional.of(InstalledPython.suite("reprise_gym.echo:suite", 30));
    }

    @Override
    public TaskSuite suite() {
        return echo.orElseThrow();
    }

    @Test
    void labelsAreTheEnvironmentsAndThoseOfOtherTasksAreGaps() {
        try (Environment environment = suite().newEnvironment()) {
            Task own = suite().tasks().get(0);
            Task other = suite().tasks().get(1);
            TimeStep before = environment.reset(own.id(), 1);
            float[] action = {0.95f, 0, 0, 0};
            TimeStep after = environment.step(action);
            Label expected = new Label(0.95f, false, true);
            assertEquals(expected, ((TimeStep.Mid) after).label());
            assertEquals(expected, own.label(before.measurement(), action, after.measurement()));
            assertNull(other.label(before.measurement(), action, after.measurement()));
            assertNull(own.label(before.measurement(), action, before.measurement()), "nobody judged a start");
        }
    }

    @Test
    void aServerThatDiesAbortsTheEpisodeAndTheNextOneBegins() {
        assertFails(new float[] {0, 0, 0, 1}, "told to die", 30);
    }

    @Test
    void aServerThatHangsIsLeftInTime() {
        assertFails(new float[] {0, 0, 0, -1}, "nothing came within 5.0 s", 5);
    }

    @Test
    void anExceptionOfPythonsIsToldWithItsLastLine() {
        assertFails(new float[] {0, 0, -1, 0}, "told to raise", 30);
    }

    @Test
    void numbersThatAreNoneAbortTheEpisode() {
        assertFails(new float[] {0, 0, 1, 0}, "number 7 of the environment's observation is NaN", 30);
    }

    private static void assertFails(float[] action, String reason, double patience) {
        try (Environment environment =
                InstalledPython.suite("reprise_gym.echo:faulty", patience).newEnvironment()) {
            for (int i = 0; i < 2; i++) {
                TimeStep.First first = environment.reset(FAULTY, 7);
                float[] seen = first.observation().clone();
                assertTrue(environment.step(new float[4]) instanceof TimeStep.Mid);
                TimeStep.Last last = (TimeStep.Last) environment.step(action);
                assertEquals(EndCause.ABORTED, last.cause());
                assertTrue(last.reason().contains(reason), last.reason());
                assertThrows(IllegalStateException.class, () -> environment.step(new float[4]));
                assertArrayEquals(seen, environment.reset(FAULTY, 7).observation());
            }
        }
    }

    @Test
    void aServersProcessEndsWithItsEnvironment() throws IOException {
        GymSource source = GymSource.started(InstalledPython.interpreter(), "reprise_gym.echo:suite", 30);
        GymServer server = source.open();
        ProcessHandle process = server.process().orElseThrow();
        assertTrue(process.isAlive());
        server.close();
        process.onExit().join();
        assertFalse(process.isAlive());
    }

    @Test
    void whatCannotBeRepeatedIsNotReplayed() {
        try (Environment environment =
                InstalledPython.suite("reprise_gym.echo:unseeded", 30).newEnvironment()) {
            assertEquals(Pacing.REALTIME, environment.pacing());
        }
    }

    @Test
    void endsThatDifferAreNoRepetition() {
        try (Environment environment =
                InstalledPython.suite("reprise_gym.echo:fickle", 30).newEnvironment()) {
            assertEquals(Pacing.REALTIME, environment.pacing());
        }
    }

    @Test
    void whatCannotBeServedIsSaidInASentence() {
        String python = InstalledPython.interpreter();
        assertRefused(
                GymSource.started(python, "CartPole-v1", 30), "the action space is Discrete; only Box can be served");
        assertRefused(GymSource.started(python, "Nothing-v0", 30), "Gymnasium has no environment 'Nothing-v0'");
        assertRefused(GymSource.started("no-such-python", "Pendulum-v1", 30), "there is no Python 'no-such-python'");
    }

    @Test
    void aPythonWithoutThePackageIsToldHowToGetIt(@TempDir Path folder) throws IOException {
        Path python = Files.writeString(
                folder.resolve("python"),
                "#!/bin/sh\necho \"ModuleNotFoundError: No module named 'reprise_gym'\" >&2\nexit 1\n");
        assertTrue(python.toFile().setExecutable(true));
        assertRefused(
                GymSource.started(python.toString(), "Pendulum-v1", 30), "-m pip install ./python`, or name a Python");
    }

    private static void assertRefused(GymSource source, String reason) {
        String message = assertThrows(IOException.class, source::open).getMessage();
        assertNotNull(message);
        assertTrue(message.contains(reason), message);
    }
}
