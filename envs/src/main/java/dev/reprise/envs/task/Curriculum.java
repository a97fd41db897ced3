package dev.reprise.envs.task;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which tasks are learnt. The v-th phase that contains a task is its v-th visit.
 *
 * <pre>
 *   sequential   A B C             one after another
 *   repeating    A B C A B C       … and back again
 *   parallel     ABC               all at once
 *   mixed        A BC A            any list of phases
 * </pre>
 *
 * @param phases at least one, with distinct names
 */
public record Curriculum(List<Phase> phases) {
    /** Checks that there is a phase and that names are distinct. */
    public Curriculum {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a curriculum needs at least one phase");
        }
        Set<String> names = new HashSet<>();
        for (Phase phase : phases) {
            if (!names.add(phase.name())) {
                throw new IllegalArgumentException("two phases are called '" + phase.name() + "'");
            }
        }
    }

    /** Each task once, in the order given. */
    public static Curriculum sequential(List<TaskId> tasks, long stepsPerVisit) {
        return repeating(tasks, stepsPerVisit, 1);
    }

    /** The sequence of tasks, {@code times} times over. */
    public static Curriculum repeating(List<TaskId> tasks, long stepsPerVisit, int times) {
        List<Phase> phases = new ArrayList<>();
        for (int visit = 1; visit <= times; visit++) {
            for (TaskId task : tasks) {
                phases.add(new Phase(task + " #" + visit, List.of(task), stepsPerVisit));
            }
        }
        return new Curriculum(phases);
    }

    /** All tasks at once. */
    public static Curriculum parallel(List<TaskId> tasks, long steps) {
        return new Curriculum(List.of(new Phase("all", tasks, steps)));
    }

    /** Every task of the curriculum once, in the order of its first phase. */
    public List<TaskId> tasks() {
        Set<TaskId> tasks = new LinkedHashSet<>();
        for (Phase phase : phases) {
            tasks.addAll(phase.tasks());
        }
        return List.copyOf(tasks);
    }

    /** Environment steps of all phases together. */
    public long totalSteps() {
        return phases.stream().mapToLong(Phase::steps).sum();
    }

    /** Environment steps before phase {@code phase} (0-based) begins. */
    public long stepsBefore(int phase) {
        return phases.subList(0, phase).stream().mapToLong(Phase::steps).sum();
    }

    /** Which visit of {@code task} phase {@code phase} (0-based) is, counted from 1. */
    public int visit(int phase, TaskId task) {
        int visit = 0;
        for (Phase earlier : phases.subList(0, phase + 1)) {
            if (earlier.tasks().contains(task)) {
                visit++;
            }
        }
        return visit;
    }

    /** The phases (0-based) that contain {@code task}, in order. */
    public List<Integer> phasesOf(TaskId task) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).tasks().contains(task)) {
                found.add(i);
            }
        }
        return found;
    }
}
