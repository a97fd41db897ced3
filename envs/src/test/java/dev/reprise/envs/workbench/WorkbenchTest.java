package dev.reprise.envs.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Rates;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import dev.reprise.sim.model.Vector3;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WorkbenchTest implements EnvironmentContract {
    private static final TaskSuite SUITE = new WorkbenchSuite.Dense();

    @Override
    public TaskSuite suite() {
        return SUITE;
    }

    @Test
    void expertsDoTheirJobsFromSomeStarts() {
        for (Task task : SUITE.tasks()) {
            int successes = successes(SUITE, task, 2, start -> expert(task));
            assertEquals(2, successes, task.id().name());
        }
    }

    @Test
    @Tag("long")
    void expertsDoTheirJobsFromNearlyAllStarts() {
        for (Task task : SUITE.tasks()) {
            int successes = successes(SUITE, task, 100, start -> expert(task));
            assertTrue(successes >= 95, task.id() + ": " + successes + " of 100");
        }
    }

    @Test
    @Tag("long")
    void expertsDoTheirJobsOnAnInstalledMujocoToo() {
        TaskSuite mujoco = BenchEngine.MUJOCO.suite();
        for (Task task : mujoco.tasks()) {
            int successes = successes(mujoco, task, 20, start -> expert(task));
            assertTrue(successes >= 19, task.id() + ": " + successes + " of 20");
        }
    }

    @Test
    @Tag("long")
    void randomActionsHardlyEverDoAJob() {
        for (Task task : SUITE.tasks()) {
            int successes = successes(SUITE, task, 100, WorkbenchTest::random);
            int most = task.id().name().equals("reach") ? 10 : 5;
            assertTrue(successes <= most, task.id() + ": " + successes + " of 100");
        }
    }

    @Test
    void aTaskLabelsAnothersTransitionsAsItsOwnBitForBit() {
        // All these begin alike, so that the same actions move the same world whichever task is on.
        List<Task> alike = SUITE.tasks().stream()
                .filter(task -> !task.id().name().equals("drawer-close"))
                .toList();
        Task collector = alike.get(1);
        List<float[]> collected = rows(collector);
        for (Task judge : alike) {
            List<Label> own = new ArrayList<>();
            run(judge, 11, random(11), step -> own.add(label(step)));
            Function<Measurement, float[]> actions = random(11);
            for (int i = 1; i < collected.size(); i++) {
                Measurement before = stored(collected.get(i - 1));
                Label relabelled = judge.label(before, actions.apply(before), stored(collected.get(i)));
                assertEquals(own.get(i), relabelled, judge.id() + " at step " + i);
            }
        }
    }

    private static List<float[]> rows(Task task) {
        List<float[]> rows = new ArrayList<>();
        run(task, 11, random(11), step -> {
            float[] row = new float[SUITE.specs().measurement().size()];
            step.measurement().copyTo(row, 0);
            rows.add(row);
        });
        return rows;
    }

    @Test
    void aTaskCannotJudgeWhatWasNotMeasured() {
        MeasurementSchema robotOnly = new MeasurementSchema(List.of(new Field(BenchFields.TOOL, 3, "m", "base")));
        Measurement measured = Measurement.of(robotOnly, new float[3]);
        for (Task task : SUITE.tasks()) {
            assertNull(task.label(measured, new float[4], measured), task.id().name());
        }
    }

    @Test
    void goalsOfAllTasksAreDrawnAnewInEveryEpisode() {
        try (Environment environment = SUITE.newEnvironment()) {
            Measurement one = environment.reset(SUITE.tasks().get(3).id(), 1).measurement();
            Measurement other = environment.reset(SUITE.tasks().get(3).id(), 2).measurement();
            for (String goal : List.of(BenchFields.REACH_GOAL, BenchFields.PUSH_GOAL, BenchFields.PLACE_GOAL)) {
                Vector3 apart = BenchFields.vector(one, goal).minus(BenchFields.vector(other, goal));
                assertTrue(apart.norm() > 0, goal);
            }
        }
    }

    @Test
    void rewardsLieBetweenZeroAndOne() {
        for (Task task : SUITE.tasks()) {
            run(task, 3, random(3), step -> {
                Label label = label(step);
                if (label != null) {
                    assertTrue(label.reward() >= 0 && label.reward() <= 1, task.id() + ": " + label.reward());
                }
            });
        }
    }

    @Test
    void sparseTasksRewardSuccessAlone() {
        Task sparse = new WorkbenchSuite.Sparse().tasks().get(0);
        Task dense = SUITE.tasks().get(0);
        run(dense, 5, expert(dense), step -> {
            Label label = sparse.label(step.measurement(), new float[4], step.measurement());
            assertNotNull(label);
            assertEquals(label.success() ? 1f : 0f, label.reward());
        });
    }

    @Test
    void startsAreKeptAsRows() {
        BenchStart start = BenchStart.draw(RandomStream.of(4));
        assertArrayEquals(start.row(), BenchStart.of(start.row()).row());
        assertThrows(IllegalArgumentException.class, () -> BenchStart.of(new float[3]));
    }

    @Test
    void theControlPeriodIsAWholeNumberOfPhysicsSteps() {
        assertEquals(20, BenchSettings.of(BenchControl.TOOL).substeps());
        assertThrows(IllegalArgumentException.class, () -> SUITE.at(new Rates(0.051, null)));
        assertThrows(IllegalArgumentException.class, () -> SUITE.at(new Rates(null, 0.06)));
        assertThrows(IllegalArgumentException.class, () -> SUITE.at(new Rates(6.0, null)));
    }

    @Test
    void theBenchRunsAtOtherRatesAndEpisodesLastAsLong() {
        TaskSuite slower = SUITE.at(new Rates(0.1, 0.005));
        assertEquals(0.1, slower.specs().controlPeriodSeconds());
        assertEquals(50, slower.specs().maxEpisodeSteps());
        Task reach = slower.tasks().get(0);
        assertEquals(2, successes(slower, reach, 2, start -> expert(reach)));
    }

    @Test
    void theToolTurnsWhereItIsCommandedTo() {
        TaskSuite suite = new WorkbenchSuite.Yaw();
        try (Environment environment = suite.newEnvironment()) {
            TimeStep step = environment.reset(suite.tasks().get(0).id(), 3);
            int cosine = suite.specs().observation().size() - 2;
            assertEquals(1, step.observation()[cosine], 1e-3);
            Vector3 before = BenchFields.vector(step.measurement(), BenchFields.TOOL);
            for (int i = 0; i < 10; i++) {
                step = environment.step(new float[] {0, 0, 0, 1, -1});
            }
            double turned = Math.atan2(step.observation()[cosine + 1], step.observation()[cosine]);
            assertEquals(10 * 0.05 * BenchControl.YAW_SPEED, turned, 0.15, "it lags behind by a step or two");
            Vector3 after = BenchFields.vector(step.measurement(), BenchFields.TOOL);
            assertEquals(0, after.minus(before).norm(), 0.01, "it turns where it is");
        }
    }

    @Test
    void expertsWorkWhereTheToolTurnsAsWellAndNotOnJoints() {
        TaskSuite yaw = new WorkbenchSuite.Yaw();
        Task button = yaw.task(new TaskId("button-press"));
        assertEquals(
                1,
                successes(yaw, button, 1, start -> yaw.demonstrator(button.id()).orElseThrow()::act));
        assertTrue(new WorkbenchSuite.Joints().demonstrator(button.id()).isEmpty());
    }

    @Test
    void jointsMoveAsCommandedAndTheToolStaysInItsWorkspace() {
        TaskSuite suite = new WorkbenchSuite.Joints();
        RandomStream random = RandomStream.of(5);
        int joints = BenchFields.SCHEMA.offset(BenchFields.JOINTS);
        try (Environment environment = suite.newEnvironment()) {
            TimeStep step = environment.reset(suite.tasks().get(0).id(), 3);
            float before = step.measurement().get(joints);
            for (int i = 0; i < 4; i++) {
                environment.step(new float[] {1, 0, 0, 0, 0, 0, 0, -1});
            }
            for (int i = 0; i < 20; i++) {
                step = environment.step(new float[] {0, 0, 0, 0, 0, 0, 0, -1});
            }
            float after = step.measurement().get(joints);
            assertEquals(4 * 0.05 * BenchControl.JOINT_SPEED, after - before, 0.01, "when the servo has caught up");
            for (int seed = 0; seed < 3; seed++) {
                step = environment.reset(suite.tasks().get(0).id(), seed);
                while (!(step instanceof TimeStep.Last)) {
                    step = environment.step(suite.specs().action().sample(random));
                    Vector3 tool = BenchFields.vector(step.measurement(), BenchFields.TOOL);
                    double beyond = Math.max(
                            Math.max(BenchTargets.LOW.x() - tool.x(), tool.x() - BenchTargets.HIGH.x()),
                            Math.max(BenchTargets.LOW.z() - tool.z(), tool.z() - BenchTargets.HIGH.z()));
                    assertTrue(beyond < 0.03, tool + " is beyond the workspace by " + beyond + " m");
                }
            }
        }
    }

    private static Measurement stored(float[] row) {
        return Measurement.of(SUITE.specs().measurement(), row);
    }

    private static Function<Measurement, float[]> expert(Task task) {
        return Expert.of(task.id())::act;
    }

    private static Function<Measurement, float[]> random(long seed) {
        RandomStream random = RandomStream.named(seed, "random");
        return measured -> SUITE.specs().action().sample(random);
    }

    private static int successes(
            TaskSuite suite, Task task, int episodes, LongFunction<Function<Measurement, float[]>> policy) {
        int successes = 0;
        try (Environment environment = suite.newEnvironment()) {
            for (int seed = 0; seed < episodes; seed++) {
                successes += succeeds(environment, task, seed, policy.apply(seed)) ? 1 : 0;
            }
        }
        return successes;
    }

    private static @Nullable Label label(TimeStep step) {
        if (step instanceof TimeStep.Mid mid) {
            return mid.label();
        }
        return step instanceof TimeStep.Last last ? last.label() : null;
    }

    private static void run(Task task, long seed, Function<Measurement, float[]> policy, Consumer<TimeStep> visitor) {
        try (Environment environment = SUITE.newEnvironment()) {
            TimeStep step = environment.reset(task.id(), seed);
            visitor.accept(step);
            while (!(step instanceof TimeStep.Last)) {
                step = environment.step(policy.apply(step.measurement()));
                visitor.accept(step);
            }
        }
    }

    /** Runs an episode until it succeeds or ends. */
    private static boolean succeeds(
            Environment environment, Task task, long seed, Function<Measurement, float[]> policy) {
        TimeStep step = environment.reset(task.id(), seed);
        boolean success = false;
        while (!success && !(step instanceof TimeStep.Last)) {
            step = environment.step(policy.apply(step.measurement()));
            Label label = label(step);
            success = label != null && label.success();
        }
        return success;
    }
}
