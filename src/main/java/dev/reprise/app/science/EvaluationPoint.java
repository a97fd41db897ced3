package dev.reprise.app.science;

import java.util.List;

/**
 * One evaluation of the policy: for every task of the curriculum its success rate over the evaluation episodes.
 *
 * @param step environment steps of the run so far
 * @param phase the phase (0-based) it belongs to
 * @param phaseStart true for the evaluation before the first gradient step of the phase, which only covers the phase's
 *     own tasks; false for those at intervals and at the end of the phase, which cover all tasks
 * @param success per task of the curriculum in order, in [0, 1]; NaN where not evaluated
 * @param meanReturn per task in the same order, undiscounted sum of rewards; NaN where not evaluated
 */
public record EvaluationPoint(long step, int phase, boolean phaseStart, List<Double> success, List<Double> meanReturn) {
    /** Checks that both lists have one entry per task. */
    public EvaluationPoint {
        success = List.copyOf(success);
        meanReturn = List.copyOf(meanReturn);
        if (success.size() != meanReturn.size()) {
            throw new IllegalArgumentException(
                    "success names " + success.size() + " tasks, return " + meanReturn.size());
        }
    }
}
