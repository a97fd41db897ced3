package dev.reprise.envs.ros.robot;

import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * One control period of a robot that somebody drove.
 *
 * @param episodeBegins whether it does not go on from the step before
 * @param seconds the robot's own time before the step, by the stamp of its joint states
 * @param nextSeconds the same after it
 * @param action that stands for the command, within the suite's action spec
 * @param clipped whether the command went beyond that spec
 * @param label what the task says of it; null where it cannot tell
 */
public record RecordedStep(
        boolean episodeBegins,
        double seconds,
        double nextSeconds,
        float[] observation,
        Measurement before,
        float[] action,
        boolean clipped,
        float[] nextObservation,
        Measurement after,
        @Nullable Label label) {}
