package dev.reprise.app.metrics;

import dev.reprise.app.UserException;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the evaluations back from a run's {@code metrics.jsonl}. */
public final class MetricsReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MetricsReader() {}

    /**
     * All evaluations of a run, in order.
     *
     * @param tasks of its curriculum, in the order of the points' entries
     * @throws UserException when the file is missing or no such file
     */
    public static List<EvaluationPoint> points(Path run, List<TaskId> tasks) {
        Path file = run.resolve("metrics.jsonl");
        List<EvaluationPoint> points = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.contains("\"kind\":\"evaluation\"")) {
                    points.add(point(file, number, line, tasks));
                }
            }
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return points;
    }

    private static EvaluationPoint point(Path file, int number, String line, List<TaskId> tasks) {
        try {
            JsonNode node = JSON.readTree(line);
            List<Double> success = new ArrayList<>();
            List<Double> returns = new ArrayList<>();
            for (TaskId task : tasks) {
                success.add(node.path("success").path(task.name()).asDouble(Double.NaN));
                returns.add(node.path("meanReturn").path(task.name()).asDouble(Double.NaN));
            }
            return new EvaluationPoint(
                    node.path("step").asLong(),
                    node.path("phase").asInt(),
                    node.path("phaseStart").asBoolean(),
                    success,
                    returns);
        } catch (JacksonException e) {
            throw new UserException(file + ":" + number + ": no line of metrics", e);
        }
    }
}
