package dev.reprise.agents.nn;

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
            for (int row = groups.from(g); row < groups.to(g); row++) {
                double[] x = new double[inputs];
                System.arraycopy(input, row * inputs, x, 0, inputs);
                double[][] trunk = new double[sample.spec().widths().size()][];
                for (int layer = 0; layer < trunk.length; layer++) {
                    x = affine(layout.trunkWeight(layer), layout.trunkBias(layer), x);
                    if (sample.spec().trunk().normalised(layer)) {
                        normalise(layer, x);
                    }
                    activate(
                            sample.spec()
                                    .trunk()
                                    .activation(layer, sample.spec().activation()),
                            x);
                    int skipped = sample.spec().trunk().skippedFrom(layer);
                    for (int i = 0; skipped >= 0 && i < x.length; i++) {
                        x[i] += trunk[skipped][i];
                    }
                    trunk[layer] = x;
                }
                double[] y = affine(layout.headWeight(groups.head(g)), layout.headBias(groups.head(g)), x);
                System.arraycopy(y, 0, output, row * outputs, outputs);
            }
        }
        return output;
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
    private void normalise(int layer, double[] x) {
        int bias = layout.trunkBias(layer).offset();
        int gain = layout.trunkGain(layer).offset();
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
