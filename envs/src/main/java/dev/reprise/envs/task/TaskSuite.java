package dev.reprise.envs.task;

import dev.reprise.envs.spec.Environment;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * Tasks over one robot and one observation and action space.
 *
 * <p>Suites are found by {@link java.util.ServiceLoader}: a public class with a public constructor without parameters,
 * named in {@code META-INF/services/dev.reprise.envs.task.TaskSuite} of a jar on the class path.
 */
public interface TaskSuite {
    /** What configs call it: {@code family} or {@code family/variant}, such as {@code planar/easy}. */
    String name();

    /** One line for people. */
    String description();

    /** Shapes and rates, the same for all its tasks. */
    EnvironmentSpecs specs();

    /** The tasks in their usual order; identities are distinct. */
    List<Task> tasks();

    /** A fresh environment that can run any of the tasks. */
    Environment newEnvironment();

    /**
     * A script for one episode of a task, at the episode's beginning; empty where the suite has none.
     *
     * @throws IllegalArgumentException when the suite has no such task
     */
    default Optional<Demonstrator> demonstrator(TaskId id) {
        task(id);
        return Optional.empty();
    }

    /**
     * The task with this identity.
     *
     * @throws IllegalArgumentException when the suite has none, naming those it has
     */
    default Task task(TaskId id) {
        for (Task task : tasks()) {
            if (task.id().equals(id)) {
                return task;
            }
        }
        throw new IllegalArgumentException("suite '" + name() + "' has no task '" + id + "', only "
                + tasks().stream().map(t -> t.id().name()).toList());
    }

    /**
     * The same tasks at other rates.
     *
     * @throws IllegalArgumentException when this suite's rates are fixed, or these do not fit together
     */
    default TaskSuite at(Rates rates) {
        throw new IllegalArgumentException("suite '" + name() + "' has fixed rates");
    }
}
