package dev.reprise.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as the application has them, and a file that fills them. */
final class Samples {
    static final String[] RUN = {
        "suite: planar", // 1
        "seeds: 0..4", // 2
        "agent:", // 3
        "  network:", // 4
        "    backbone: [64, 64]", // 5
        "    heads: 0.5", // 6
        "  batch: 64", // 7
        "  learningRate: 1e-3", // 8
        "  replay: best-return", // 9
        "phases:", // 10
        "  - name: all of them", // 11
        "    tasks: [reach-east, {name: reach-west}]", // 12
        "    steps: 3e3", // 13
        "folder: runs/first", // 14
    };

    private Samples() {}

    record Run(
            String suite,
            String seeds,
            Agent agent,
            List<Stretch> phases,
            Path folder,
            @Nullable Map<String, Double> weights,
            @Nullable Boolean video) {}

    record Agent(
            Network network,
            int batch,
            double learningRate,
            Replay replay,
            @Nullable Distillation distillation) {
        Agent {
            if (batch < 1) {
                throw new IllegalArgumentException("batch must be at least 1, not " + batch);
            }
            if (learningRate <= 0) {
                throw new IllegalArgumentException("the learningRate must be positive");
            }
            if (batch > 1000 && replay == Replay.ALL) {
                throw new IllegalArgumentException("so many rows do not fit");
            }
        }
    }

    record Network(List<Integer> backbone, float heads) {}

    record Distillation(long every, @Nullable Float temperature) {}

    record Stretch(String name, List<Job> tasks, long steps) {}

    record Job(String name) {
        Job {
            if (name.contains(" ")) {
                throw new IllegalArgumentException("task name '" + name + "' must be one word");
            }
        }
    }

    enum Replay {
        ALL,
        BEST_RETURN,
        NONE
    }

    static ConfigTree run() {
        return Sentences.tree(RUN);
    }

    /** The run with one line (from 1) replaced. */
    static ConfigTree run(int line, String text) {
        String[] lines = RUN.clone();
        lines[line - 1] = text;
        return Sentences.tree(lines);
    }
}
