package dev.reprise.app.metrics;

import dev.reprise.agents.auxiliary.AuxiliaryLosses;
import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.balance.Plasticity;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}, one JSON object a line, of kind {@code evaluation}, {@code episode}, {@code update},
 * {@code known} (tasks that the agent brought along) or {@code guard}; and
 * {@code metrics.csv}, the evaluations in long form: one line per task. Numbers that do not exist are null or empty.
 * The only field that depends on the wall clock is {@code wallSeconds}.
 */
public final class MetricsFiles implements MetricSink, AutoCloseable {
    private static final String CSV_HEADER = "step,phase,phase_name,phase_start,task,success,mean_return\n";

    private final JsonMapper json = JsonMapper.builder().build();
    private final List<TaskId> tasks;
    private final Curriculum curriculum;
    private final DoubleSupplier wallSeconds;
    private final FileChannel lines;
    private final FileChannel table;

    /**
     * Opens the files of a run, cut to the lengths that a checkpoint recorded.
     *
     * @param run the run's folder
     * @param linesBytes length of metrics.jsonl; 0 for a new run
     * @param tableBytes length of metrics.csv; 0 for a new run
     * @param wallSeconds seconds of training so far
     */
    public MetricsFiles(Path run, Curriculum curriculum, long linesBytes, long tableBytes, DoubleSupplier wallSeconds) {
        this.tasks = curriculum.tasks();
        this.curriculum = curriculum;
        this.wallSeconds = wallSeconds;
        this.lines = open(run.resolve("metrics.jsonl"), linesBytes);
        this.table = open(run.resolve("metrics.csv"), tableBytes);
        if (tableBytes == 0) {
            append(table, CSV_HEADER);
        }
    }

    private static FileChannel open(Path file, long length) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(length);
            channel.position(channel.size());
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void append(FileChannel channel, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the run's metrics: " + e.getMessage(), e);
        }
    }

    /** Length of metrics.jsonl, all of it on the disk. */
    public long linesBytes() {
        return syncedSize(lines);
    }

    /** Length of metrics.csv, all of it on the disk. */
    public long tableBytes() {
        return syncedSize(table);
    }

    private static long syncedSize(FileChannel channel) {
        try {
            channel.force(false);
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the run's metrics: " + e.getMessage(), e);
        }
    }

    @Override
    public void evaluation(EvaluationPoint point) {
        String phaseName = curriculum.phases().get(point.phase()).name();
        Map<String, Object> success = new LinkedHashMap<>();
        Map<String, Object> returns = new LinkedHashMap<>();
        StringBuilder rows = new StringBuilder();
        for (int task = 0; task < tasks.size(); task++) {
            double rate = point.success().get(task);
            if (Double.isNaN(rate)) {
                continue;
            }
            double meanReturn = point.meanReturn().get(task);
            success.put(tasks.get(task).name(), rate);
            returns.put(tasks.get(task).name(), meanReturn);
            rows.append(point.step())
                    .append(',')
                    .append(point.phase())
                    .append(',')
                    .append(phaseName)
                    .append(',')
                    .append(point.phaseStart())
                    .append(',')
                    .append(tasks.get(task).name())
                    .append(',')
                    .append(rate)
                    .append(',')
                    .append(meanReturn)
                    .append('\n');
        }
        line("evaluation", point.step(), point.phase(), fields -> {
            fields.put("phaseName", phaseName);
            fields.put("phaseStart", point.phaseStart());
            fields.put("success", success);
            fields.put("meanReturn", returns);
        });
        append(table, rows.toString());
    }

    @Override
    public void episode(Episode episode) {
        line("episode", episode.step(), episode.phase(), fields -> {
            fields.put("task", episode.task());
            fields.put("visit", episode.visit());
            fields.put("length", episode.length());
            fields.put("return", episode.sumOfRewards());
            fields.put("success", episode.success());
            fields.put("end", episode.end());
            if (!episode.reason().isEmpty()) {
                fields.put("reason", episode.reason());
            }
        });
    }

    @Override
    public void update(long step, int phase, UpdateReport report) {
        line("update", step, phase, fields -> {
            fields.put("criticLoss", finite(report.criticLoss()));
            fields.put("actorLoss", finite(report.actorLoss()));
            fields.put("value", finite(report.value()));
            fields.put("entropy", finite(report.entropy()));
            fields.put("temperature", finite(report.temperature()));
            fields.put("auxiliaryLoss", finite(report.auxiliaryLoss()));
            fields.put("missingLabels", report.gaps());
            if (Double.isFinite(report.helpfulShare())) {
                fields.put("helpfulShare", report.helpfulShare());
            }
            hints(fields, report.hints());
            agreement(fields, "critic", report.criticAgreement());
            agreement(fields, "policy", report.policyAgreement());
            plasticity(fields, "critic", report.criticPlasticity());
            plasticity(fields, "policy", report.policyPlasticity());
            fields.put("wallSeconds", Math.round(wallSeconds.getAsDouble() * 1000) / 1000.0);
        });
    }

    @Override
    public void known(long step, int phase, Map<String, Double> success) {
        line("known", step, phase, fields -> fields.put("success", success));
    }

    @Override
    public void guard(long step, int phase, String what) {
        line("guard", step, phase, fields -> fields.put("what", what));
    }

    @Override
    public void context(long step, int phase, String context, int visit) {
        line("context", step, phase, fields -> {
            fields.put("context", context);
            fields.put("visit", visit);
        });
    }

    /** Leaves out what was not predicted. */
    private static void hints(Map<String, @Nullable Object> fields, AuxiliaryLosses losses) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("dynamicsLoss", losses.dynamics());
        figures.put("rewardLoss", losses.reward());
        figures.put("measurementsLoss", losses.measurements());
        figures.put("successLoss", losses.success());
        figures.values().removeIf(value -> !Double.isFinite(value));
        fields.putAll(figures);
    }

    /** Leaves out what was not measured. */
    private static void agreement(Map<String, @Nullable Object> fields, String network, GradientAgreement agreement) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(network + "RehearsalCosine", agreement.rehearsalCosine());
        figures.put(network + "RehearsalRatio", agreement.rehearsalRatio());
        figures.put(network + "TaskCosine", agreement.taskCosine());
        figures.put(network + "TaskRatio", agreement.taskRatio());
        figures.values().removeIf(value -> !Double.isFinite(value));
        fields.putAll(figures);
    }

    /** Leaves out what was not measured. */
    private static void plasticity(Map<String, @Nullable Object> fields, String network, Plasticity plasticity) {
        if (Double.isFinite(plasticity.norm())) {
            fields.put(network + "Dormant", plasticity.dormant());
            fields.put(network + "Rank", plasticity.rank());
            fields.put(network + "Norm", plasticity.norm());
        }
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    private void line(
            String kind, long step, int phase, java.util.function.Consumer<Map<String, @Nullable Object>> more) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind);
        fields.put("step", step);
        fields.put("phase", phase);
        more.accept(fields);
        append(lines, json.writeValueAsString(fields) + "\n");
    }

    @Override
    public void close() {
        try {
            lines.close();
            table.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the run's metrics", e);
        }
    }
}
