package dev.reprise.app.metrics;

import dev.reprise.app.UserException;
import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code curves.json}: what a report draws of a run, in a tenth of the bytes of {@code metrics.jsonl}. Columns instead of
 * rows; success rates as they are, returns and diagnostics to four digits, at most {@value #ROWS} rows of the latter.
 *
 * @param tasks names, in the order of the curriculum
 * @param steps environment steps of each evaluation
 * @param phases of each evaluation
 * @param starts whether each evaluation stands at the start of its phase
 * @param success per task, per evaluation; null where not evaluated
 * @param meanReturn per task, per evaluation; null where not evaluated
 * @param updateSteps environment steps of each row of diagnostics
 * @param updates name → per row; null where not told
 */
public record Curves(
        List<String> tasks,
        List<Long> steps,
        List<Integer> phases,
        List<Boolean> starts,
        List<List<@Nullable Double>> success,
        List<List<@Nullable Double>> meanReturn,
        List<Long> updateSteps,
        Map<String, List<@Nullable Double>> updates) {
    /** The file's name. */
    public static final String FILE = "curves.json";

    private static final int ROWS = 200;
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The curves of a run. */
    public static Curves of(List<TaskId> tasks, List<EvaluationPoint> points, Diagnostics diagnostics) {
        List<List<@Nullable Double>> success = new ArrayList<>();
        List<List<@Nullable Double>> returns = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            List<@Nullable Double> rates = new ArrayList<>();
            List<@Nullable Double> sums = new ArrayList<>();
            for (EvaluationPoint point : points) {
                rates.add(finite(point.success().get(task)));
                sums.add(rounded(point.meanReturn().get(task)));
            }
            success.add(rates);
            returns.add(sums);
        }
        Diagnostics few = diagnostics.thinned(ROWS);
        Map<String, List<@Nullable Double>> updates = new LinkedHashMap<>();
        few.figures().forEach((name, values) -> {
            List<@Nullable Double> column = new ArrayList<>();
            values.forEach(value -> column.add(rounded(value)));
            updates.put(name, column);
        });
        return new Curves(
                tasks.stream().map(TaskId::name).toList(),
                points.stream().map(EvaluationPoint::step).toList(),
                points.stream().map(EvaluationPoint::phase).toList(),
                points.stream().map(EvaluationPoint::phaseStart).toList(),
                success,
                returns,
                few.steps(),
                updates);
    }

    /** Reads a file that {@link #json} wrote. */
    public static Curves read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Curves.class);
        } catch (IOException | JacksonException e) {
            throw new UserException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The text of the file. */
    public String json() {
        return JSON.writeValueAsString(this) + "\n";
    }

    /**
     * The evaluations in order, their entries in the order of {@code wanted}.
     *
     * @throws UserException when a task is missing
     */
    public List<EvaluationPoint> points(List<TaskId> wanted) {
        List<Integer> rows = wanted.stream().map(this::row).toList();
        List<EvaluationPoint> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Double> rates = new ArrayList<>();
            List<Double> returns = new ArrayList<>();
            for (int row : rows) {
                rates.add(orNaN(success.get(row).get(i)));
                returns.add(orNaN(meanReturn.get(row).get(i)));
            }
            points.add(new EvaluationPoint(steps.get(i), phases.get(i), starts.get(i), rates, returns));
        }
        return points;
    }

    private int row(TaskId task) {
        int row = tasks.indexOf(task.name());
        if (row < 0) {
            throw new UserException(
                    "the curves of the run know no task '" + task.name() + "', only " + String.join(", ", tasks));
        }
        return row;
    }

    /** What the learner said of itself. */
    public Diagnostics diagnostics() {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        updates.forEach((name, column) ->
                figures.put(name, column.stream().map(Curves::orNaN).toList()));
        return new Diagnostics(updateSteps, figures);
    }

    private static Double orNaN(@Nullable Double value) {
        return value == null ? (Double) Double.NaN : value;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static @Nullable Double rounded(double value) {
        return Double.isFinite(value)
                ? (Double) new BigDecimal(value).round(FOUR_DIGITS).doubleValue()
                : null;
    }
}
