package dev.reprise.app.experiment;

import dev.reprise.app.UserException;
import dev.reprise.app.science.Interval;
import dev.reprise.app.science.TaskGroups;
import dev.reprise.app.science.TransferMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A transfer matrix as {@code transfer.json}, which configs can take an order from, and as {@code transfer.csv}. */
final class TransferFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TransferFiles() {}

    /** What {@code transfer.json} holds. */
    private record Content(TransferMatrix matrix, List<List<String>> groups, double gain) {}

    static String json(TransferMatrix matrix, TaskGroups groups) {
        return JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new Content(matrix, names(matrix, groups), groups.gain()))
                + "\n";
    }

    private static List<List<String>> names(TransferMatrix matrix, TaskGroups groups) {
        return groups.groups().stream()
                .map(group -> group.stream()
                        .map(task -> matrix.tasks().get(task).name())
                        .toList())
                .toList();
    }

    /**
     * Reads {@code transfer.json}.
     *
     * @throws UserException when it is none
     */
    static TransferMatrix read(@Nullable String file) {
        try {
            return JSON.readValue(Files.readString(Path.of(String.valueOf(file))), Content.class)
                    .matrix();
        } catch (IOException | JacksonException e) {
            throw new UserException(
                    file + " is no transfer.json; `reprise transfer CONFIG` writes one: " + e.getMessage(), e);
        }
    }

    /** A line per ordered pair, and one per task alone. */
    static String csv(TransferMatrix matrix) {
        StringBuilder text = new StringBuilder(
                "first,then,alone,gain,gain_low,gain_high,transfer,transfer_low,transfer_high,forgetting,forgetting_low,"
                        + "forgetting_high\n");
        for (int b = 0; b < matrix.tasks().size(); b++) {
            for (int a = 0; a < matrix.tasks().size(); a++) {
                TransferMatrix.Pair pair = matrix.pairs().get(a).get(b);
                if (pair == null) {
                    continue;
                }
                List<String> cells = new ArrayList<>(List.of(
                        matrix.tasks().get(a).name(),
                        matrix.tasks().get(b).name(),
                        number(matrix.alone().get(b).mean())));
                cells.addAll(numbers(pair.gain()));
                cells.addAll(numbers(pair.transfer()));
                cells.addAll(numbers(pair.forgetting()));
                text.append(String.join(",", cells)).append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> numbers(@Nullable Interval interval) {
        return interval == null
                ? List.of("", "", "")
                : List.of(number(interval.mean()), number(interval.low()), number(interval.high()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
