package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.ros.RosProcess;
import dev.reprise.envs.spec.TaskId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with Debian's ROS. */
@Tag("long")
class RobotTrainingOnRosTest {
    private static final TaskId HERE = new TaskId("reach-north-east");
    private static final TaskId THERE = new TaskId("reach-south-west");

    @TempDir
    Path folder;

    @Test
    void throughDebiansMasterARunEndsWithTheBitsOfTheRunInProcess() throws Exception {
        try (RosGraph graph = new RosGraph()) {
            RobotTrainingTest.checkBits(graph.uri(), folder);
        }
    }

    /** First phase in simulation, second on a rospy robot that dies in the middle and is started anew. */
    @Test
    void trainingGoesFromSimulationToARobotAndOnByItselfWhenTheRobotIsBack() throws Exception {
        try (RosGraph graph = new RosGraph()) {
            RosProcess first = robot(graph);
            Path robot = folder.resolve("arm.yaml");
            String planar = Files.readString(Path.of("..", "configs", "robots", "planar.yaml"));
            Files.writeString(
                    robot,
                    planar.replace("kind: trigger", "kind: empty")
                            .replace("pacing: realtime", "pacing: lockstep")
                            .replace("master: null", "master: " + graph.uri()));
            Configs.Resolved config = Configs.resolve(
                    ConfigTree.parse("""
                            suite: planar/easy
                            curriculum:
                              kind: mixed
                              phases:
                                - {tasks: [reach-north-east], steps: 150, domain: simulation}
                                - {tasks: [reach-south-west], steps: 150, domain: simulation}
                                - {tasks: [reach-north-east], steps: 300, domain: robot}
                            evaluation: {interval: 100, episodes: 1}
                            agent:
                              network: {widths: [16, 16]}
                              batch: 16
                              randomSteps: 50
                              balance: {measureInterval: 50}
                            """, "mixed"),
                    List.of("environment.robot={file: '" + robot + "', evaluate: false}"));
            Journal journal = new Journal();
            CompletableFuture<RosProcess> second = null;
            try (TrainLoop loop = new TrainLoop(config.config(), config.suite(), config.robot(), journal)) {
                while (loop.phase() < 2) {
                    loop.advance();
                }
                float[] learnt = parameters(loop);
                checkMemory(loop);
                while (loop.step() < 340) {
                    // The robot's visit begins with the networks as simulation left them.
                    if (loop.step() == 300) {
                        assertArrayEquals(learnt, parameters(loop));
                    }
                    loop.advance();
                }
                assertFalse(Arrays.equals(learnt, parameters(loop)), "the robot's steps are learnt from");
                while (!loop.done()) {
                    loop.advance();
                    if (loop.step() == 420 && second == null) {
                        first.kill();
                        second = CompletableFuture.supplyAsync(() -> again(graph));
                    }
                }
                assertEquals(600, loop.step());
                assertEquals(List.of(HERE, THERE), loop.agent().tasks(), "the returning task has no other head");
                // The aborted step is judged by nobody and not stored.
                assertEquals(150 + 299, loop.agent().store().count(0), "of simulation and robot");
            }
            journal.check();
            assertTrue(second != null && second.get().isAlive());
        }
    }

    private static float[] parameters(TrainLoop loop) {
        return loop.agent().snapshot().parameters().values().clone();
    }

    /** At the robot's first step both jobs are remembered from simulation, and what the policy did in them. */
    private static void checkMemory(TrainLoop loop) {
        SavedState state = new SavedState();
        loop.agent().save(state, new SmallRun.Archive());
        SavedState memory = state.scope("memory");
        assertArrayEquals(new int[] {0, 1}, memory.ints("tasks"));
        for (int task = 0; task < 2; task++) {
            SavedState of = memory.scope("task-" + task);
            // A tenth of the visit, with mean and deviation of two actions for each.
            assertEquals(15, of.ints("capacity")[0]);
            assertEquals(15 * 4, of.floats("outputs").length);
            assertEquals(150, of.longs("offered")[0]);
        }
    }

    /** What is told of episodes and updates, phase by phase. */
    private static final class Journal implements MetricSink {
        private final List<Episode> episodes = new ArrayList<>();
        private final List<UpdateReport> onRobot = new ArrayList<>();
        private final List<UpdateReport> atFirst = new ArrayList<>();

        @Override
        public void evaluation(EvaluationPoint point) {}

        @Override
        public void episode(Episode episode) {
            episodes.add(episode);
        }

        @Override
        public void update(long step, int phase, UpdateReport report) {
            if (phase != 1) {
                // A copy, as the learner writes into the same report again.
                (phase == 0 ? atFirst : onRobot).add(UpdateReport.of(report.figures()));
            }
        }

        void check() {
            assertEquals(
                    1,
                    episodes.stream()
                            .filter(each -> each.end().equals("aborted"))
                            .count(),
                    episodes.toString());
            List<Episode> visit =
                    episodes.stream().filter(each -> each.phase() == 2).toList();
            assertTrue(visit.size() >= 6, visit.toString());
            for (Episode episode : visit) {
                assertEquals(HERE.name(), episode.task());
                assertEquals(2, episode.visit());
            }
            // Nothing is there to be rehearsed in the first visit; on the robot there is.
            assertFalse(atFirst.isEmpty());
            assertTrue(atFirst.stream().allMatch(each -> Double.isNaN(each.auxiliaryLoss())), atFirst.toString());
            assertFalse(onRobot.isEmpty());
            assertTrue(onRobot.stream().allMatch(each -> each.auxiliaryLoss() > 0), onRobot.toString());
            assertTrue(onRobot.stream()
                    .anyMatch(each -> each.criticAgreement().rehearsalRatio() > 0
                            && each.policyAgreement().rehearsalRatio() > 0));
        }
    }

    private static RosProcess robot(RosGraph graph) throws Exception {
        return graph.python("planar_robot.py", "lockstep").awaitOutput("ready");
    }

    private static RosProcess again(RosGraph graph) {
        try {
            return robot(graph);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
