package dev.reprise.app.experiment;

import dev.reprise.agents.state.SavedState;
import dev.reprise.app.science.EvaluationPoint;
import java.util.ArrayList;
import java.util.List;

/** All evaluations of a run so far, of the tasks of its curriculum; a part of every checkpoint. */
final class EvaluationHistory {
    private final int tasks;
    private final List<EvaluationPoint> points = new ArrayList<>();

    /** Nothing yet, of so many tasks. */
    EvaluationHistory(int tasks) {
        this.tasks = tasks;
    }

    void add(EvaluationPoint point) {
        points.add(point);
    }

    /** In the order in which they were made; a copy. */
    List<EvaluationPoint> points() {
        return List.copyOf(points);
    }

    void save(SavedState state) {
        state.putLongs("steps", points.stream().mapToLong(EvaluationPoint::step).toArray());
        state.putInts("phases", points.stream().mapToInt(EvaluationPoint::phase).toArray());
        state.putInts(
                "starts",
                points.stream().mapToInt(point -> point.phaseStart() ? 1 : 0).toArray());
        for (int i = 0; i < tasks; i++) {
            int task = i;
            state.putDoubles(
                    "success-" + task,
                    points.stream()
                            .mapToDouble(point -> point.success().get(task))
                            .toArray());
            state.putDoubles(
                    "return-" + task,
                    points.stream()
                            .mapToDouble(point -> point.meanReturn().get(task))
                            .toArray());
        }
    }

    /** Takes up what {@link #save} wrote in place of what it holds. */
    void load(SavedState state) {
        points.clear();
        long[] steps = state.longs("steps");
        int[] phases = state.ints("phases");
        int[] starts = state.ints("starts");
        for (int i = 0; i < steps.length; i++) {
            List<Double> success = new ArrayList<>();
            List<Double> returns = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                success.add(state.doubles("success-" + task)[i]);
                returns.add(state.doubles("return-" + task)[i]);
            }
            points.add(new EvaluationPoint(steps[i], phases[i], starts[i] == 1, success, returns));
        }
    }
}
