package dev.reprise.app.report;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the horizontal axis: a phase.
 *
 * @param from where it begins
 * @param to where it ends
 * @param name written above when all names fit; may be empty
 * @param number written instead when they do not
 * @param shaded whether it stands out
 */
public record ChartSpan(double from, double to, String name, int number, boolean shaded) {

    /** The phases of a curriculum, named and numbered from 1; those that train {@code task} are shaded. */
    public static List<ChartSpan> phases(Curriculum curriculum, @Nullable TaskId task) {
        List<ChartSpan> spans = new ArrayList<>();
        double from = 0;
        for (Phase phase : curriculum.phases()) {
            double to = from + phase.steps();
            boolean shaded = task != null && phase.tasks().contains(task);
            spans.add(new ChartSpan(from, to, phase.name(), spans.size() + 1, shaded));
            from = to;
        }
        return spans;
    }

    /** The same stretch without a name. */
    public ChartSpan unnamed() {
        return new ChartSpan(from, to, "", number, shaded);
    }
}
