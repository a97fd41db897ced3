package dev.reprise.app.metrics;

import dev.reprise.app.UserException;
import dev.reprise.app.science.Diagnostics;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads evaluations and diagnostics back from a run's {@code metrics.jsonl}. */
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
        } catch (NoSuchFileException e) {
            throw new UserException(file + " is missing, and with it what the run has measured", e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return points;
    }

    /**
     * Every number of the lines of kind {@code update}; those inside an object are called {@code outer.inner}.
     *
     * @throws UserException when the file is missing or no such file
     */
    public static Diagnostics diagnostics(Path run) {
        Path file = run.resolve("metrics.jsonl");
        List<Long> steps = new ArrayList<>();
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.contains("\"kind\":\"update\"")) {
                    JsonNode node = tree(file, number, line);
                    collect(node, "", steps.size(), figures);
                    steps.add(node.path("step").asLong());
                    figures.values().forEach(column -> fill(column, steps.size()));
                }
            }
        } catch (NoSuchFileException e) {
            throw new UserException(file + " is missing, and with it what the run has measured", e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
        figures.keySet().removeAll(List.of("step", "phase"));
        return new Diagnostics(steps, figures);
    }

    private static void collect(JsonNode node, String prefix, int row, Map<String, List<Double>> figures) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                collect(field.getValue(), name + ".", row, figures);
            } else if (field.getValue().isNumber()) {
                List<Double> column = figures.computeIfAbsent(name, fresh -> new ArrayList<>());
                fill(column, row);
                column.add(field.getValue().asDouble());
            }
        }
    }

    private static void fill(List<Double> column, int rows) {
        column.addAll(Collections.nCopies(Math.max(0, rows - column.size()), Double.NaN));
    }

    private static JsonNode tree(Path file, int number, String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            throw new UserException(file + ":" + number + ": no line of metrics", e);
        }
    }

    private static EvaluationPoint point(Path file, int number, String line, List<TaskId> tasks) {
        JsonNode node = tree(file, number, line);
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
    }
}
