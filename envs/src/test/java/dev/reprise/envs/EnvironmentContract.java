package dev.reprise.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.check.EnvironmentChecker;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every environment promises. Implementers run it against their suite by implementing {@link #suite()}. */
public interface EnvironmentContract {
    TaskSuite suite();

    @Test
    default void theCheckerFindsNothing() {
        assertEquals(List.of(), EnvironmentChecker.check(suite(), 2));
    }

    @Test
    default void everyTaskRunsToALastStepWithinTheClock() {
        try (Environment environment = suite().newEnvironment()) {
            for (Task task : suite().tasks()) {
                List<TimeStep> steps = episode(environment, task.id(), 3);
                int most = environment.specs().maxEpisodeSteps();
                assertTrue(steps.size() - 1 <= most, task.id() + " took " + steps.size());
                TimeStep.Last last = (TimeStep.Last) steps.get(steps.size() - 1);
                assertEquals(last.cause() == EndCause.TERMINATED ? 0f : 1f, last.discount());
                if (last.cause() == EndCause.TRUNCATED) {
                    assertEquals(most, steps.size() - 1);
                    Label label = last.label();
                    assertNotNull(label);
                    assertFalse(label.terminated(), "the clock is not the task");
                }
            }
        }
    }

    @Test
    default void anEpisodeIsAFunctionOfTaskSeedAndActionsInLockstep() {
        try (Environment one = suite().newEnvironment();
                Environment other = suite().newEnvironment()) {
            if (one.pacing() != Pacing.LOCKSTEP) {
                return;
            }
            for (Task task : suite().tasks()) {
                episode(other, suite().tasks().get(0).id(), 99);
                List<TimeStep> first = episode(one, task.id(), 7);
                List<TimeStep> second = episode(other, task.id(), 7);
                assertEquals(first.size(), second.size(), () -> end(first) + " and " + end(second));
                for (int i = 0; i < first.size(); i++) {
                    assertArrayEquals(first.get(i).observation(), second.get(i).observation(), "step " + i);
                    float[] a = new float[one.specs().measurement().size()];
                    float[] b = a.clone();
                    first.get(i).measurement().copyTo(a, 0);
                    second.get(i).measurement().copyTo(b, 0);
                    assertArrayEquals(a, b, "step " + i);
                }
            }
        }
    }

    @Test
    default void handedOutArraysNeverChange() {
        try (Environment environment = suite().newEnvironment()) {
            TimeStep.First first = environment.reset(suite().tasks().get(0).id(), 5);
            float[] kept = first.observation();
            float[] copy = kept.clone();
            environment.step(environment.specs().action().sample(RandomStream.of(1)));
            environment.reset(suite().tasks().get(0).id(), 6);
            assertArrayEquals(copy, kept);
        }
    }

    @Test
    default void misuseIsRefused() {
        try (Environment environment = suite().newEnvironment()) {
            float[] fine = environment.specs().action().sample(RandomStream.of(2));
            assertThrows(IllegalStateException.class, () -> environment.step(fine));
            assertThrows(IllegalArgumentException.class, () -> environment.reset(new TaskId("nowhere-to-be-found"), 1));
            environment.reset(suite().tasks().get(0).id(), 1);
            float[] wrongLength = new float[fine.length + 1];
            assertThrows(IllegalArgumentException.class, () -> environment.step(wrongLength));
            float[] outside = fine.clone();
            outside[0] = environment.specs().action().axes().get(0).high() * 2 + 1;
            assertThrows(IllegalArgumentException.class, () -> environment.step(outside));
            assertNull(environment.specs().action().violation(fine));
            environment.step(fine);
        }
    }

    @Test
    default void closingTwiceIsFine() {
        Environment environment = suite().newEnvironment();
        environment.close();
        environment.close();
    }

    private static List<TimeStep> episode(Environment environment, TaskId task, long seed) {
        RandomStream random = RandomStream.named(seed, "contract");
        List<TimeStep> steps = new ArrayList<>();
        TimeStep step = environment.reset(task, seed);
        steps.add(step);
        while (!(step instanceof TimeStep.Last)) {
            step = environment.step(environment.specs().action().sample(random));
            steps.add(step);
        }
        return steps;
    }

    private static String end(List<TimeStep> episode) {
        TimeStep.Last last = (TimeStep.Last) episode.get(episode.size() - 1);
        return last.cause() + " " + last.reason();
    }
}
