package dev.reprise.envs.workbench;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that says no more than whether it is done: reward 1 at success, else 0. */
record SparseTask(Task task) implements Task {
    static List<Task> of(List<Task> tasks) {
        return tasks.stream().<Task>map(SparseTask::new).toList();
    }

    @Override
    public TaskId id() {
        return task.id();
    }

    @Override
    public String description() {
        return task.description() + "; reward at success only";
    }

    @Override
    public float[] start(RandomStream random) {
        return task.start(random);
    }

    @Override
    public @Nullable Label label(Measurement before, float[] action, Measurement after) {
        Label label = task.label(before, action, after);
        return label == null ? null : new Label(label.success() ? 1 : 0, label.terminated(), label.success());
    }
}
