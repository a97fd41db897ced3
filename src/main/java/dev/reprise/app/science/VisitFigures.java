package dev.reprise.app.science;

import dev.reprise.envs.spec.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * What one visit of a task shows. None of the benchmarks of the field defines figures for returning tasks (Continual
 * World gives a repeated task a new head and a new identity); those of visits after the first are Reprise's own, except
 * for savings, an old measure of relearning.
 *
 * @param visit counted from 1
 * @param phase the phase (0-based) that this visit is
 * @param start environment steps of the run at which the phase begins
 * @param end environment steps of the run at which it ends
 * @param jumpStart J: success before the first gradient step of the visit, in [0, 1]
 * @param tail success at its end: {@link SuccessTable#tail}, in [0, 1]
 * @param auc mean success over the evaluations inside the visit, in [0, 1]
 * @param stepsTo80 environment steps since {@code start} at the first evaluation with success ≥ 0.8; the evaluation at
 *     the start counts as 0 steps; null when never reached
 * @param retention R = J / tail of the previous visit, in [0, ∞); null for a first visit and where that tail is 0
 * @param savings S = 1 − steps / steps of the first visit, in (−∞, 1], where the steps are {@link #stepsTo80OrAll}, so that
 *     a return in which the task was not learnt again counts; null for a first visit, when 0.8 was reached in neither
 *     visit, and where the first visit needed 0 steps
 * @param forwardTransfer see {@link ForwardTransfer}; null without a reference of this length
 */
public record VisitFigures(
        int visit,
        int phase,
        long start,
        long end,
        @Nullable Double jumpStart,
        @Nullable Double tail,
        @Nullable Double auc,
        @Nullable Long stepsTo80,
        @Nullable Double retention,
        @Nullable Double savings,
        @Nullable Double forwardTransfer) {

    /** The success rate at which a task counts as learnt. */
    public static final double LEARNT = 0.8;

    /** Environment steps of the visit. */
    public long steps() {
        return end - start;
    }

    /** {@link #stepsTo80()}, where a visit that never gets there counts with its whole length: a lower bound. */
    public long stepsTo80OrAll() {
        return stepsTo80 == null ? steps() : stepsTo80;
    }

    /** The visit of {@code task} in {@code phase}; {@code first} and {@code previous} are null for a first visit. */
    static VisitFigures of(
            SuccessTable table,
            TaskId task,
            int phase,
            @Nullable VisitFigures first,
            @Nullable VisitFigures previous,
            SingleTaskReferences references) {
        long start = table.curriculum().stepsBefore(phase);
        long steps = table.curriculum().phases().get(phase).steps();
        Double jumpStart = table.jumpStart(phase, task);
        Double auc = table.mean(phase, task);
        Long stepsTo80 = table.stepsTo(LEARNT, phase, task);
        return new VisitFigures(
                previous == null ? 1 : previous.visit() + 1,
                phase,
                start,
                start + steps,
                jumpStart,
                table.tail(phase, task),
                auc,
                stepsTo80,
                previous == null ? null : ratio(jumpStart, previous.tail()),
                first == null ? null : savings(stepsTo80, steps, first),
                ForwardTransfer.of(auc, references.auc(task, steps)));
    }

    private static @Nullable Double ratio(@Nullable Double jumpStart, @Nullable Double earlierTail) {
        return jumpStart == null || earlierTail == null || earlierTail == 0 ? null : jumpStart / earlierTail;
    }

    private static @Nullable Double savings(@Nullable Long stepsTo80, long length, VisitFigures first) {
        boolean neither = stepsTo80 == null && first.stepsTo80() == null;
        if (neither || first.stepsTo80OrAll() == 0) {
            return null;
        }
        return 1 - (double) (stepsTo80 == null ? length : stepsTo80) / first.stepsTo80OrAll();
    }
}
