package dev.reprise.app.experience;

import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.UserException;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Task;
import dev.reprise.envs.task.TaskSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Steps of one task that were recorded, found fit for a suite. The file is safetensors: {@code observation},
 * {@code action}, {@code next_observation}, {@code before} and {@code after} (measurements), each row after row;
 * {@code time} and {@code next_time} (s, the robot's stamps); {@code episode}; {@code labelled}, {@code reward},
 * {@code terminated} and {@code success}, as the recording's suite judged; {@code about}, the bytes of a JSON text with
 * names and units.
 */
public final class ExperienceFile {
    /** Largest file, bytes: it is read at once. */
    static final long LARGEST = 1L << 30;

    static final String ABOUT = "about";

    private final TaskSuite suite;
    private final TaskId task;
    private final String checksum;
    private final int rows;
    private final int[] episodes;
    private final float[] observation;
    private final float[] action;
    private final float[] nextObservation;
    private final float[] before;
    private final float[] after;

    /**
     * Reads a file and checks all of it.
     *
     * @throws UserException in a sentence, when it cannot be learnt from in this suite
     */
    public ExperienceFile(String file, TaskSuite suite) {
        this.suite = suite;
        EnvironmentSpecs specs = suite.specs();
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException("there is no such file");
            }
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException("it has more than " + LARGEST + " bytes");
            }
            this.checksum = checksum(path);
            SavedState state = Safetensors.read(path);
            About about = JsonMapper.builder()
                    .build()
                    .readValue(new String(state.bytes(ABOUT), StandardCharsets.UTF_8), About.class);
            String misfit = about.misfit(specs);
            if (misfit != null) {
                throw new IllegalArgumentException(misfit);
            }
            this.rows = about.rows();
            this.task = known(about.task());
            this.episodes = state.ints("episode");
            require(episodes.length == rows, "'episode' has " + episodes.length + " numbers");
            this.observation = column(state, "observation", specs.observation().size());
            this.action = column(state, "action", specs.action().size());
            this.nextObservation =
                    column(state, "next_observation", specs.observation().size());
            this.before = column(state, "before", specs.measurement().size());
            this.after = column(state, "after", specs.measurement().size());
            checkActions(specs);
        } catch (IllegalArgumentException | IOException | JacksonException e) {
            String message = String.valueOf(e.getMessage());
            throw new UserException(
                    "experience " + file + " cannot be learnt from: "
                            + message.lines().findFirst().orElse(message),
                    e);
        }
    }

    /** Bytes of a step in a file. */
    static long bytesPerRow(EnvironmentSpecs specs) {
        int floats = 2 * specs.observation().size()
                + specs.action().size()
                + 2 * specs.measurement().size()
                + 1;
        return 4L * floats + 2 * 8 + 4 + 3;
    }

    private static String checksum(Path path) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(path));
        return Long.toHexString(crc.getValue());
    }

    private TaskId known(String name) {
        List<String> names =
                suite.tasks().stream().map(each -> each.id().name()).toList();
        require(names.contains(name), "suite '" + suite.name() + "' has no task '" + name + "', only " + names);
        return new TaskId(name);
    }

    private float[] column(SavedState state, String name, int width) {
        float[] numbers = state.floats(name);
        require(
                numbers.length == (long) rows * width,
                "'" + name + "' has " + numbers.length + " numbers, " + rows + " rows of " + width + " are due");
        for (float number : numbers) {
            require(Float.isFinite(number), "'" + name + "' has a number that is not finite");
        }
        return numbers;
    }

    private void checkActions(EnvironmentSpecs specs) {
        for (int row = 0; row < rows; row++) {
            String violation =
                    specs.action().violation(row(action, row, specs.action().size()));
            require(violation == null, "row " + row + ": " + violation);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static float[] row(float[] column, int row, int width) {
        return Arrays.copyOfRange(column, row * width, (row + 1) * width);
    }

    /** Of its bytes. */
    public String checksum() {
        return checksum;
    }

    /** Under which it was recorded. */
    public TaskId task() {
        return task;
    }

    /** Number of steps. */
    public int rows() {
        return rows;
    }

    /** Whether a step does not go on from the row before. */
    public boolean episodeBegins(int row) {
        return row == 0 || episodes[row] != episodes[row - 1];
    }

    /**
     * The steps as the suite's task judges them; those that it cannot judge are left out.
     *
     * @param column the task among the agent's
     * @param firstEpisode number of the first of their episodes
     */
    public List<Transition> transitions(int column, long firstEpisode) {
        EnvironmentSpecs specs = suite.specs();
        Task judge = suite.task(task);
        List<Transition> transitions = new ArrayList<>();
        long episode = firstEpisode - 1;
        for (int i = 0; i < rows; i++) {
            episode += episodeBegins(i) ? 1 : 0;
            Measurement from = Measurement.of(
                    specs.measurement(), row(before, i, specs.measurement().size()));
            Measurement to = Measurement.of(
                    specs.measurement(), row(after, i, specs.measurement().size()));
            float[] acted = row(action, i, specs.action().size());
            Label label = judge.label(from, acted, to);
            if (label != null) {
                transitions.add(new Transition(
                        column,
                        episode,
                        row(observation, i, specs.observation().size()),
                        from,
                        acted,
                        row(nextObservation, i, specs.observation().size()),
                        to,
                        label,
                        false));
            }
        }
        return transitions;
    }
}
