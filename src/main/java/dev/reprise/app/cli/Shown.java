package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.view.Programme;
import dev.reprise.envs.spec.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who is to be seen at what; shared by the commands that show. */
final class Shown {
    @Option(
            names = "--task",
            paramLabel = "TASK",
            split = ",",
            description = "The task, or several: a,b; default all that the policy knows.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--expert",
            paramLabel = "TASK",
            split = ",",
            description = "In place of a run: the scripted expert of this task, or of several: a,b.")
    private List<String> experts = new ArrayList<>();

    @Option(names = "--suite", paramLabel = "SUITE", description = "The expert's; default workbench.")
    private @Nullable String suite;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the start states; default the run's, whose episodes are those that `eval` counts.")
    private @Nullable Long seed;

    boolean expert() {
        return !experts.isEmpty();
    }

    /** What is to be seen; {@code run} is null for an expert. */
    Programme programme(@Nullable Path run) {
        if (expert()) {
            if (!tasks.isEmpty()) {
                throw new UserException("--task goes with a run; --expert names its tasks itself");
            }
            return Programme.ofExperts(suite == null ? "workbench" : suite, seed == null ? 0 : seed);
        }
        if (run == null) {
            throw new UserException("name a run folder, or a task with --expert");
        }
        if (suite != null) {
            throw new UserException("--suite goes with --expert; a run knows its own");
        }
        return Programme.ofRun(run, seed);
    }

    /** The tasks that the user named, checked; empty when none. */
    List<TaskId> named(Programme programme) {
        return programme.named(expert() ? experts : tasks);
    }
}
