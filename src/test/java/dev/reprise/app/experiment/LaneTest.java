package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.TaskSuite;
import org.junit.jupiter.api.Test;

/** An episode that is taken up in another environment, as after a restart. */
class LaneTest {
    private static final TaskSuite SUITE = new PlanarSuite.Easy();
    private static final TaskId TASK = SUITE.tasks().get(0).id();

    @Test
    void anEpisodeIsTakenUpWhereItWas() {
        SavedState state = saved();
        try (Lane lane = new Lane(SUITE.newEnvironment())) {
            lane.load(state);
            lane.replay(TASK);
            assertTrue(lane.episode().running());
            assertArrayEquals(state.floats("reached"), lane.now().observation());
        }
    }

    @Test
    void anEpisodeThatEndsWhenItIsRepeatedIsBegunAnew() {
        assertBegunAnew(new Changed(5, 7), saved());
        assertBegunAnew(new Changed(3, 7), saved());
    }

    @Test
    void anEpisodeThatComesOutElsewhereIsBegunAnew() {
        assertBegunAnew(new Changed(Integer.MAX_VALUE, 8), saved());
    }

    private static void assertBegunAnew(Environment environment, SavedState state) {
        try (Lane lane = new Lane(environment)) {
            lane.load(state);
            lane.replay(TASK);
            assertFalse(lane.episode().running());
            lane.begin(TASK, 0, 7, 1);
            assertEquals(0, lane.episode().length());
            lane.step(new float[SUITE.specs().action().size()]);
        }
    }

    /** Five steps into an episode of seed 7. */
    private static SavedState saved() {
        SavedState state = new SavedState();
        try (Lane lane = new Lane(SUITE.newEnvironment())) {
            lane.begin(TASK, 0, 7, 0);
            for (int i = 0; i < 5; i++) {
                lane.step(new float[SUITE.specs().action().size()]);
            }
            lane.save(state);
        }
        return state;
    }

    /** As another version of the environment may behave: an episode ends earlier, or begins elsewhere. */
    private static final class Changed implements Environment {
        private final Environment environment = SUITE.newEnvironment();
        private final int most;
        private final long seed;
        private int steps;

        Changed(int most, long seed) {
            this.most = most;
            this.seed = seed;
        }

        @Override
        public EnvironmentSpecs specs() {
            return environment.specs();
        }

        @Override
        public Pacing pacing() {
            return Pacing.LOCKSTEP;
        }

        @Override
        public TimeStep.First reset(TaskId task, long ignored) {
            steps = 0;
            return environment.reset(task, seed);
        }

        @Override
        public TimeStep step(float[] action) {
            if (steps == most) {
                throw new IllegalStateException("no episode is running");
            }
            TimeStep step = environment.step(action);
            return ++steps < most
                    ? step
                    : new TimeStep.Last(step.measurement(), step.observation(), null, EndCause.ABORTED, "");
        }

        @Override
        public void close() {
            environment.close();
        }
    }
}
