package dev.reprise.agents.auxiliary;

import dev.reprise.agents.balance.RunningMoments;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.util.Arrays;

/**
 * What the rows of a batch are to predict, with gaps. Rewards and successes are a matrix of rows × tasks: an entry is a gap
 * where the task cannot judge the row's transition or has not been met. A measurement's number is a gap where it is not
 * finite. Regression has the loss ½ (prediction - target)² in standard deviations of the target, clipped at {@value #LIMIT};
 * successes have binary cross-entropy of the logistic function of the prediction. Each of the four is a mean over its known
 * entries.
 */
public final class AuxiliaryTargets {
    /** Standard deviations beyond which a target is no farther. */
    public static final double LIMIT = 10;

    private static final float GAP = Float.NaN;

    /** Consecutive outputs with one loss. */
    private record Segment(int from, int count, double coefficient, boolean binary) {}

    private final TransitionSchema schema;
    private final int tasks;
    private final Segment dynamics;
    private final Segment reward;
    private final Segment measurements;
    private final Segment success;
    private final int outputs;
    private final RunningMoments moments;
    /** Rows × outputs, {@link #GAP} where nothing is known. */
    private float[] targets = {};

    /** @param tasks most tasks that the agent will meet */
    public AuxiliaryTargets(AuxiliaryConfig config, TransitionSchema schema, int tasks) {
        this.schema = schema;
        this.tasks = tasks;
        this.dynamics = segment(0, schema.observations(), config.dynamics(), false);
        this.reward = segment(end(dynamics), tasks, config.reward(), false);
        this.measurements = segment(end(reward), schema.measurement().size(), config.measurements(), false);
        this.success = segment(end(measurements), tasks, config.success(), true);
        this.outputs = end(success);
        this.moments = new RunningMoments(outputs);
    }

    private static Segment segment(int from, int count, double coefficient, boolean binary) {
        return new Segment(from, coefficient > 0 ? count : 0, coefficient, binary);
    }

    private static int end(Segment segment) {
        return segment.from + segment.count;
    }

    /** Numbers that a row predicts. */
    public int outputs() {
        return outputs;
    }

    /** Reads the targets of a batch's rows. */
    public void read(Batch batch) {
        int rows = batch.rows();
        targets = targets.length < rows * outputs ? new float[rows * outputs] : targets;
        Arrays.fill(targets, 0, rows * outputs, GAP);
        for (int row = 0; row < rows; row++) {
            int at = row * outputs;
            for (int i = 0; i < dynamics.count; i++) {
                int number = row * schema.observations() + i;
                targets[at + dynamics.from + i] = batch.nextObservations()[number] - batch.observations()[number];
            }
            if (reward.count + success.count > 0) {
                readLabels(batch, row, at);
            }
            if (measurements.count > 0) {
                Measurement before = batch.before(row);
                for (int i = 0; i < measurements.count; i++) {
                    targets[at + measurements.from + i] = before.get(i);
                }
            }
        }
        normalise(rows);
    }

    private void readLabels(Batch batch, int row, int at) {
        for (int task = 0; task < Math.min(tasks, batch.tasks()); task++) {
            Label label = batch.label(row, task);
            if (label != null && reward.count > 0) {
                targets[at + reward.from + task] = label.reward();
            }
            if (label != null && success.count > 0) {
                targets[at + success.from + task] = label.success() ? 1 : 0;
            }
        }
    }

    private void normalise(int rows) {
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < success.from; o++) {
                float target = targets[row * outputs + o];
                if (Float.isFinite(target)) {
                    moments.observe(o, target);
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int o = 0; o < success.from; o++) {
                int i = row * outputs + o;
                targets[i] = Float.isFinite(targets[i]) ? moments.normalised(o, targets[i], LIMIT) : GAP;
            }
        }
    }

    /**
     * Losses of some rows' predictions.
     *
     * @param predictions count × outputs, row-major
     * @param rows the first {@code count} elements name the batch's rows that they are of
     * @param gradient of the same shape: becomes the derivative of the losses' sum, each times its coefficient
     */
    public AuxiliaryLosses differentiate(float[] predictions, int[] rows, int count, float[] gradient) {
        return new AuxiliaryLosses(
                differentiate(dynamics, predictions, rows, count, gradient),
                differentiate(reward, predictions, rows, count, gradient),
                differentiate(measurements, predictions, rows, count, gradient),
                differentiate(success, predictions, rows, count, gradient));
    }

    private double differentiate(Segment segment, float[] predictions, int[] rows, int count, float[] gradient) {
        int known = 0;
        for (int i = 0; i < count; i++) {
            for (int o = segment.from; o < end(segment); o++) {
                known += Float.isNaN(targets[rows[i] * outputs + o]) ? 0 : 1;
            }
        }
        float scale = (float) (segment.coefficient / Math.max(1, known));
        double loss = 0;
        for (int i = 0; i < count; i++) {
            for (int o = segment.from; o < end(segment); o++) {
                float target = targets[rows[i] * outputs + o];
                int at = i * outputs + o;
                double x = predictions[at];
                if (Float.isNaN(target)) {
                    gradient[at] = 0;
                } else if (segment.binary) {
                    // log(1 + exp x) - target·x, without overflow.
                    double tail = StrictMath.exp(-Math.abs(x));
                    loss += Math.max(x, 0) - target * x + StrictMath.log1p(tail);
                    double chance = x >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
                    gradient[at] = (float) (scale * (chance - target));
                } else {
                    loss += 0.5 * (x - target) * (x - target);
                    gradient[at] = (float) (scale * (x - target));
                }
            }
        }
        return known == 0 ? Double.NaN : loss / known;
    }

    /** Writes what later targets depend on. */
    public void save(SavedState state) {
        moments.save(state);
    }

    /** Takes up what {@link #save} wrote. */
    public void load(SavedState state) {
        moments.load(state);
    }
}
