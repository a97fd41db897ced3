package dev.reprise.app.cli;

import static dev.reprise.app.cli.RobotStage.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.master.LocalMaster;
import dev.reprise.envs.ros.msg.StdMsgs.Text;
import dev.reprise.envs.ros.tcpros.TcprosTransport;
import dev.reprise.envs.ros.transport.NodeConfiguration;
import dev.reprise.envs.ros.transport.RosNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What drives a robot tells it to stand before it ends, however it ends. The robot's own watchdog is set so long that
 * nothing else can stop it.
 */
@Tag("long")
class RobotStopsTest {
    @TempDir
    Path folder;

    private LocalMaster master;
    private RobotStage stage;

    @BeforeEach
    void start() throws Exception {
        master = new LocalMaster(0);
        stage = new RobotStage(folder, master.uri());
        stage.robot("--watchdog", "3600");
        stage.watchCommands();
    }

    @AfterEach
    void end() {
        stage.close();
        master.close();
    }

    private Process serving() throws Exception {
        Process policy = stage.child("driver", "ros", "serve", stage.policy().toString(), "--robot", "planar");
        awaitDriven();
        return policy;
    }

    private Process training() throws Exception {
        Files.writeString(folder.resolve("long.yaml"), """
                suite: planar/easy
                curriculum: {kind: sequential, tasks: [reach-north-east], steps: 100000}
                evaluation: {interval: 100000, episodes: 1}
                checkpoint: {interval: 100}
                agent: {network: {widths: [16, 16]}, batch: 16, randomSteps: 50}
                """);
        Process training = stage.child(
                "driver",
                "ros",
                "train",
                folder.resolve("long.yaml").toString(),
                "--robot",
                "planar",
                "--set",
                "environment.robot.evaluate=false");
        awaitDriven();
        return training;
    }

    /** A reset moves the joints too, and the watched commands may begin later than the motion. */
    private void awaitDriven() throws Exception {
        await(() -> stage.moving() && stage.command().length == 2 && !stage.toldToStand());
    }

    private void assertToldToStand() throws Exception {
        await(stage::toldToStand);
        stage.assertStands(System.nanoTime(), 0.4);
        assertTrue(stage.toldToStand());
    }

    /** What the other tests rest on: this robot goes on when nobody stops it. */
    @Test
    void thisRobotIsNotStoppedByItself() throws Exception {
        serving().destroyForcibly().waitFor();
        long before = stage.moves();
        await(() -> stage.moves() > before + 200);
        assertFalse(stage.toldToStand());
    }

    @Test
    void aPolicyThatIsEndedTellsTheRobotToStand() throws Exception {
        Process policy = serving();
        policy.destroy();
        assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
        assertToldToStand();
    }

    @Test
    void aPolicyWhoseNameIsTakenTellsTheRobotToStand() throws Exception {
        Process policy = serving();
        try (RosNode other = new TcprosTransport().open(NodeConfiguration.local("reprise_policy", stage.master()))) {
            other.newSubscriber("anything", Text.TYPE, (message, received) -> {});
            assertTrue(policy.waitFor(20, TimeUnit.SECONDS));
            assertToldToStand();
        }
    }

    @Test
    void trainingThatIsEndedTellsTheRobotToStand() throws Exception {
        Process training = training();
        training.destroy();
        assertTrue(training.waitFor(20, TimeUnit.SECONDS));
        assertToldToStand();
    }

    /** The disk refuses a checkpoint: an exception out of the middle of an episode. */
    @Test
    void trainingThatFailsTellsTheRobotToStand() throws Exception {
        Process training = training();
        Path checkpoints = folder.resolve("driver").resolve("runs/long-seed0/checkpoints");
        await(() -> Files.isDirectory(checkpoints));
        await(() -> isReplacedByFile(checkpoints));
        assertTrue(training.waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, training.exitValue(), stage.complained("driver"));
        assertToldToStand();
    }

    /** Moved away as a whole, as it may be written to at this moment; false when training has made another one. */
    private boolean isReplacedByFile(Path checkpoints) throws IOException {
        Files.move(checkpoints, Files.createTempDirectory(folder, "moved").resolve("checkpoints"));
        try {
            Files.createFile(checkpoints);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
