package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.config.ConfigTree;
import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.ros.RosProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with Debian's ROS. */
@Tag("long")
class RobotTrainingOnRosTest {
    @TempDir
    Path folder;

    @Test
    void throughDebiansMasterARunEndsWithTheBitsOfTheRunInProcess() throws Exception {
        try (RosGraph graph = new RosGraph()) {
            RobotTrainingTest.checkBits(graph.uri());
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
                            agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                            """, "mixed"),
                    List.of("environment.robot={file: '" + robot + "', evaluate: false}"));
            List<String> log = new ArrayList<>();
            CompletableFuture<RosProcess> second = null;
            try (TrainLoop loop =
                    new TrainLoop(config.config(), config.suite(), config.robot(), new SmallRun.Log(log))) {
                while (!loop.done()) {
                    loop.advance();
                    if (loop.step() == 420 && second == null) {
                        first.kill();
                        second = CompletableFuture.supplyAsync(() -> again(graph));
                    }
                }
                assertEquals(600, loop.step());
            }
            assertEquals(
                    1, log.stream().filter(line -> line.contains("end=aborted")).count(), log.toString());
            assertTrue(second != null && second.get().isAlive());
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
