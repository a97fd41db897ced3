package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that do many runs. */
final class MatrixOptions {
    @Option(names = "--jobs", paramLabel = "N", description = "Runs at a time; default: one per processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = {
                "Folder that keeps the small files of finished runs and is searched for runs that stand already;",
                "'none' for none; default as the config says, or none."
            })
    private @Nullable String results;

    @Option(names = "--set", paramLabel = "a.b=c", description = "Changes one setting of all runs; may be repeated.")
    private List<String> settings = new ArrayList<>();

    /** @throws UserException when it is not positive */
    int jobs() {
        if (jobs < 1) {
            throw new UserException("--jobs must be at least 1, not " + jobs);
        }
        return jobs;
    }

    /** As the user wrote it; null when nothing was said. */
    @Nullable
    String results() {
        return results;
    }

    List<String> settings() {
        return settings;
    }
}
