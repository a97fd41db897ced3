package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.planar.PlanarSuite;
import dev.reprise.envs.ros.RosGraph;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.RosNode;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.Pacing;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With Debian's master. */
@Tag("long")
class RosRobotFaultsOnRosmasterTest extends RosRobotFaultsContract {
    private static final TaskId TASK = new TaskId("reach-north-east");
    private static final float[] MOVE = {0.1f, -0.1f};

    private RosGraph graph;

    @BeforeEach
    void start() throws Exception {
        graph = new RosGraph();
    }

    @AfterEach
    void end() throws IOException {
        // None where ROS is not installed and the tests are skipped.
        if (graph != null) {
            graph.close();
        }
    }

    @Override
    URI master() {
        return graph.uri();
    }

    /** Our nodes register again with a master that has forgotten them; the episode need not know. */
    @Test
    void anEpisodeOutlivesTheMasterAndTheNextBeginsWithAnotherOne() throws Exception {
        for (Pacing pacing : Pacing.values()) {
            try (RobotOnGraph robot = new RobotOnGraph(graph.uri(), new PlanarSuite.Easy(), pacing);
                    RosNode observer = robot.node("observer");
                    Environment environment = robot.suite().newEnvironment()) {
                environment.reset(TASK, 1);
                graph.master().kill();
                go(environment, 10);
                CompletableFuture<Void> restart = CompletableFuture.runAsync(this::restartMaster);
                // Shorter than the episode; a learner that waited for the master would lose it by its own pause.
                go(environment, 30);
                restart.join();
                Eventually.within(
                        10,
                        "the robot is known again",
                        () -> observer.graph().services().containsKey("/reset"));
                // The next episodes too, to their ends: the reset, its parameters and all topics.
                for (int episode = 0; episode < 2; episode++) {
                    TimeStep now = environment.reset(TASK, episode);
                    while (!(now instanceof TimeStep.Last)) {
                        now = environment.step(MOVE);
                    }
                    assertTrue(((TimeStep.Last) now).reason().isEmpty(), ((TimeStep.Last) now).reason());
                    assertEquals(
                            TASK.name(),
                            observer.parameters()
                                    .get("episode/task", String.class)
                                    .orElseThrow());
                }
            }
        }
    }

    private void restartMaster() {
        try {
            graph.restartMaster();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void go(Environment environment, int steps) {
        for (int i = 0; i < steps; i++) {
            assertInstanceOf(TimeStep.Mid.class, environment.step(MOVE));
        }
    }
}
