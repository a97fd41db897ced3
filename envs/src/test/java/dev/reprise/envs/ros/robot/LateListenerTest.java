package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.ros.transport.Eventually;
import dev.reprise.envs.ros.transport.Subscriber;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A robot that can be seen and reset all the time, and listens to commands only sometimes. */
class LateListenerTest {
    @Test
    void itIsWaitedForAtTheStartAndAfterItWasLost() throws Exception {
        try (HandRobot robot = new HandRobot(request -> new TriggerResponse(true, ""))) {
            RosRobotSuite suite = robot.suite(robot.config());
            CompletableFuture<Environment> coming = CompletableFuture.supplyAsync(suite::newEnvironment);
            assertThrows(TimeoutException.class, () -> coming.get(1, TimeUnit.SECONDS), "nobody listens");
            Subscriber first = robot.listen();
            try (Environment environment = coming.get(10, TimeUnit.SECONDS)) {
                environment.reset(TASK, 1);
                assertInstanceOf(TimeStep.Mid.class, move(environment));
                awaitMove(robot);

                first.close();
                String reason = abort(environment).reason();
                assertTrue(
                        reason.contains("nobody listens to /joint_group_velocity_controller/command any more"), reason);
                robot.heard().clear();
                CompletableFuture<TimeStep> next = CompletableFuture.supplyAsync(() -> environment.reset(TASK, 2));
                assertThrows(TimeoutException.class, () -> next.get(1, TimeUnit.SECONDS), "nobody listens");
                robot.listen();
                assertInstanceOf(TimeStep.First.class, next.get(10, TimeUnit.SECONDS));
                assertInstanceOf(TimeStep.Mid.class, move(environment));
                awaitMove(robot);
            }
        }
    }

    /** Takes commands until one moves the robot: before it there may be some that let it stand. */
    private static void awaitMove(HandRobot robot) throws Exception {
        Eventually.within(5, "a command that moves it", () -> {
            double[] command = robot.heard().poll();
            return command != null && Arrays.stream(command).anyMatch(speed -> speed != 0);
        });
    }
}
