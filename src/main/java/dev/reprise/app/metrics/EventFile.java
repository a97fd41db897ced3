package dev.reprise.app.metrics;

import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.balance.Plasticity;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.app.science.EvaluationPoint;
import dev.reprise.envs.spec.TaskId;
import dev.reprise.envs.task.Curriculum;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;

/**
 * The metrics as TensorBoard's event file, {@code events.out.tfevents.SECONDS.reprise}: scalars of evaluations, episodes and
 * gradient steps, a histogram of the returns of each task's training episodes since the last evaluation, and, when a phase
 * begins, success so far as a picture with a row per task and a column per evaluation, black for 0 and white for 1.
 *
 * <p>Each sitting of a run writes a file of its own. The first event of a later one is a start of session, by which TensorBoard
 * knows that steps behind it are to be forgotten.
 *
 * <p>The format is that of TensorFlow's {@code event.proto} and {@code summary.proto} in records of {@code tfrecord}: length,
 * masked CRC-32C of the length, data, masked CRC-32C of the data.
 */
public final class EventFile implements MetricSink, AutoCloseable {
    private static final String PREFIX = "events.out.tfevents.";
    private static final int CRC_MASK = 0xa282ead8;
    /** Bounds of a histogram's buckets, evenly spaced over its values. */
    private static final int BUCKETS = 30;
    /** Side of a square of the picture, pixels. */
    private static final int SQUARE = 8;

    private final List<TaskId> tasks;
    private final LongSupplier clockMillis;
    private final OutputStream out;
    private final Map<String, List<Double>> returns = new TreeMap<>();
    private final List<EvaluationPoint> points = new ArrayList<>();

    /**
     * Creates a file.
     *
     * @param run the run's folder
     * @param resumedAt the step from which the run goes on; 0 for a new one
     * @param earlier evaluations up to there
     * @param clockMillis milliseconds since 1970
     */
    public EventFile(
            Path run, Curriculum curriculum, long resumedAt, List<EvaluationPoint> earlier, LongSupplier clockMillis) {
        this.tasks = curriculum.tasks();
        this.clockMillis = clockMillis;
        points.addAll(earlier);
        boolean again;
        try (DirectoryStream<Path> before = Files.newDirectoryStream(run, PREFIX + "*")) {
            again = before.iterator().hasNext();
            this.out = create(run, clockMillis.getAsLong() / 1000);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write event files into " + run + ": " + e.getMessage(), e);
        }
        event(0, new Message().text(3, "brain.Event:2"));
        if (again) {
            // Forgotten is what has this step or a later one; all, where a sitting has left no checkpoint.
            event(resumedAt == 0 ? 0 : resumedAt + 1, new Message().message(7, new Message().number(1, 1)));
        }
    }

