package dev.reprise.envs.ros.robot;

import static dev.reprise.envs.ros.robot.RobotEpisode.TASK;
import static dev.reprise.envs.ros.robot.RobotEpisode.abort;
import static dev.reprise.envs.ros.robot.RobotEpisode.begin;
import static dev.reprise.envs.ros.robot.RobotEpisode.move;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.envs.ros.msg.StdSrvs.TriggerResponse;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TimeStep;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines by the wall's clock. */
class RealTimeTest {
    private static final int STEPS = 40;
    private static final double PERIOD = 0.05;
    private static final long THINKING_MILLIS = 20;

    /** A busy machine may take its time once or twice; pauses that were waited for beside the periods would always count. */
    @Test
    void theLearnersTimeIsPartOfThePeriod() throws Exception {
        double shortest = Double.POSITIVE_INFINITY;
        try (HandRobot robot = robot();
                Environment environment = robot.suite(robot.config()).newEnvironment()) {
            for (int attempt = 0; attempt < 3 && shortest > 1.2 * STEPS * PERIOD; attempt++) {
                environment.reset(TASK, attempt);
                long start = System.nanoTime();
                for (int i = 0; i < STEPS; i++) {
                    TimeUnit.MILLISECONDS.sleep(THINKING_MILLIS);
                    assertInstanceOf(TimeStep.Mid.class, move(environment));
                }
                shortest = Math.min(shortest, (System.nanoTime() - start) * 1e-9);
            }
        }
        double plain = STEPS * PERIOD;
        assertTrue(shortest > 0.99 * plain && shortest <= 1.2 * plain, "took " + shortest + " s");
    }

    @Test
    void aPeriodThatWasOverrunIsCounted() throws Exception {
        try (HandRobot robot = robot();
                RobotControl control = robot.suite(robot.config()).control("policy", false)) {
            assertEquals(Optional.empty(), control.begin(TASK, 0));
            assertEquals(Optional.empty(), control.act(new float[2]));
            long before = control.health().overruns();
            // Longer than a period, shorter than the watchdog allows.
            TimeUnit.MILLISECONDS.sleep(110);
            assertEquals(Optional.empty(), control.act(new float[2]));
            assertEquals(before + 1, control.health().overruns());
        }
    }

    /** So quickly that no reading is too old and its clock goes on. */
    @Test
    void aRobotWhoseReadingsAreToldAnewIsNotDrivenOnInTheMidstOfAnEpisode() throws Exception {
        try (HandRobot robot = robot();
                Environment environment = robot.suite(robot.config()).newEnvironment()) {
            begin(environment);
            robot.publishAnew();
            String reason = abort(environment).reason();
            assertTrue(reason.contains("published anew"), reason);
            begin(environment);
        }
    }

    private static HandRobot robot() throws Exception {
        HandRobot robot = new HandRobot(request -> new TriggerResponse(true, ""));
        robot.listen();
        return robot;
    }
}
