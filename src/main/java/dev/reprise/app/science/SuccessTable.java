package dev.reprise.app.science;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluations of one run sorted by phase, and what can be read from a single phase: tail, mean, jump-start, steps to
 * a threshold. Rates lie in [0, 1]; a figure without an evaluation is null.
 *
 * <p>The evaluation at the start of a phase serves the jump-start and the steps to a threshold alone. Tail and mean leave
 * it out: it was made before any training in the phase.
 */
public final class SuccessTable {
    /**
     * In how many parts a phase is cut, of which the last is the tail: the last five of the fifty that a phase has in
     * Wołczyk et al. 2021 (arXiv 2105.10919, result tables). Five of ten would be half of what the task learnt.
     */
    private static final int PARTS = 10;

    private final Curriculum curriculum;
    private final List<TaskId> tasks;
    private final List<List<EvaluationPoint>> starts = new ArrayList<>();
    private final List<List<EvaluationPoint>> inside = new ArrayList<>();

    /**
     * Sorts {@code points}.
     *
     * @throws IllegalArgumentException when a point does not belong to the curriculum, or points run backwards
     */
    public SuccessTable(Curriculum curriculum, List<EvaluationPoint> points) {
        this.curriculum = curriculum;
        this.tasks = curriculum.tasks();
        for (int phase = 0; phase < curriculum.phases().size(); phase++) {
            starts.add(new ArrayList<>());
            inside.add(new ArrayList<>());
        }
        long step = 0;
        int phase = 0;
        for (EvaluationPoint point : points) {
            check(point, step, phase);
            step = point.step();
            phase = point.phase();
            (point.phaseStart() ? starts : inside).get(phase).add(point);
        }
    }

    private void check(EvaluationPoint point, long earlierStep, int earlierPhase) {
        String name = "evaluation at step " + point.step();
        if (point.success().size() != tasks.size()) {
            throw new IllegalArgumentException(
                    name + " covers " + point.success().size() + " tasks, the curriculum " + tasks.size());
        }
        if (point.phase() < 0 || point.phase() >= inside.size()) {
            throw new IllegalArgumentException(
                    name + " is of phase " + point.phase() + ", the curriculum has " + inside.size() + " phases");
        }
        if (point.step() < earlierStep || point.phase() < earlierPhase) {
            throw new IllegalArgumentException(name + " comes after one at step " + earlierStep);
        }
    }

    /** The curriculum of the run. */
    public Curriculum curriculum() {
        return curriculum;
    }

    /** The evaluations of {@code phase} (0-based) after its start, in order. */
    public List<EvaluationPoint> inside(int phase) {
        return List.copyOf(inside.get(phase));
    }

    /** Tail: mean success over the last tenth of the phase's evaluations, rounded up to whole ones. */
    public @Nullable Double tail(int phase, TaskId task) {
        List<Double> success = rates(inside.get(phase), task);
        int length = (success.size() + PARTS - 1) / PARTS;
        return Mean.ofPresent(success.subList(success.size() - length, success.size()));
    }

    /** AUC: mean success over all evaluations of the phase. */
    public @Nullable Double mean(int phase, TaskId task) {
        return Mean.ofPresent(rates(inside.get(phase), task));
    }

    /** J: success at the evaluation before the first gradient step of the phase. */
    public @Nullable Double jumpStart(int phase, TaskId task) {
        List<Double> success = rates(starts.get(phase), task);
        return success.isEmpty() ? null : success.get(0);
    }

    /**
     * Environment steps since the start of the phase at its first evaluation with success of at least
     * {@code threshold}; 0 when the jump-start already reaches it, null when no evaluation does.
     */
    public @Nullable Long stepsTo(double threshold, int phase, TaskId task) {
        Double start = jumpStart(phase, task);
        if (start != null && start >= threshold) {
            return 0L;
        }
        int column = tasks.indexOf(task);
        for (EvaluationPoint point : inside.get(phase)) {
            if (point.success().get(column) >= threshold) {
                return point.step() - curriculum.stepsBefore(phase);
            }
        }
        return null;
    }

    /** One task's rates, without the evaluations that did not cover it. */
    private List<Double> rates(List<EvaluationPoint> points, TaskId task) {
        int column = tasks.indexOf(task);
        return points.stream()
                .map(point -> point.success().get(column))
                .filter(rate -> !rate.isNaN())
                .toList();
    }
}
