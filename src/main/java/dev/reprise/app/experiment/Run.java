package dev.reprise.app.experiment;

import dev.reprise.agents.sac.SacConfig;
import dev.reprise.app.UserException;
import dev.reprise.app.Version;
import dev.reprise.app.metrics.EventFile;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.app.metrics.MetricsFiles;
import dev.reprise.app.metrics.MetricsReader;
import dev.reprise.app.science.ContinualMetrics;
import dev.reprise.app.science.RunResult;
import dev.reprise.app.science.SingleTaskReferences;
import dev.reprise.envs.spec.EnvironmentLostException;
import dev.reprise.envs.task.Curriculum;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** A run in its folder: begins or goes on, writes checkpoints on the way, and leaves its results at the end. */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Configs.Resolved config;
    private final RunFolder folder;
    private final Checkpoints checkpoints;
    private final String hash;
    private final long startNanos = System.nanoTime();
    private double earlierSeconds;
    private Checkpoints.@Nullable Cost checkpointCost;

    /** The run with this configuration in this folder. */
    public Run(Configs.Resolved config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
        this.checkpoints = new Checkpoints(folder.path());
        this.hash = config.hash();
    }

    /**
     * Trains from the beginning or from the newest whole checkpoint to the end.
     *
     * @param command for the report, unless the folder knows the one that the run was begun with
     * @param references single-task references for forward transfer
     * @param stop asked often; when true, a checkpoint is written and training stops
     * @return what the run found, or null when it was stopped
     * @throws RegressionException when the guard has ended it
     */
    public @Nullable Outcome train(
            String command, SingleTaskReferences references, Progress progress, BooleanSupplier stop) {
        Checkpoints.Loaded newest = checkpoints.newest();
        if (newest == null) {
            folder.write(RunFolder.CONFIG, config.tree().toYaml());
        }
        String begunWith = RunFolder.command(folder.path(), command);
        folder.write(RunFolder.COMMAND, begunWith + "\n");
        Checkpoints.Manifest manifest = newest == null ? null : newest.manifest();
        if (manifest != null && !manifest.configHash().equals(hash)) {
            throw new UserException("the checkpoints in " + folder.path()
                    + " are of other settings than its config.resolved.yaml, which has been changed since; put it back, or"
                    + " begin a new run");
        }
        if (newest != null && !newest.state().has("position")) {
            throw new UserException(
                    folder.path()
                            + " has finished; its replay and its learner's state were given up then, so it cannot go on; begin a new run");
        }
        earlierSeconds = manifest == null ? 0 : manifest.wallSeconds();
        Curriculum curriculum = config.config().curriculumOf(config.suite());
        try (MetricsFiles metrics = new MetricsFiles(
                        folder.path(),
                        curriculum,
                        manifest == null ? 0 : manifest.metricsBytes(),
                        manifest == null ? 0 : manifest.csvBytes(),
                        this::seconds);
                EventFile events = new EventFile(
                        folder.path(),
                        curriculum,
                        manifest == null ? 0 : manifest.step(),
                        manifest == null ? List.of() : MetricsReader.points(folder.path(), curriculum.tasks()),
                        System::currentTimeMillis);
                TrainLoop loop = new TrainLoop(
                        config.config(), config.suite(), config.robot(), MetricSink.all(List.of(metrics, events)))) {
            if (newest != null) {
                load(loop, newest);
                LOG.info("resumed at step {} from {}", loop.step(), newest.path());
            } else if (config.config().start().from() != null) {
                Start.apply(config.config().start(), loop);
                // From here on the run stands on its own feet, whatever becomes of the other.
                checkpoint(loop, metrics);
            }
            long fits = loop.agent().replayCapacity();
            if (fits < loop.curriculum().totalSteps()) {
                LOG.info(
                        "the replay holds {} of the {} transitions to come; then the task that holds most drops its oldest"
                                + " (agent.replay.budgetMebibytes)",
                        fits,
                        loop.curriculum().totalSteps());
            }
            long longest = loop.curriculum().phases().stream()
                    .mapToLong(phase -> phase.steps() / phase.tasks().size())
                    .max()
                    .orElseThrow();
            int random = config.config().agent().randomSteps();
            if (random >= longest
                    && config.config().agent().exploration() == SacConfig.FirstSteps.UNIFORM
                    && config.config().start().from() == null) {
                LOG.warn(
                        "all {} steps of a task's first visit are random (agent.randomSteps: {}), so that no policy is tried in it",
                        longest,
                        random);
            }
            if (!advance(loop, metrics, progress, stop)) {
                progress.finished();
                return null;
            }
            progress.finished();
            return finish(loop, metrics, begunWith, references);
        }
    }

    private void load(TrainLoop loop, Checkpoints.Loaded newest) {
        try {
            loop.load(newest.state(), checkpoints.archive(newest.manifest()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            String version = newest.manifest().version();
            if (Version.FULL.equals(version)) {
                throw e;
            }
            throw new UserException(
                    newest.path() + " was written by " + (version == null ? "an earlier version" : "version " + version)
                            + " of Reprise, and this one, " + Version.FULL + ", keeps other things in a checkpoint ("
                            + e.getMessage() + "); go on with that version, or begin a new run",
                    e);
        }
    }

    private boolean advance(TrainLoop loop, MetricsFiles metrics, Progress progress, BooleanSupplier stop) {
        long total = loop.curriculum().totalSteps();
        long due = nextDue(loop.step());
        while (true) {
            String regression = loop.regression();
            if (regression != null) {
                checkpoint(loop, metrics);
                progress.finished();
                throw new RegressionException("the guard ends the run at step " + loop.step() + ": " + regression);
            }
            if (loop.done()) {
                return true;
            }
            if (stop.getAsBoolean()) {
                checkpoint(loop, metrics);
                return false;
            }
            String phase = loop.curriculum().phases().get(loop.phase()).name();
            try {
                loop.advance();
            } catch (EnvironmentLostException e) {
                checkpoint(loop, metrics);
                if (stop.getAsBoolean()) {
                    return false;
                }
                progress.finished();
                throw e;
            }
            progress.at(loop.step(), total, phase);
            if (loop.step() >= due && !loop.done()) {
                checkpoint(loop, metrics);
                due = nextDue(loop.step());
            }
        }
    }

    private long nextDue(long step) {
        long interval = config.config().checkpoint().interval();
        return (step / interval + 1) * interval;
    }

    private void checkpoint(TrainLoop loop, MetricsFiles metrics) {
        Checkpoints.Cost cost = checkpoints.write(header(loop, metrics), loop::save);
        checkpointCost = cost;
        LOG.debug("checkpoint at step {}: {} bytes in {} s", loop.step(), cost.bytes(), cost.seconds());
    }

    private Checkpoints.Header header(TrainLoop loop, MetricsFiles metrics) {
        return new Checkpoints.Header(hash, loop.step(), seconds(), metrics.linesBytes(), metrics.tableBytes());
    }

    private double seconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) / 1e9;
    }

    private Outcome finish(TrainLoop loop, MetricsFiles metrics, String command, SingleTaskReferences references) {
        ContinualMetrics figures = ContinualMetrics.of(loop.curriculum(), loop.points(), references);
        RunResult result = RunResult.of(
                config.suite().name(),
                config.suite().description(),
                config.config().method(),
                config.config().seed(),
                figures,
                new RunResult.Cost(loop.step(), loop.agent().gradientSteps(), seconds()),
                hash,
                Version.TEXT,
                checkpoints.commits().isEmpty() ? null : checkpoints.commits());
        if (loop.agent().gradientSteps() == 0) {
            LOG.warn(
                    "nothing was learnt: no phase has collected the rows of a batch (agent.batch: {})",
                    config.config().agent().batch());
        }
        PolicyFiles.write(folder, loop.agent().snapshot(), config.suite());
        if (config.config().checkpoint().keepReplay()) {
            checkpoint(loop, metrics);
        }
        Outcome outcome =
                new Outcome(result, loop.curriculum(), loop.points(), MetricsReader.diagnostics(folder.path()));
        folder.write(
                "report.html",
                RunPage.of(config, outcome, command, checkpointCost).html());
        folder.write(
                "result.json",
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
        if (!config.config().checkpoint().keepReplay()) {
            // Last, as the run cannot be taken up again from what is left then.
            checkpoints.finish(header(loop, metrics), loop.agent()::savePolicy);
        }
        return outcome;
    }

    /** Size and time of the last checkpoint; null when none was due. */
    public Checkpoints.@Nullable Cost checkpointCost() {
        return checkpointCost;
    }
}
