package dev.reprise.envs.planar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.EnvironmentContract;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import dev.reprise.envs.task.Suites;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanarSuiteTest {
    @Nested
    class Easy implements EnvironmentContract {
        @Override
        public TaskSuite suite() {
            return new PlanarSuite.Easy();
        }
    }

    @Nested
    class EasyScaled implements EnvironmentContract {
        @Override
        public TaskSuite suite() {
            return new PlanarSuite.EasyScaled();
        }
    }

    @Nested
    class Hard implements EnvironmentContract {
        @Override
        public TaskSuite suite() {
            return new PlanarSuite.Hard();
        }
    }

    @Nested
    class HardScaled implements EnvironmentContract {
        @Override
        public TaskSuite suite() {
            return new PlanarSuite.HardScaled();
        }
    }

    @Test
    void theServiceLoaderFindsAllVariants() {
        assertEquals(
                List.of("planar/easy", "planar/easy-scaled", "planar/hard", "planar/hard-scaled"),
                Suites.family("planar").stream().map(TaskSuite::name).toList());
    }

    @Test
    void rewardsLieBetweenZeroAndOne() {
        for (TaskSuite suite : List.of(new PlanarSuite.Easy(), new PlanarSuite.Hard())) {
            forEveryRandomStep(suite, 5, (task, step) -> {
                Label label = label(step);
                assertTrue(label.reward() >= 0 && label.reward() <= 1, task.id() + ": " + label);
            });
        }
    }

    @Test
    void scaledVariantsMultiplyTheRewardsAndNothingElse() {
        TaskSuite plain = new PlanarSuite.Hard();
        TaskSuite scaled = new PlanarSuite.HardScaled();
        float[] factors = {1, 10, 100, 1000, 1, 10, 100, 1000};
        for (int k = 0; k < factors.length; k++) {
            TaskId task = plain.tasks().get(k).id();
            try (Environment one = plain.newEnvironment();
                    Environment other = scaled.newEnvironment()) {
                one.reset(task, 11);
                other.reset(task, 11);
                float[] action = one.specs().action().sample(RandomStream.of(3));
                Label expected = label(one.step(action));
                Label found = label(other.step(action));
                assertEquals(expected.reward() * factors[k], found.reward());
                assertEquals(expected.success(), found.success());
            }
        }
    }

    @Test
    void theObservationDoesNotTellTheTask() {
        TaskSuite suite = new PlanarSuite.Hard();
        try (Environment environment = suite.newEnvironment()) {
            TimeStep.First left = environment.reset(new TaskId("follow-ring-left"), 21);
            TimeStep.First right = environment.reset(new TaskId("follow-ring-right"), 21);
            assertEquals(
                    List.of(boxed(left.observation())), List.of(boxed(right.observation())), "same start, same view");
        }
    }

    @Test
    void followingLeftEarnsWhereFollowingRightDoesNot() {
        TaskSuite suite = new PlanarSuite.Hard();
        MeasurementSchema schema = suite.specs().measurement();
        Measurement before = onRing(schema, 0f);
        Measurement after = onRing(schema, 0.25f);
        float[] still = new float[3];
        Label left = suite.task(new TaskId("follow-ring-left")).label(before, still, after);
        Label right = suite.task(new TaskId("follow-ring-right")).label(before, still, after);
        assertNotNull(left);
        assertNotNull(right);
        assertEquals(1.0f, left.reward(), 1e-3f);
        assertEquals(0.25f, right.reward(), 1e-3f);
    }

    @Test
    void aMarkIsReachedByStayingInItNotBySweepingThroughIt() {
        TaskSuite suite = new PlanarSuite.Easy();
        int inside = 0;
        try (Environment environment = suite.newEnvironment()) {
            MeasurementSchema schema = environment.specs().measurement();
            for (Task task : suite.tasks()) {
                int mark = suite.tasks().indexOf(task);
                for (int seed = 0; seed < 40; seed++) {
                    float[] action = {0.2f, 0.05f};
                    TimeStep step = environment.reset(task.id(), seed);
                    while (!(step instanceof TimeStep.Last)) {
                        step = environment.step(action);
                        inside += step.measurement().get(schema.offset(PlanarPlant.DWELL) + mark) > 0 ? 1 : 0;
                        assertEquals(false, label(step).success());
                    }
                }
                assertSuccessFromThePeriod(PlanarSuite.HOLD, task, mark, schema);
            }
        }
        assertTrue(inside > 20, "the sweep goes through the marks: " + inside);
    }

    private static void assertSuccessFromThePeriod(int hold, Task task, int mark, MeasurementSchema schema) {
        for (int stayed = 0; stayed <= hold + 1; stayed++) {
            float[] row = new float[schema.size()];
            row[schema.offset(PlanarPlant.DWELL) + mark] = stayed;
            Measurement measurement = Measurement.of(schema, row);
            Label label = task.label(measurement, new float[2], measurement);
            assertNotNull(label);
            assertEquals(stayed >= hold, label.success(), task.id() + " after " + stayed);
        }
    }

    @Test
    void timeAtAMarkIsCountedAnewAfterLeavingIt() {
        TaskSuite suite = new PlanarSuite.Easy();
        int longest = 0;
        try (Environment environment = suite.newEnvironment()) {
            int at = environment.specs().measurement().offset(PlanarPlant.DWELL);
            for (int seed = 0; seed < 200; seed++) {
                RandomStream random = RandomStream.of(seed);
                TimeStep step = environment.reset(suite.tasks().get(0).id(), seed);
                float counted = 0;
                while (!(step instanceof TimeStep.Last)) {
                    float[] action = environment.specs().action().sample(random);
                    step = environment.step(new float[] {action[0] / 4, action[1] / 4});
                    float stayed = step.measurement().get(at);
                    assertTrue(stayed == 0 || stayed == counted + 1, stayed + " after " + counted);
                    counted = stayed;
                    longest = Math.max(longest, (int) stayed);
                }
            }
        }
        assertTrue(longest >= 2, "slow random motion stays now and then");
    }

    @Test
    void touchingTheObstacleEndsTheTaskThatForbidsItAndNoOther() {
        TaskSuite suite = new PlanarSuite.Hard();
        int touched = 0;
        try (Environment environment = suite.newEnvironment()) {
            for (int seed = 0; seed < 200 && touched == 0; seed++) {
                RandomStream random = RandomStream.of(seed);
                TimeStep step = environment.reset(new TaskId("pass-obstacle-eastward"), seed);
                Measurement before = step.measurement();
                float[] action = new float[3];
                while (!(step instanceof TimeStep.Last)) {
                    before = step.measurement();
                    action = environment.specs().action().sample(random);
                    step = environment.step(action);
                }
                if (((TimeStep.Last) step).cause() == EndCause.TERMINATED) {
                    touched++;
                    assertEquals(0f, label(step).reward());
                    Label other = suite.task(new TaskId("reach-east")).label(before, action, step.measurement());
                    assertNotNull(other);
                    assertEquals(false, other.terminated());
                }
            }
        }
        assertEquals(1, touched, "random motion touches the obstacle");
    }

    @Test
    void noHardTaskIsSolvedByAConstantAction() {
        TaskSuite suite = new PlanarSuite.Hard();
        float[] levels = {-0.15f, -0.05f, -0.01f, 0f, 0.01f, 0.05f, 0.15f};
        int episodes = 40;
        try (Environment environment = suite.newEnvironment()) {
            for (Task task : suite.tasks()) {
                for (float a : levels) {
                    for (float b : levels) {
                        for (float c : levels) {
                            int successes = successes(environment, task.id(), new float[] {a, b, c}, episodes);
                            assertTrue(
                                    successes < episodes / 2,
                                    task.id() + " succeeds " + successes + " times of " + episodes + " with " + a + ", "
                                            + b + ", " + c);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aTaskThatMissesAFieldLeavesAGap() {
        MeasurementSchema poor = new MeasurementSchema(List.of(new Field("joint-angles", 3, "rad", "joint")));
        Measurement measurement = Measurement.of(poor, new float[3]);
        for (Task task : new PlanarSuite.Hard().tasks()) {
            assertNull(
                    task.label(measurement, new float[3], measurement),
                    task.id().name());
        }
    }

    @Test
    void taskNamesAreDistinctAcrossVariantsOnlyWhereTasksAre() {
        assertNotEquals(
                new PlanarSuite.Easy().tasks().get(0).id(),
                new PlanarSuite.Hard().tasks().get(0).id());
        assertEquals(
                new PlanarSuite.Easy().tasks().get(0).id(),
                new PlanarSuite.EasyScaled().tasks().get(0).id());
    }

    private static int successes(Environment environment, TaskId task, float[] action, int episodes) {
        int successes = 0;
        for (int seed = 0; seed < episodes; seed++) {
            TimeStep step = environment.reset(task, seed);
            boolean success = false;
            while (!(step instanceof TimeStep.Last)) {
                step = environment.step(action);
                success |= label(step).success();
            }
            successes += success ? 1 : 0;
        }
        return successes;
    }

    private interface StepCheck {
        void check(Task task, TimeStep step);
    }

    private static void forEveryRandomStep(TaskSuite suite, int episodes, StepCheck check) {
        try (Environment environment = suite.newEnvironment()) {
            for (Task task : suite.tasks()) {
                for (int seed = 0; seed < episodes; seed++) {
                    RandomStream random = RandomStream.of(seed);
                    TimeStep step = environment.reset(task.id(), seed);
                    while (!(step instanceof TimeStep.Last)) {
                        step = environment.step(environment.specs().action().sample(random));
                        check.check(task, step);
                    }
                }
            }
        }
    }

    private static Label label(TimeStep step) {
        Label label = step instanceof TimeStep.Mid mid ? mid.label() : ((TimeStep.Last) step).label();
        assertNotNull(label);
        return label;
    }

    private static Measurement onRing(MeasurementSchema schema, float winding) {
        float[] row = new float[schema.size()];
        row[schema.offset(PlanarPlant.TIP)] = -0.9f + 0.45f;
        row[schema.offset(PlanarPlant.WINDING)] = winding;
        return Measurement.of(schema, row);
    }

    private static List<Float> boxed(float[] values) {
        java.util.ArrayList<Float> list = new java.util.ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
