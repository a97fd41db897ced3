package dev.reprise.app.science;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import dev.reprise.envs.task.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes down the evaluations of an imagined run, phase by phase, at equal distances; NaN is "not evaluated". */
final class RunScript {
    private final Curriculum curriculum;
    private final List<EvaluationPoint> points = new ArrayList<>();

    RunScript(Curriculum curriculum) {
        this.curriculum = curriculum;
    }

    static TaskId task(String name) {
        return new TaskId(name);
    }

    /** One phase of 100 steps per string; each letter is a task. */
    static Curriculum curriculum(String... phases) {
        List<Phase> list = new ArrayList<>();
        for (String phase : phases) {
            List<TaskId> tasks =
                    phase.chars().mapToObj(c -> task(Character.toString(c))).toList();
            list.add(new Phase(phase + " in phase " + (list.size() + 1), tasks, 100));
        }
        return new Curriculum(list);
    }

    /** The evaluation at the start of a phase: one rate per task. */
    RunScript start(int phase, double... success) {
        add(curriculum.stepsBefore(phase), phase, true, success);
        return this;
    }

    /** Evaluations inside a phase at equal distances: rows of one rate per task. */
    RunScript inside(int phase, double[]... rows) {
        long begin = curriculum.stepsBefore(phase);
        long steps = curriculum.phases().get(phase).steps();
        for (int row = 0; row < rows.length; row++) {
            add(begin + steps * (row + 1) / rows.length, phase, false, rows[row]);
        }
        return this;
    }

    private void add(long step, int phase, boolean start, double... success) {
        List<Double> rates = new ArrayList<>();
        for (double rate : success) {
            rates.add(rate);
        }
        points.add(new EvaluationPoint(step, phase, start, rates, Collections.nCopies(rates.size(), Double.NaN)));
    }

    static double[] row(double... success) {
        return success;
    }

    /** {@code count} equal rows. */
    static double[][] rows(int count, double... success) {
        return Stream.generate(success::clone).limit(count).toArray(double[][]::new);
    }

    /** A figure that exists and has this value, but for rounding. */
    static void assertFigure(double expected, @Nullable Double actual) {
        assertNotNull(actual);
        assertEquals(expected, actual, 1e-12);
    }

    List<EvaluationPoint> points() {
        return points;
    }

    ContinualMetrics metrics() {
        return ContinualMetrics.of(curriculum, points);
    }

    ContinualMetrics metrics(SingleTaskReferences references) {
        return ContinualMetrics.of(curriculum, points, references);
    }
}
