package dev.reprise.envs.task;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import org.jspecify.annotations.Nullable;

/** One job: where it starts and how it judges. A task has no state; any number of threads may use it. */
public interface Task {
    /** Its stable identity. */
    TaskId id();

    /** One line for people: what the robot has to do and when it has succeeded. */
    String description();

    /**
     * Draws a start state.
     *
     * @return coordinates as the suite's {@link Plant#reset} takes them
     */
    float[] start(RandomStream random);

    /**
     * Judges a transition that may have been collected under any task: a pure function of its arguments, without
     * history, so that it gives the same bits whenever it is asked.
     *
     * @param before measurement when the action was chosen
     * @param action as commanded, in the units of the action spec; must not be changed
     * @param after measurement one control period later
     * @return null when these measurements do not let this task judge (a gap); such a label is masked, never guessed
     */
    @Nullable
    Label label(Measurement before, float[] action, Measurement after);
}
