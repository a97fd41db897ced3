package dev.reprise.app.experience;

import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.ros.robot.RecordedStep;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Collects steps of one task, at most so many, and writes them as {@link ExperienceFile} reads them. */
public final class ExperienceRecorder {
    private final EnvironmentSpecs specs;
    private final String suite;
    private final String task;
    private final String robot;
    private final int most;
    private final List<RecordedStep> steps = new ArrayList<>();

    /**
     * @param robot where the experience comes from
     * @param most steps
     * @throws IllegalArgumentException when so many would make a file that is too large to be read again
     */
    public ExperienceRecorder(EnvironmentSpecs specs, String suite, String task, String robot, int most) {
        this.specs = specs;
        this.suite = suite;
        this.task = task;
        this.robot = robot;
        this.most = most;
        long fits = ExperienceFile.LARGEST / (2 * ExperienceFile.bytesPerRow(specs));
        if (most < 1 || most > fits) {
            throw new IllegalArgumentException("of this suite a file holds 1 … " + fits + " steps, not " + most);
        }
    }

    /** Steps so far. */
    public int count() {
        return steps.size();
    }

    /** Whether no further step is taken. */
    public boolean full() {
        return steps.size() == most;
    }

    /** Takes a step, unless it is full. */
    public void add(RecordedStep step) {
        if (!full()) {
            steps.add(step);
        }
    }

    /** Writes all steps so far; the file stands whole or as it was before. */
    public void write(Path file) throws IOException {
        About about = About.of(suite, task, robot, steps.size(), specs);
        SavedState state = new SavedState();
        state.putBytes(
                ExperienceFile.ABOUT,
                JsonMapper.builder().build().writeValueAsString(about).getBytes(StandardCharsets.UTF_8));
        state.putFloats("observation", rows(specs.observation().size(), RecordedStep::observation));
        state.putFloats("action", rows(specs.action().size(), RecordedStep::action));
        state.putFloats("next_observation", rows(specs.observation().size(), RecordedStep::nextObservation));
        state.putFloats("before", rows(specs.measurement().size(), step -> row(step.before())));
        state.putFloats("after", rows(specs.measurement().size(), step -> row(step.after())));
        state.putDoubles(
                "time", steps.stream().mapToDouble(RecordedStep::seconds).toArray());
        state.putDoubles(
                "next_time",
                steps.stream().mapToDouble(RecordedStep::nextSeconds).toArray());
        putLabels(state);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Safetensors.write(part, state);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static float[] row(Measurement measurement) {
        float[] row = new float[measurement.schema().size()];
        measurement.copyTo(row, 0);
        return row;
    }

    private float[] rows(int width, Function<RecordedStep, float[]> part) {
        float[] rows = new float[steps.size() * width];
        for (int i = 0; i < steps.size(); i++) {
            System.arraycopy(part.apply(steps.get(i)), 0, rows, i * width, width);
        }
        return rows;
    }

    private void putLabels(SavedState state) {
        int[] episode = new int[steps.size()];
        byte[] labelled = new byte[steps.size()];
        float[] reward = new float[steps.size()];
        byte[] terminated = new byte[steps.size()];
        byte[] success = new byte[steps.size()];
        int episodes = 0;
        for (int i = 0; i < steps.size(); i++) {
            RecordedStep step = steps.get(i);
            episodes += step.episodeBegins() ? 1 : 0;
            episode[i] = episodes - 1;
            Label label = step.label();
            if (label != null) {
                labelled[i] = 1;
                reward[i] = label.reward();
                terminated[i] = (byte) (label.terminated() ? 1 : 0);
                success[i] = (byte) (label.success() ? 1 : 0);
            }
        }
        state.putInts("episode", episode);
        state.putBytes("labelled", labelled);
        state.putFloats("reward", reward);
        state.putBytes("terminated", terminated);
        state.putBytes("success", success);
    }
}
