package dev.reprise.agents.nn;

import dev.reprise.agents.nn.ParameterLayout.Role;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The formula of a network, slowly and in doubles: what executors and their gradients are measured against. */
final class DoubleNetwork {
    private static final double STEP = 1e-7;

    private final NetworkSample sample;
    private final ParameterLayout layout;
    private final double[] parameters;
    private final double[] input;

    DoubleNetwork(NetworkSample sample) {
        this.sample = sample;
        this.layout = sample.parameters().layout();
        this.parameters = doubles(sample.parameters().values());
        this.input = doubles(sample.input());
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    double[] output() {
        RowGroups groups = sample.groups();
        int inputs = sample.spec().inputs();
        int outputs = sample.spec().headOutputs();
        double[] output = new double[groups.rows() * outputs];
        for (int g = 0; g < groups.count(); g++) {
            int task = groups.head(g);
            for (int row = groups.from(g); row < groups.to(g); row++) {
                double[] x =
                        trunk(task, withEmbedding(task, Arrays.copyOfRange(input, row * inputs, (row + 1) * inputs)));
                double[] y = affine(layout.headWeight(task), layout.headBias(task), x);
                System.arraycopy(y, 0, output, row * outputs, outputs);
            }
        }
        return output;
    }

    private double[] withEmbedding(int task, double[] x) {
        if (sample.spec().sharing().conditioning() != ParameterSharing.Conditioning.FIRST_LAYER) {
            return x;
        }
        TaskId id = layout.tasks().get(task);
        ParameterLayout.Tensor tensor = layout.tensor(Role.EMBEDDING, "embedding-" + id, id);
        double squares = 0;
        for (int i = 0; i < tensor.size(); i++) {
            squares += parameters[tensor.offset() + i] * parameters[tensor.offset() + i];
        }
        double[] longer = Arrays.copyOf(x, x.length + tensor.size());
        for (int i = 0; i < tensor.size(); i++) {
            longer[x.length + i] = parameters[tensor.offset() + i] / Math.sqrt(squares);
        }
        return longer;
    }

    /** What a task's head reads. Every column is run, whether or not anything reads it. */
    private double[] trunk(int task, double[] x) {
        int tasks = layout.tasks().size();
        int layers = sample.spec().widths().size();
        // By layer and column: what the layer reads; the last is what heads read.
        double[][][] read = new double[layers + 1][tasks][];
        Arrays.fill(read[0], x);
        for (int layer = 0; layer < layers; layer++) {
            double[][] written = new double[tasks][];
            for (int column = 0; column < tasks; column++) {
                written[column] = layer(layer, column, task, read[layer][column]);
                int skipped = sample.spec().trunk().skippedFrom(layer);
                for (int i = 0; skipped >= 0 && i < written[column].length; i++) {
                    written[column][i] += read[skipped + 1][column][i];
                }
            }
            read[layer + 1] = layer >= sample.spec().sharedLayers()
                            && sample.spec().sharing().stitched()
                    ? mixed(layer, written)
                    : written;
        }
        return read[layers][task];
    }

    private double[][] mixed(int layer, double[][] written) {
        double[][] mixed = new double[written.length][written[0].length];
        for (int reader = 0; reader < written.length; reader++) {
            for (int source = 0; source < written.length; source++) {
                double alpha = parameters[layout.stitch(layer, reader, source)];
                for (int i = 0; i < mixed[reader].length; i++) {
                    mixed[reader][i] += alpha * written[source][i];
                }
            }
        }
        return mixed;
    }

    private double[] layer(int layer, int column, int task, double[] x) {
        ParameterLayout.Dense dense =
                layout.dense("trunk-" + layer, layout.tasks().get(column));
        double[] y = affine(dense.weight(), dense.bias(), x);
        if (dense.gain() != null) {
            normalise(dense.bias().offset(), dense.gain().offset(), y);
        }
        if (sample.spec().sharing().conditioning() == ParameterSharing.Conditioning.FILM
                && layer < sample.spec().sharedLayers()) {
            TaskId id = layout.tasks().get(task);
            int scale = layout.tensor(Role.SCALE, "film-" + layer, id).offset();
            int shift = layout.tensor(Role.SHIFT, "film-" + layer, id).offset();
            for (int i = 0; i < y.length; i++) {
                y[i] = parameters[scale + i] * y[i] + parameters[shift + i];
            }
        }
        activate(sample.spec().trunk().activation(layer, sample.spec().activation()), y);
        return y;
    }

    /** Derivative of Σ outputGradient · output by every parameter, by central differences. */
    double[] gradient() {
        return differences(parameters);
    }

    /** Derivative of Σ outputGradient · output by every input number, by central differences. */
    double[] inputGradient() {
        return differences(input);
    }

    private double[] differences(double[] moved) {
        double[] result = new double[moved.length];
        for (int i = 0; i < moved.length; i++) {
            double here = moved[i];
            moved[i] = here + STEP;
            double above = loss();
            moved[i] = here - STEP;
            double below = loss();
            moved[i] = here;
            result[i] = (above - below) / (2 * STEP);
        }
        return result;
    }

    private double loss() {
        double loss = 0;
        double[] output = output();
        for (int i = 0; i < output.length; i++) {
            loss += sample.outputGradient()[i] * output[i];
        }
        return loss;
    }

    private double[] affine(ParameterLayout.Tensor weight, ParameterLayout.Tensor bias, double[] x) {
        double[] y = new double[weight.outputs()];
        for (int o = 0; o < y.length; o++) {
            y[o] = parameters[bias.offset() + o];
            for (int i = 0; i < x.length; i++) {
                y[o] += parameters[weight.offset() + o * x.length + i] * x[i];
            }
        }
        return y;
    }

    /** From Wx + b to g·(Wx - mean)/deviation + b. */
    private void normalise(int bias, int gain, double[] x) {
        double mean = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] -= parameters[bias + i];
            mean += x[i] / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean) / Math.sqrt(variance) * parameters[gain + i] + parameters[bias + i];
        }
    }

    private static void activate(@Nullable Activation activation, double[] x) {
        for (int i = 0; i < x.length && activation != null; i++) {
            x[i] = switch (activation) {
                case RELU -> Math.max(x[i], 0);
                case LEAKY_RELU -> x[i] > 0 ? x[i] : 0.01 * x[i];
                case TANH -> StrictMath.tanh(x[i]);
                case ELU -> x[i] > 0 ? x[i] : StrictMath.expm1(x[i]);
            };
        }
    }
}
