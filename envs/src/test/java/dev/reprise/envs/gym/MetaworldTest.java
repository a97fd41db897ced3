package dev.reprise.envs.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real Meta-World behind the bridge. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetaworldTest implements EnvironmentContract {
    private Optional<GymSuite> suite = Optional.empty();

    @BeforeAll
    void start() {
        suite = Optional.of(InstalledPython.suite("metaworld:mt1-push", 120));
    }

    @Override
    public TaskSuite suite() {
        return suite.orElseThrow();
    }

    @Test
    void tasksAndTheirOrderAreContinualWorlds() {
        GymSuite sequence = InstalledPython.suite("metaworld:cw10-v2", 120);
        assertEquals(
                List.of(
                        "hammer",
                        "push-wall",
                        "faucet-close",
                        "push-back",
                        "stick-pull",
                        "handle-press-side",
                        "push",
                        "shelf-place",
                        "window-close",
                        "peg-unplug-side"),
                sequence.tasks().stream().map(Task::id).map(TaskId::name).toList());
        assertEquals(200, sequence.specs().maxEpisodeSteps());
        assertEquals(39, suite().specs().observation().axes().size());
        assertEquals(4, suite().specs().action().axes().size());
    }

    @Test
    void onlyTheClockEndsAnEpisodeAndGoalsComeFromTheSeed() {
        try (Environment environment = suite().newEnvironment()) {
            TaskId push = new TaskId("push");
            float[] one = environment.reset(push, 1).observation();
            float[] two = environment.reset(push, 2).observation();
            // The goal's place is the last three numbers that are seen.
            assertFalse(Arrays.equals(Arrays.copyOfRange(one, 36, 39), Arrays.copyOfRange(two, 36, 39)));
            TimeStep now = environment.reset(push, 1);
            int steps = 0;
            while (!(now instanceof TimeStep.Last)) {
                now = environment.step(new float[4]);
                steps++;
            }
            assertEquals(500, steps);
            assertEquals(EndCause.TRUNCATED, ((TimeStep.Last) now).cause());
        }
    }

    @Test
    void whatItIsStandsInTheReports() {
        String about = suite().description();
        assertTrue(about.matches("reprise-gym \\S+; Meta-World 3\\.\\S+ on MuJoCo \\S+, rewards v2, .*"), about);
    }
}
