package dev.reprise.app.experience;

import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file of experience says of itself, as JSON.
 *
 * @param format of these files
 * @param suite that the recording took its layout from
 * @param task under which it was recorded
 * @param robot where it comes from
 * @param rows number of transitions
 * @param controlPeriodSeconds of a step
 * @param observation names of its numbers, in order, with units
 * @param action the same
 * @param measurement names of its fields, with sizes, units and frames
 */
record About(
        String format,
        String suite,
        String task,
        String robot,
        int rows,
        double controlPeriodSeconds,
        List<String> observation,
        List<String> action,
        List<String> measurement) {
    static final String FORMAT = "reprise-experience-1";

    /** Checks that nothing is missing. */
    About {
        Objects.requireNonNull(format, "'format' is missing");
        Objects.requireNonNull(suite, "'suite' is missing");
        Objects.requireNonNull(task, "'task' is missing");
        Objects.requireNonNull(robot, "'robot' is missing");
        Objects.requireNonNull(observation, "'observation' is missing");
        Objects.requireNonNull(action, "'action' is missing");
        Objects.requireNonNull(measurement, "'measurement' is missing");
    }

    static About of(String suite, String task, String robot, int rows, EnvironmentSpecs specs) {
        return new About(
                FORMAT,
                suite,
                task,
                robot,
                rows,
                specs.controlPeriodSeconds(),
                axes(specs.observation()),
                axes(specs.action()),
                specs.measurement().fields().stream()
                        .map(field -> field.name() + " [" + field.size() + "] " + field.unit() + ", " + field.frame())
                        .toList());
    }

    private static List<String> axes(BoxSpec box) {
        return box.axes().stream().map(axis -> axis.name() + ", " + axis.unit()).toList();
    }

    /** What keeps it from being learnt from with these specs, in a sentence; null when nothing does. */
    @Nullable
    String misfit(EnvironmentSpecs specs) {
        About due = of(suite, task, robot, rows, specs);
        if (!format.equals(FORMAT)) {
            return "its format is '" + format + "', this version reads " + FORMAT;
        }
        if (Math.abs(controlPeriodSeconds - due.controlPeriodSeconds) > 1e-9 * due.controlPeriodSeconds) {
            return "its steps take " + controlPeriodSeconds + " s, the run's take " + due.controlPeriodSeconds + " s";
        }
        String first = difference("observation", observation, due.observation);
        String second = difference("action", action, due.action);
        String third = difference("measurement", measurement, due.measurement);
        return first != null ? first : second != null ? second : third;
    }

    private static @Nullable String difference(String what, List<String> theirs, List<String> ours) {
        return theirs.equals(ours) ? null : "its " + what + " is " + theirs + ", the run's is " + ours;
    }
}
