package dev.reprise.app.experiment;

import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.RunResult;
import dev.reprise.envs.task.Curriculum;
import java.util.List;

/**
 * What a finished run found.
 *
 * @param points every evaluation, in order
 * @param diagnostics what the learner said of itself
 */
public record Outcome(RunResult result, Curriculum curriculum, List<EvaluationPoint> points, Diagnostics diagnostics) {
    /** Keeps a copy of the list. */
    public Outcome {
        points = List.copyOf(points);
    }
}
