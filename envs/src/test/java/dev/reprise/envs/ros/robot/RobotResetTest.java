package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.StdSrvs.TriggerRequest;
import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.transport.ServiceHandler;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentLostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A robot that is there and will not be reset is given up when patience ends, with its reason. */
class RobotResetTest {
    private static final double ATTEMPT_SECONDS = 0.7;
    private static final double PATIENCE_SECONDS = 2;

    @Test
    void aResetThatIsRefusedIsGivenUpWithTheRobotsReason() throws Exception {
        String said = lost(request -> new TriggerResponse(false, "the gripper is jammed"));
        assertTrue(said.contains("the robot refused to reset: the gripper is jammed"), said);
    }

    @Test
    void aResetThatIsNeverAnsweredIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try {
            String said = lost(request -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new TriggerResponse(true, "late");
            });
            assertTrue(said.contains("could not be reset: /reset gave no answer"), said);
        } finally {
            never.countDown();
        }
    }

    private static String lost(ServiceHandler<TriggerRequest, TriggerResponse> reset) throws Exception {
        try (HandRobot robot = new HandRobot(reset)) {
            robot.listen();
            RobotConfig config = RobotOnGraph.with(
                    robot.config(),
                    new RobotConfig.Reset(RobotConfig.ResetKind.TRIGGER, "reset", null, null, ATTEMPT_SECONDS),
                    new RobotConfig.Waits(10, 2, 1, 1, PATIENCE_SECONDS));
            try (Environment environment = robot.suite(config).newEnvironment()) {
                // Patience, one more attempt and what a busy machine takes.
                EnvironmentLostException lost = assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> assertThrows(EnvironmentLostException.class, () -> environment.reset(TASK, 1)));
                return String.valueOf(lost.getMessage());
            }
        }
    }
}
