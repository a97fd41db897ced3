package dev.reprise.app.cli;

import static dev.reprise.app.cli.RobotStage.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.ros.RosProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for robots with one that is not of our making, on Debian's master. */
@Tag("long")
class RobotNodesOnRospyTest {
    @TempDir
    Path folder;

    private RosGraph graph;
    private RosProcess robot;
    private RobotStage stage;
    private String file;

    @BeforeEach
    void start() throws Exception {
        graph = new RosGraph();
        robot = graph.python("planar_robot.py", "realtime").awaitOutput("ready");
        stage = new RobotStage(folder, graph.uri());
        String planar = Files.readString(Path.of("..", "configs", "robots", "planar.yaml"));
        file = Files.writeString(folder.resolve("arm.yaml"), planar.replace("kind: trigger", "kind: empty"))
                .toString();
        await(() -> stage.joints().length == 2);
    }

    @AfterEach
    void end() throws Exception {
        // None where ROS is not installed and the tests are skipped.
        if (graph != null) {
            if (stage != null) {
                stage.close();
            }
            graph.close();
        }
    }

    @Test
    void nothingIsMissing() throws Exception {
        Process check = stage.run("check", "ros", "check", "planar/easy", "--robot", file);
        assertEquals(0, check.exitValue(), stage.said("check"));
        assertTrue(stage.said("check").contains("nothing is missing"), stage.said("check"));
        robot.kill();
        Process gone = stage.run("gone", "ros", "check", "planar/easy", "--robot", file);
        assertEquals(1, gone.exitValue(), stage.said("gone"));
    }

    @Test
    void aPolicyDrivesItAndTellsItToStandAtItsEnd() throws Exception {
        stage.watchCommands();
        Process policy = stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", file);
        await(() -> stage.moving() && stage.command().length == 2 && !stage.toldToStand());
        policy.destroy();
        assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
        await(stage::toldToStand);
        stage.assertStands(System.nanoTime(), 0.1);
        assertTrue(robot.isAlive());
    }

    @Test
    void whatAPolicyDoesIsRecorded() throws Exception {
        stage.child("policy", "ros", "serve", stage.policy().toString(), "--robot", file);
        stage.awaitMotion();
        Path recorded = folder.resolve("driven.safetensors");
        String[] command = {
            "ros",
            "record",
            "planar/easy",
            recorded.toString(),
            "--robot",
            file,
            "--task",
            "reach-north-east",
            "--steps",
            "40"
        };
        Process recorder = stage.run("recorder", command);
        assertEquals(0, recorder.exitValue(), stage.complained("recorder"));
        assertTrue(stage.said("recorder").contains("40 steps of 'reach-north-east' in "), stage.said("recorder"));
        Child.Result trained =
                Child.run(folder, "train", "small.yaml", "--out", "experienced", "--experience", recorded.toString());
        assertEquals(0, trained.status(), trained.err());
    }
}
