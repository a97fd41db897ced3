package dev.reprise.envs.gym;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a server. What it judged is part of the measurement, so that its own transitions can be labelled again;
 * nothing else can, and a label of another task's transition is a gap.
 *
 * @param index the server's number of it
 */
record GymTask(int index, TaskId id, String description) implements Task {
    /** Which task judged, and how. */
    static final MeasurementSchema MEASUREMENT = new MeasurementSchema(List.of(
            new Field("task", 1, "1", "-"),
            new Field("reward", 1, "1", "-"),
            new Field("terminated", 1, "1", "-"),
            new Field("success", 1, "1", "-")));

    /** The measurement after a reset, which nobody has judged. */
    static Measurement unjudged() {
        return Measurement.of(MEASUREMENT, new float[] {-1, 0, 0, 0});
    }

    /** The measurement that carries a judgement. */
    Measurement judged(Label label) {
        return Measurement.of(
                MEASUREMENT, new float[] {index, label.reward(), label.terminated() ? 1 : 0, label.success() ? 1 : 0});
    }

    /** {@inheritDoc} The server draws start states from the seed: nothing is drawn here. */
    @Override
    public float[] start(RandomStream random) {
        return new float[0];
    }

    @Override
    public @Nullable Label label(Measurement before, float[] action, Measurement after) {
        if (!after.schema().equals(MEASUREMENT) || after.get(0) != index) {
            return null;
        }
        return new Label(after.get(1), after.get(2) != 0, after.get(3) != 0);
    }
}