    /** Names sort by time; two sittings within a second differ by a letter. */
    private static OutputStream create(Path run, long seconds) throws IOException {
        for (char letter = 'a'; ; letter++) {
            Path file = run.resolve(String.format(PREFIX + "%010d.reprise-%c", seconds, letter));
            if (!Files.exists(file)) {
                return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        }
    }

    @Override
    public void evaluation(EvaluationPoint point) {
        points.add(point);
        Message summary = new Message();
        for (int task = 0; task < tasks.size(); task++) {
            if (!Double.isNaN(point.success().get(task))) {
                scalar(
                        summary,
                        "success/" + tasks.get(task).name(),
                        point.success().get(task));
                scalar(
                        summary,
                        "return/" + tasks.get(task).name(),
                        point.meanReturn().get(task));
            }
        }
        returns.forEach((task, values) -> summary.message(
                1, new Message().text(1, "episodes/returns/" + task).message(5, histogram(values))));
        returns.clear();
        if (point.phaseStart() && points.size() > 1) {
            summary.message(1, new Message().text(1, "success").message(4, picture()));
        }
        event(point.step(), new Message().message(5, summary));
    }

    @Override
    public void episode(Episode episode) {
        Message summary = new Message();
        scalar(summary, "episodes/return/" + episode.task(), episode.sumOfRewards());
        scalar(summary, "episodes/length/" + episode.task(), episode.length());
        scalar(summary, "episodes/success/" + episode.task(), episode.success() ? 1 : 0);
        event(episode.step(), new Message().message(5, summary));
        returns.computeIfAbsent(episode.task(), task -> new ArrayList<>()).add(episode.sumOfRewards());
    }

    @Override
    public void update(long step, int phase, UpdateReport report) {
        Message summary = new Message();
        scalar(summary, "learner/criticLoss", report.criticLoss());
        scalar(summary, "learner/actorLoss", report.actorLoss());
        scalar(summary, "learner/value", report.value());
        scalar(summary, "learner/entropy", report.entropy());
        scalar(summary, "learner/temperature", report.temperature());
        scalar(summary, "learner/auxiliaryLoss", report.auxiliaryLoss());
        scalar(summary, "learner/missingLabels", report.gaps());
        scalar(summary, "learner/helpfulShare", report.helpfulShare());
        scalar(summary, "hints/dynamicsLoss", report.hints().dynamics());
        scalar(summary, "hints/rewardLoss", report.hints().reward());
        scalar(summary, "hints/measurementsLoss", report.hints().measurements());
        scalar(summary, "hints/successLoss", report.hints().success());
        agreement(summary, "critic", report.criticAgreement());
        agreement(summary, "policy", report.policyAgreement());
        plasticity(summary, "critic", report.criticPlasticity());
        plasticity(summary, "policy", report.policyPlasticity());
        event(step, new Message().message(5, summary));
    }

    private static void agreement(Message summary, String network, GradientAgreement agreement) {
        scalar(summary, "gradients/" + network + "RehearsalCosine", agreement.rehearsalCosine());
        scalar(summary, "gradients/" + network + "RehearsalRatio", agreement.rehearsalRatio());
        scalar(summary, "gradients/" + network + "TaskCosine", agreement.taskCosine());
        scalar(summary, "gradients/" + network + "TaskRatio", agreement.taskRatio());
    }

    private static void plasticity(Message summary, String network, Plasticity plasticity) {
        scalar(summary, "plasticity/" + network + "Dormant", plasticity.dormant());
        scalar(summary, "plasticity/" + network + "Rank", plasticity.rank());
        scalar(summary, "plasticity/" + network + "Norm", plasticity.norm());
    }

    /** Leaves out what does not exist. */
    private static void scalar(Message summary, String tag, double value) {
        if (Double.isFinite(value)) {
            summary.message(1, new Message().text(1, tag).single(2, (float) value));
        }
    }

    private static Message histogram(List<Double> list) {
        double[] values = list.stream().mapToDouble(Double::doubleValue).toArray();
        double min = Arrays.stream(values).min().orElse(0);
        double max = Arrays.stream(values).max().orElse(0);
        double width = max > min ? (max - min) / BUCKETS : 1;
        double[] limits = new double[BUCKETS];
        double[] counts = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = min + width * (i + 1);
        }
        for (double value : values) {
            counts[Math.min(BUCKETS - 1, (int) ((value - min) / width))]++;
        }
        return new Message()
                .number(1, min)
                .number(2, max)
                .number(3, (double) values.length)
                .number(4, Arrays.stream(values).sum())
                .number(5, Arrays.stream(values).map(value -> value * value).sum())
                .numbers(6, limits)
                .numbers(7, counts);
    }

    private Message picture() {
        List<EvaluationPoint> whole =
                points.stream().filter(point -> !point.phaseStart()).toList();
        int columns = Math.max(1, whole.size());
        BufferedImage image = new BufferedImage(columns * SQUARE, tasks.size() * SQUARE, BufferedImage.TYPE_BYTE_GRAY);
        for (int column = 0; column < whole.size(); column++) {
            for (int task = 0; task < tasks.size(); task++) {
                int grey = (int) Math.round(255 * whole.get(column).success().get(task));
                for (int i = 0; i < SQUARE * SQUARE; i++) {
                    image.getRaster().setSample(column * SQUARE + i % SQUARE, task * SQUARE + i / SQUARE, 0, grey);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Message()
                .number(1, image.getHeight())
                .number(2, image.getWidth())
                .number(3, 1)
                .bytes(4, png.toByteArray());
    }

    private void event(long step, Message what) {
        byte[] data = new Message()
                .number(1, clockMillis.getAsLong() / 1000.0)
                .number(2, step)
                .append(what)
                .toBytes();
        ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), 8));
        record.put(data);
        record.putInt(masked(data, data.length));
        try {
            out.write(record.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the run's event file: " + e.getMessage(), e);
        }
    }

    private static int masked(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the run's event file", e);
        }
    }
}
