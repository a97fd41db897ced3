package dev.reprise.app.cli;

import dev.reprise.app.experiment.Checkpoints;
import dev.reprise.app.experiment.Outcome;
import dev.reprise.app.experiment.PolicyFiles;
import dev.reprise.app.report.ResultTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the terminal says of a finished run. */
final class RunSummary {
    private RunSummary() {}

    static void print(PrintStream out, Outcome outcome, Checkpoints.@Nullable Cost checkpoint, Path folder) {
        out.println();
        out.println(ResultTable.run(outcome.result(), outcome.curriculum(), outcome.points()));
        if (outcome.result().forwardTransfer() == null) {
            out.println("forward transfer: none, as there are no single-task references of this config;"
                    + " `reprise bench` makes them");
        }
        if (checkpoint != null) {
            out.printf(
                    Locale.ROOT,
                    "checkpoints: the last took %.1f MiB and %.2f s%n",
                    checkpoint.bytes() / 1048576.0,
                    checkpoint.seconds());
        }
        PolicyFiles.in(folder).forEach(file -> out.println("policy: " + file));
        out.println("report: " + folder.resolve("report.html"));
    }
}
