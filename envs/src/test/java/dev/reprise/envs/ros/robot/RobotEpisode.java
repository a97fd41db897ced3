package dev.reprise.envs.ros.robot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.envs.spec.EndCause;
import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.spec.TimeStep;

/** An episode of planar/easy on a robot that is going to break. */
public final class RobotEpisode {
    public static final TaskId TASK = new TaskId("reach-north-east");

    private RobotEpisode() {}

    /** A step that moves both joints. */
    public static TimeStep move(Environment environment) {
        return environment.step(new float[] {0.1f, -0.1f});
    }

    /** Begins one, and sees that it goes on. */
    public static void begin(Environment environment) {
        environment.reset(TASK, 1);
        for (int i = 0; i < 3; i++) {
            TimeStep step = move(environment);
            assertInstanceOf(TimeStep.Mid.class, step, () -> ((TimeStep.Last) step).reason());
        }
    }

    /** Steps until it is aborted, which must come before its time is over. */
    public static TimeStep.Last abort(Environment environment) {
        for (int i = 0; i < 45; i++) {
            if (move(environment) instanceof TimeStep.Last last) {
                assertEquals(EndCause.ABORTED, last.cause());
                assertNull(last.label());
                return last;
            }
        }
        throw new AssertionError("nothing ended the episode");
    }
}
