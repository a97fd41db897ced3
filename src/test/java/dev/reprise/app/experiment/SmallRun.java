package dev.reprise.app.experiment;

import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.config.ConfigTree;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.science.EvaluationPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs of a second or less. */
public final class SmallRun {
    /** Settings that make any run small. */
    public static final List<String> SETTINGS = List.of(
            "curriculum.steps=120",
            "evaluation.interval=60",
            "evaluation.episodes=2",
            "checkpoint.interval=70",
            "agent.network.widths=[16, 16]",
            "agent.batch=16",
            "agent.randomSteps=30",
            "agent.replay.sharedRows=8",
            "agent.rehearsal.experience.rows=8",
            "agent.rehearsal.policy.rows=8");

    private SmallRun() {}

    /** The same settings on a command line. */
    public static List<String> options() {
        return SETTINGS.stream().flatMap(setting -> Stream.of("--set", setting)).toList();
    }

    /** Writes the file of a bench of one run, of which this is required. */
    public static void bench(Path file, String requirement) throws IOException {
        Files.write(
                file,
                List.of(
                        "name: small",
                        "title: Small",
                        "seeds: 0",
                        "references: false",
                        "require: ['" + requirement + "']",
                        "groups: {easy: {settings: {suite: planar/easy, curriculum: {tasks: [reach-north-east], times: 1}}}}",
                        "methods: {rehearsal: {}}"));
    }

    static Configs.Resolved config(String... more) {
        List<String> settings = new ArrayList<>(SETTINGS);
        settings.addAll(List.of(more));
        return Configs.resolve(ConfigTree.parse("", "test"), settings);
    }

    static TrainLoop loop(Configs.Resolved config, List<String> log) {
        return new TrainLoop(config.config(), config.suite(), new Log(log));
    }

    /** Writes down what a loop says. */
    record Log(List<String> lines) implements MetricSink {
        @Override
        public void evaluation(EvaluationPoint point) {
            lines.add(point.toString());
        }

        @Override
        public void episode(Episode episode) {
            lines.add(episode.toString());
        }

        @Override
        public void update(long step, int phase, UpdateReport report) {
            lines.add(step + " " + phase + " " + report);
        }

        @Override
        public void guard(long step, int phase, String what) {
            lines.add(step + " " + phase + " " + what);
        }

        @Override
        public void context(long step, int phase, String context, int visit) {
            lines.add(step + " " + phase + " " + context + " " + visit);
        }
    }

    /** An archive in memory. */
    static final class Archive implements ReplayStore.SegmentArchive {
        final Map<Integer, SavedState> segments = new HashMap<>();

        @Override
        public void keep(int number, int task, Supplier<SavedState> content) {
            segments.put(number, content.get());
        }

        @Override
        public SavedState read(int number) {
            return Objects.requireNonNull(segments.get(number));
        }
    }

    /** Everything a loop holds, as the bytes of a file. */
    static byte[] bytes(TrainLoop loop, Archive archive, Path folder) throws IOException {
        SavedState state = new SavedState();
        loop.save(state, archive);
        return bytes(state, folder);
    }

    /** A state as the bytes of a file. */
    static byte[] bytes(SavedState state, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "state", ".safetensors");
        Safetensors.write(file, state);
        return Files.readAllBytes(file);
    }
}
