package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault ends an episode; its last transition is dropped and training goes on. */
class AbortedEpisodesTest {
    @Test
    void theLastTransitionOfAnAbortedEpisodeIsDropped() {
        Configs.Resolved config = SmallRun.config("curriculum.kind=sequential");
        List<String> log = new ArrayList<>();
        int[] number = {0};
        // The first environment is that of training; evaluations go through.
        TaskSuite faulty = new Faulty(config.suite(), sound -> number[0]++ == 0 ? new Stopping(sound) : sound);
        try (TrainLoop loop = new TrainLoop(config.config(), faulty, new SmallRun.Log(log))) {
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

    @Test
    void anEvaluationEpisodeThatIsAbortedIsPlayedAgain() {
        Configs.Resolved config = SmallRun.config();
        TaskSuite sound = config.suite();
        List<TaskId> tasks = sound.tasks().stream().map(Task::id).toList();
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>());
                Evaluator expected = new Evaluator(sound, tasks, 3, 5, 1);
                Evaluator found =
                        new Evaluator(new Faulty(sound, environment -> new Unsteady(environment, 2)), tasks, 3, 5, 1)) {
            loop.advance();
            PolicySnapshot policy = loop.agent().snapshot();
            assertEquals(expected.score(policy, 1), found.score(policy, 1));
        }
    }

    @Test
    void aRunWhoseEvaluationLosesItsEnvironmentGoesOnWithTheSameBitsWhenItIsBack(@TempDir Path folder)
            throws IOException {
        Configs.Resolved config = SmallRun.config("curriculum.kind=sequential");
        int[] number = {0};
        TaskSuite faulty = new Faulty(config.suite(), sound -> number[0]++ == 1 ? new Unsteady(sound, 0) : sound);
        int lost = 0;
        SmallRun.Archive archive = new SmallRun.Archive();
        byte[] bytes;
        try (TrainLoop loop = new TrainLoop(config.config(), faulty, new SmallRun.Log(new ArrayList<>()))) {
            while (!loop.done()) {
                try {
                    loop.advance();
                } catch (EnvironmentLostException e) {
                    lost++;
                }
            }
            bytes = SmallRun.bytes(loop, archive, folder);
        }
        assertTrue(lost >= 3, "lost " + lost);
        try (TrainLoop loop = SmallRun.loop(config, new ArrayList<>())) {
            while (!loop.done()) {
                loop.advance();
            }
            assertArrayEquals(SmallRun.bytes(loop, archive, folder), bytes);
        }
    }

    /** Aborts some episodes after three steps, or, with 0, cannot begin every twelfth. */
    private static final class Unsteady extends EnvironmentAround {
        private final int aborts;
        private int episodes;
        private int steps;

        Unsteady(Environment sound, int aborts) {
            super(sound);
            this.aborts = aborts;
        }

        @Override
        public Pacing pacing() {
            return Pacing.REALTIME;
        }

        @Override
        public TimeStep.First reset(TaskId task, long seed) {
            steps = 0;
            episodes++;
            if (aborts == 0 && episodes % 12 == 0) {
                throw new EnvironmentLostException("no episode could be begun", new IOException("gone"));
            }
            return super.reset(task, seed);
        }

        @Override
        public TimeStep step(float[] action) {
            TimeStep step = super.step(action);
            if (++steps == 3 && aborts > 0 && episodes % (aborts + 1) != 0) {
                return new TimeStep.Last(
                        step.measurement(), step.observation(), null, EndCause.ABORTED, "emergency stop");
            }
            return step;
        }
    }

    /** Stops for an emergency at every seventh step. */
    private static final class Stopping extends EnvironmentAround {
        private int steps;

        Stopping(Environment sound) {
            super(sound);
        }

        @Override
        public Pacing pacing() {
            return Pacing.REALTIME;
        }

        @Override
        public TimeStep step(float[] action) {
            TimeStep step = super.step(action);
            if (++steps % 7 == 0) {
                return new TimeStep.Last(
                        step.measurement(), step.observation(), null, EndCause.ABORTED, "emergency stop");
            }
            return step;
        }
    }

    /** A suite some of whose environments have faults. */
    private static final class Faulty extends SuiteAround {
        private final UnaryOperator<Environment> fault;

        Faulty(TaskSuite suite, UnaryOperator<Environment> fault) {
            super(suite);
            this.fault = fault;
        }

        @Override
        public Environment newEnvironment() {
            return fault.apply(super.newEnvironment());
        }
    }
}
