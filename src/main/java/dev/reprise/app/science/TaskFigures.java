package dev.reprise.app.science;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows of one task.
 *
 * @param task which task
 * @param finalSuccess tail of the run's last phase, in [0, 1]
 * @param visits at least one, in order; the last is the task's own phase
 */
public record TaskFigures(TaskId task, double finalSuccess, List<VisitFigures> visits) {
    /** Checks that there is a visit and that the last one was evaluated. */
    public TaskFigures {
        visits = List.copyOf(visits);
        if (visits.isEmpty() || visits.get(visits.size() - 1).tail() == null) {
            throw new IllegalArgumentException("unfinished run: " + task + " was not evaluated in its last visit");
        }
    }

    static TaskFigures of(SuccessTable table, TaskId task, SingleTaskReferences references) {
        List<VisitFigures> visits = new ArrayList<>();
        for (int phase : table.curriculum().phasesOf(task)) {
            VisitFigures first = visits.isEmpty() ? null : visits.get(0);
            VisitFigures previous = visits.isEmpty() ? null : visits.get(visits.size() - 1);
            visits.add(VisitFigures.of(table, task, phase, first, previous, references));
        }
        int lastPhase = table.curriculum().phases().size() - 1;
        Double finalSuccess = table.tail(lastPhase, task);
        if (finalSuccess == null) {
            throw new IllegalArgumentException("unfinished run: " + task + " was not evaluated in the last phase");
        }
        return new TaskFigures(task, finalSuccess, visits);
    }

    /** The first visit. */
    public VisitFigures firstVisit() {
        return visits.get(0);
    }

    /** The own phase: the last visit. */
    public VisitFigures lastVisit() {
        return visits.get(visits.size() - 1);
    }

    /** Tail at the end of the own phase, in [0, 1]. */
    public double ownPhaseSuccess() {
        return Objects.requireNonNull(lastVisit().tail(), "checked by the constructor");
    }

    /**
     * F_i = tail at the end of the own phase − tail at the end of the run, in [−1, 1]; negative when the task got
     * better after its own phase (Wołczyk et al. 2021, arXiv 2105.10919, section on metrics). 0 for a task of the last phase.
     */
    public double forgetting() {
        return ownPhaseSuccess() - finalSuccess;
    }

    /** Forward transfer of the own phase; null without a reference. */
    public @Nullable Double forwardTransfer() {
        return lastVisit().forwardTransfer();
    }

    /** Whether the last visit ended below half of the visit before it: the task came back and was lost. */
    public boolean lostOnReturn() {
        if (visits.size() < 2) {
            return false;
        }
        Double earlier = visits.get(visits.size() - 2).tail();
        return earlier != null && ownPhaseSuccess() < earlier / 2;
    }
}
