package dev.reprise.app.science;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What runs on one task alone reach: the yardstick of forward transfer. A visit is compared with references of its own
 * task and of its own length in environment steps; a visit of a parallel phase has the phase's length.
 */
public final class SingleTaskReferences {
    private record Key(TaskId task, long steps) {}

    private final Map<Key, List<Reference>> runs;

    private SingleTaskReferences(Map<Key, List<Reference>> runs) {
        this.runs = runs;
    }

    /**
     * One reference run.
     *
     * @param task the task it was trained on
     * @param steps its environment steps
     * @param auc mean success over its evaluations, without the one at its start; in [0, 1]
     * @param tail success at its end, in [0, 1]
     */
    public record Reference(TaskId task, long steps, double auc, double tail) {
        /** Checks the ranges. */
        public Reference {
            if (!(auc >= 0 && auc <= 1) || !(tail >= 0 && tail <= 1)) {
                throw new IllegalArgumentException(
                        "success of " + task + " must lie in [0, 1], not " + auc + " and " + tail);
            }
        }

        /**
         * Reads a reference from the evaluations of its run.
         *
         * @throws IllegalArgumentException when the run trains more than one task or phase, or was never evaluated
         */
        public static Reference of(Curriculum alone, List<EvaluationPoint> points) {
            if (alone.phases().size() != 1 || alone.tasks().size() != 1) {
                throw new IllegalArgumentException("a reference trains one task in one phase, not "
                        + alone.tasks().size() + " in " + alone.phases().size());
            }
            TaskId task = alone.tasks().get(0);
            SuccessTable table = new SuccessTable(alone, points);
            Double auc = table.mean(0, task);
            Double tail = table.tail(0, task);
            if (auc == null || tail == null) {
                throw new IllegalArgumentException("the reference of " + task + " has no evaluation");
            }
            return new Reference(task, alone.totalSteps(), auc, tail);
        }
    }

    /** No references: forward transfer does not exist. */
    public static SingleTaskReferences none() {
        return new SingleTaskReferences(Map.of());
    }

    /** All given runs; several of one task and length are its seeds. */
    public static SingleTaskReferences of(List<Reference> runs) {
        return new SingleTaskReferences(runs.stream()
                .collect(Collectors.groupingBy(
                        run -> new Key(run.task(), run.steps()), Collectors.toUnmodifiableList())));
    }

    /** Mean success of each reference of this task and length, one per seed; empty without any. */
    public List<Double> aucs(TaskId task, long steps) {
        return of(task, steps).stream().map(Reference::auc).toList();
    }

    /** What each reference of this task and length reaches at its end, one per seed; empty without any. */
    public List<Double> tails(TaskId task, long steps) {
        return of(task, steps).stream().map(Reference::tail).toList();
    }

    private List<Reference> of(TaskId task, long steps) {
        return runs.getOrDefault(new Key(task, steps), List.of());
    }

    /** Mean of {@link #aucs} over seeds; null without any. */
    public @Nullable Double auc(TaskId task, long steps) {
        return Mean.ofPresent(aucs(task, steps));
    }
}
