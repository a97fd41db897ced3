package dev.reprise.app.experiment;

import dev.reprise.agents.export.Policy;
import dev.reprise.agents.export.PolicyZip;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.sac.PolicySnapshot;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.app.UserException;
import dev.reprise.app.metrics.Curves;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.metrics.MetricsReader;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.app.science.RunResult;
import dev.reprise.envs.task.Curriculum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what runs have left in their folders. */
public final class Results {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Hears nothing. */
    static final MetricSink SILENCE = new Silence();

    private Results() {}

    /** Whether the run in this folder came to its end. */
    public static boolean finished(Path run) {
        return Files.isRegularFile(run.resolve("result.json"));
    }

    /** The result of a finished run. */
    public static RunResult result(Path run) {
        try {
            return JSON.readValue(Files.readString(run.resolve("result.json")), RunResult.class);
        } catch (IOException | JacksonException e) {
            throw new UserException(run.resolve("result.json") + " cannot be read; run it again", e);
        }
    }

    /** All that a finished run found; of a run folder or of one in {@link KeptRuns}. */
    public static Outcome outcome(Path run) {
        Configs.Resolved resolved = Configs.readResolved(run);
        Curriculum curriculum = resolved.config().curriculumOf(resolved.suite());
        if (isKept(run)) {
            Curves curves = Curves.read(run.resolve(Curves.FILE));
            return new Outcome(result(run), curriculum, curves.points(curriculum.tasks()), curves.diagnostics());
        }
        return new Outcome(
                result(run), curriculum, MetricsReader.points(run, curriculum.tasks()), MetricsReader.diagnostics(run));
    }

    private static boolean isKept(Path run) {
        return Files.isRegularFile(run.resolve(Curves.FILE)) && !Files.exists(run.resolve("metrics.jsonl"));
    }

    /** The policy of a finished run, or that of the newest checkpoint of one that is not. */
    public static PolicySnapshot policy(Path run, Configs.Resolved resolved) {
        if (!resolved.config().contexts().known()) {
            throw new UserException(
                    run + " learnt without being told its tasks (contexts.known: false), so its heads are not"
                            + " those of tasks; how it did is in its report and metrics");
        }
        Path zip = PolicyFiles.zip(run);
        if (Files.isRegularFile(zip)) {
            try {
                Policy policy = PolicyZip.read(zip);
                int seen = resolved.suite().specs().observation().size();
                if (policy.network().inputs() != seen) {
                    throw new UserException(
                            "the policy of " + run + " sees " + policy.network().inputs()
                                    + " numbers, but suite '" + resolved.suite().name() + "' shows " + seen
                                    + " in this version of Reprise; train it anew");
                }
                Network network = resolved.config().agent().executor().network(policy.network());
                return new PolicySnapshot(
                        network, policy.parameters(), resolved.suite().specs().action());
            } catch (IOException | IllegalArgumentException e) {
                throw new UserException("cannot read the policy of " + run + ": " + e.getMessage(), e);
            }
        }
        Checkpoints checkpoints = new Checkpoints(run);
        Checkpoints.Loaded newest = checkpoints.newest();
        if (newest == null) {
            throw new UserException(run + " has neither a policy nor a checkpoint yet");
        }
        try (TrainLoop loop = new TrainLoop(resolved.config(), resolved.suite(), SILENCE)) {
            return loop.policy(newest.state(), checkpoints.archive(newest.manifest()));
        }
    }

    /**
     * Makes the report of a finished run anew. Returns where it lies.
     *
     * @param otherwise the command line that it names where the folder does not say which one made it
     */
    public static Path report(Path run, String otherwise) {
        RunFolder.requireRun(run);
        if (!finished(run)) {
            Checkpoints.Loaded newest = new Checkpoints(run).newest();
            String verdict =
                    newest == null ? null : Guard.verdict(newest.state().scope("guard"));
            if (verdict != null) {
                throw new UserException("the guard has ended " + run + ": " + verdict
                        + "; what was measured until then is in its metrics.jsonl and metrics.csv");
            }
            throw new UserException(run + " has not finished; go on with `reprise resume " + run + "`");
        }
        Configs.Resolved resolved = Configs.readResolved(run);
        String command = RunFolder.command(run, otherwise);
        try (RunFolder folder = RunFolder.open(run)) {
            folder.write(
                    "report.html",
                    RunPage.of(resolved, outcome(run), command, null).html());
        }
        return run.resolve("report.html");
    }

    private static final class Silence implements MetricSink {
        @Override
        public void evaluation(EvaluationPoint point) {}

        @Override
        public void episode(Episode episode) {}

        @Override
        public void update(long step, int phase, UpdateReport report) {}
    }
}
