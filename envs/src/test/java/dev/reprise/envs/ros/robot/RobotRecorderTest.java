package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.command.CommandType;
import dev.reprise.envs.ros.command.Commands;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RobotRecorderTest {
    private static final TaskId TASK = new TaskId("reach-north-east");
    private static final int STEPS = 12;
    private static final long DEADLINE_NANOS = 60_000_000_000L;

    private final PlanarSuite.Easy suite = new PlanarSuite.Easy();
    private final Task task = suite.task(TASK);

    @Test
    void whatIsDrivenIsRecordedActionByAction() throws Exception {
        for (Commands commands : List.of(
                Commands.GROUP,
                new Commands(CommandType.JOINT_TRAJECTORY, null),
                new Commands(CommandType.TWIST, List.of("linear.x", "angular.z")))) {
            try (RobotOnGraph graph = new RobotOnGraph(suite, Pacing.REALTIME, commands);
                    RosNode node = graph.node("recorder");
                    RobotRecorder recorder = new RobotRecorder(node, suite, graph.config(false), task, 0);
                    RobotControl control = graph.suite().control("driver", false)) {
                List<float[]> driven = new ArrayList<>();
                AtomicBoolean done = new AtomicBoolean();
                CompletableFuture<Void> driver = CompletableFuture.runAsync(() -> drive(control, driven, done));
                List<RecordedStep> steps = collect(recorder);
                done.set(true);
                driver.join();
                check(steps, driven);
            }
        }
    }

    private static void drive(RobotControl control, List<float[]> driven, AtomicBoolean done) {
        while (!done.get()) {
            Optional<String> reason = control.begin(TASK, 0);
            while (reason.isEmpty() && !done.get()) {
                float[] action = {0.0005f * (1 + driven.size()), 0.05f};
                driven.add(action);
                reason = control.act(action);
            }
        }
    }

    private static List<RecordedStep> collect(RobotRecorder recorder) throws InterruptedException {
        List<RecordedStep> steps = new ArrayList<>();
        long begin = System.nanoTime();
        while (steps.size() < STEPS && System.nanoTime() - begin < DEADLINE_NANOS) {
            RecordedStep step = recorder.next(100);
            if (step != null) {
                steps.add(step);
            }
        }
        assertEquals(STEPS, steps.size(), recorder.leftOut() + " left out; " + recorder.missing());
        return steps;
    }

    private void check(List<RecordedStep> steps, List<float[]> driven) {
        assertTrue(steps.get(0).episodeBegins());
        int at = -1;
        for (int i = 0; i < steps.size(); i++) {
            RecordedStep step = steps.get(i);
            // Each action is another one, so its place says which it was.
            int place = Math.round(step.action()[0] / 0.0005f) - 1;
            assertTrue(place > at, "action " + place + " after " + at);
            assertArrayEquals(driven.get(place), step.action());
            assertFalse(step.clipped());
            if (!step.episodeBegins()) {
                assertEquals(at + 1, place);
                assertArrayEquals(steps.get(i - 1).nextObservation(), step.observation());
            }
            at = place;
            assertEquals(task.label(step.before(), step.action(), step.after()), step.label());
            // Joints and tip turn as told; how exactly, is the clock's.
            double turned =
                    Math.IEEEremainder(step.after().get(1) - step.before().get(1), 2 * Math.PI);
            assertEquals(0.05, turned, 0.05);
            assertEquals(0.05, step.nextSeconds() - step.seconds(), 0.05);
        }
    }

    @Test
    void aCommandToStandEndsAnEpisodeAndIsNoStep() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(suite, Pacing.REALTIME);
                RosNode node = graph.node("recorder");
                RobotRecorder recorder = new RobotRecorder(node, suite, graph.config(false), task, 0);
                RobotControl control = graph.suite().control("driver", false)) {
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> driver = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    Optional<String> reason = control.begin(TASK, 0);
                    for (int i = 0; reason.isEmpty() && !done.get(); i++) {
                        reason = control.act(i % 5 < 3 ? new float[] {0.1f, -0.1f} : new float[2]);
                    }
                }
            });
            List<RecordedStep> steps = collect(recorder);
            done.set(true);
            driver.join();
            int length = 0;
            for (RecordedStep step : steps) {
                length = step.episodeBegins() ? 1 : length + 1;
                assertTrue(length <= 3, "of three moves");
                assertArrayEquals(new float[] {0.1f, -0.1f}, step.action());
            }
        }
    }

    @Test
    void aRobotInLockstepIsNotRecorded() throws Exception {
        try (RobotOnGraph graph = new RobotOnGraph(suite, Pacing.LOCKSTEP);
                RosNode node = graph.node("recorder")) {
            String why = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> new RobotRecorder(node, suite, graph.config(false), task, 0))
                    .getMessage());
            assertTrue(why.contains("in lockstep"), why);
        }
    }
}
