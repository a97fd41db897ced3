package dev.reprise.envs.task;

import dev.reprise.envs.spec.TaskId;
import java.util.HashSet;
import java.util.List;

/**
 * A stretch of training on one task, or on several in parallel, whose episodes then take turns.
 *
 * @param name for tables and plots
 * @param tasks at least one, each once
 * @param steps environment steps over all its tasks
 */
public record Phase(String name, List<TaskId> tasks, long steps) {
    /** Checks tasks and budget. */
    public Phase {
        tasks = List.copyOf(tasks);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a phase needs a name");
        }
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("phase '" + name + "' needs at least one task");
        }
        if (new HashSet<>(tasks).size() != tasks.size()) {
            throw new IllegalArgumentException("phase '" + name + "' names a task twice");
        }
        if (steps < 1) {
            throw new IllegalArgumentException("phase '" + name + "' needs at least one step, not " + steps);
        }
    }
}
