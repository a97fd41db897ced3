package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault ends an episode; its last transition is dropped and training goes on. */
class AbortedEpisodesTest {
    @Test
    void theLastTransitionOfAnAbortedEpisodeIsDropped() {
        Configs.Resolved config = SmallRun.config("curriculum.kind=sequential");
        List<String> log = new ArrayList<>();
        try (TrainLoop loop = new TrainLoop(config.config(), new Faulty(config.suite()), new SmallRun.Log(log))) {
            while (!loop.done()) {
                loop.advance();
            }
            long aborted = log.stream()
                    .filter(line -> line.startsWith("Episode") && line.contains("end=aborted, reason=emergency stop"))
                    .count();
            assertTrue(aborted >= 4 * 120 / 7 - 4, "aborted " + aborted);
            assertEquals(loop.step() - aborted, loop.agent().store().appended());
        }
    }

    /** Stops for an emergency at every seventh step of training; evaluations go through. */
    private static final class Faulty implements TaskSuite {
        private final TaskSuite suite;
        private int environments;

        Faulty(TaskSuite suite) {
            this.suite = suite;
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public String description() {
            return suite.description();
        }

        @Override
        public EnvironmentSpecs specs() {
            return suite.specs();
        }

        @Override
        public List<Task> tasks() {
            return suite.tasks();
        }

        @Override
        public Environment newEnvironment() {
            Environment sound = suite.newEnvironment();
            return environments++ == 0 ? new Stopping(sound) : sound;
        }
    }

    private static final class Stopping implements Environment {
        private final Environment sound;
        private int steps;

        Stopping(Environment sound) {
            this.sound = sound;
        }

        @Override
        public EnvironmentSpecs specs() {
            return sound.specs();
        }

        @Override
        public Pacing pacing() {
            return Pacing.REALTIME;
        }

        @Override
        public TimeStep.First reset(TaskId task, long seed) {
            return sound.reset(task, seed);
        }

        @Override
        public TimeStep step(float[] action) {
            TimeStep step = sound.step(action);
            if (++steps % 7 == 0) {
                return new TimeStep.Last(
                        step.measurement(), step.observation(), null, EndCause.ABORTED, "emergency stop");
            }
            return step;
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
