package dev.reprise.app.experiment;

import dev.reprise.app.Version;
import dev.reprise.app.report.RunReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The report of a run with the facts of the machine that makes it. */
final class RunPage {
    private RunPage() {}

    static RunReport of(
            Configs.Resolved config, Outcome outcome, String command, Checkpoints.@Nullable Cost checkpoint) {
        Map<String, String> facts = new LinkedHashMap<>();
        // As it was when the run was made; what Python serves may have another version today.
        String described = Objects.requireNonNullElse(
                outcome.result().suiteDescription(), config.suite().description());
        facts.put("Suite", config.suite().name() + ": " + described);
        facts.put("Reprise", Version.TEXT);
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put(
                "Machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        facts.put("Executor", config.config().agent().executor().name().toLowerCase(Locale.ROOT));
        if (checkpoint != null) {
            facts.put(
                    "Last checkpoint",
                    String.format(
                            Locale.ROOT, "%.1f MiB in %.2f s", checkpoint.bytes() / 1048576.0, checkpoint.seconds()));
        }
        return new RunReport(
                outcome.result(),
                outcome.curriculum(),
                outcome.points(),
                outcome.diagnostics(),
                config.tree().toYaml(),
                command,
                facts,
                "no single-task references; `reprise bench` makes them");
    }
}
