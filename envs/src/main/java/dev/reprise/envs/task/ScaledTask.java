package dev.reprise.envs.task;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task whose rewards are multiplied by a factor: the same job, told in other units. What an agent does about unequal
 * scales shows here.
 *
 * @param task the job
 * @param factor positive
 */
public record ScaledTask(Task task, float factor) implements Task {
    /** Checks the factor. */
    public ScaledTask {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("a reward factor must be positive, not " + factor);
        }
    }

    /** The tasks with their rewards multiplied by the factors, which repeat along the list. */
    public static List<Task> scale(List<Task> tasks, float... factors) {
        List<Task> scaled = new ArrayList<>();
        for (int k = 0; k < tasks.size(); k++) {
            scaled.add(new ScaledTask(tasks.get(k), factors[k % factors.length]));
        }
        return scaled;
    }

    @Override
    public TaskId id() {
        return task.id();
    }

    @Override
    public String description() {
        return task.description() + "; reward times " + factor;
    }

    @Override
    public float[] start(RandomStream random) {
        return task.start(random);
    }

    @Override
    public @Nullable Label label(Measurement before, float[] action, Measurement after) {
        Label label = task.label(before, action, after);
        return label == null ? null : new Label(label.reward() * factor, label.terminated(), label.success());
    }
}
