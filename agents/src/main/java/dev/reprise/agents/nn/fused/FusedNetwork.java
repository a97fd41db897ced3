package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A dense trunk and linear heads on heap arrays. */
public final class FusedNetwork implements Network {
    /** Below this many rows, weights are the left factor, so that they need not be packed. */
    private static final int FEW_ROWS = 4;

    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final Supplier<Gemm> kernels;

    /** With the fastest kernels that this JVM can run. */
    public FusedNetwork(NetworkSpec spec) {
        this(spec, Gemm::best);
    }

    FusedNetwork(NetworkSpec spec, Supplier<Gemm> kernels) {
        this.spec = spec;
        this.layout = ParameterLayout.of(spec);
        this.kernels = kernels;
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public Pass newPass(int maxRows) {
        return new FusedPass(maxRows);
    }

    private final class FusedPass implements Pass {
        private final int maxRows;
        private final int layers = spec.widths().size();
        /** activations[0] is the input, activations[l + 1] the output of trunk layer l; rows × width. */
        private final float[][] activations = new float[layers + 1][];
        /** Derivative by the sums of trunk layer l; rows × width. */
        private final float[][] deltas = new float[layers][];

        private final float[] output;
        private final float[] ones;
        private final float[] zeros;
        private final Gemm gemm = kernels.get();

        FusedPass(int maxRows) {
            this.maxRows = maxRows;
            activations[0] = new float[maxRows * spec.inputs()];
            int widest = spec.inputs();
            for (int layer = 0; layer < layers; layer++) {
                int width = spec.widths().get(layer);
                activations[layer + 1] = new float[maxRows * width];
                deltas[layer] = new float[maxRows * width];
                widest = Math.max(widest, width);
            }
            output = new float[maxRows * spec.headOutputs()];
            zeros = new float[widest];
            ones = new float[maxRows];
            Arrays.fill(ones, 1f);
        }

        @Override
        public int maxRows() {
            return maxRows;
        }

        @Override
        public float[] input() {
            return activations[0];
        }

        @Override
        public float[] output() {
            return output;
        }

        @Override
        public void forward(ParameterVector parameters, RowGroups groups) {
            int rows = groups.rows();
            for (int layer = 0; layer < layers; layer++) {
                float[] y = activations[layer + 1];
                ParameterLayout.Tensor weight = layout.trunkWeight(layer);
                affine(parameters.values(), weight, layout.trunkBias(layer), activations[layer], y, 0, rows);
                activate(y, rows * weight.outputs());
            }
            for (int g = 0; g < groups.count(); g++) {
                int head = groups.head(g);
                affine(
                        parameters.values(),
                        layout.headWeight(head),
                        layout.headBias(head),
                        activations[layers],
                        output,
                        groups.from(g),
                        groups.to(g));
            }
        }

        /** y = x·Wᵀ + b on rows from … to-1. */
        private void affine(
                float[] p,
                ParameterLayout.Tensor weight,
                ParameterLayout.Tensor bias,
                float[] x,
                float[] y,
                int from,
                int to) {
            int inputs = weight.inputs();
            int outputs = weight.outputs();
            if (to - from < FEW_ROWS) {
                for (int row = from; row < to; row++) {
                    gemm.product(
                            y,
                            row * outputs,
                            p,
                            bias.offset(),
                            1,
                            p,
                            weight.offset(),
                            inputs,
                            1,
                            x,
                            row * inputs,
                            1,
                            1,
                            outputs,
                            1,
                            inputs);
                }
                return;
            }
            gemm.product(
                    y,
                    from * outputs,
                    p,
                    bias.offset(),
                    0,
                    x,
                    from * inputs,
                    inputs,
                    1,
                    p,
                    weight.offset(),
                    1,
                    inputs,
                    to - from,
                    outputs,
                    inputs);
        }

        private void activate(float[] y, int count) {
            if (spec.activation() == Activation.RELU) {
                for (int i = 0; i < count; i++) {
                    y[i] = Math.max(y[i], 0f);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    y[i] = Elementary.tanh(y[i]);
                }
            }
        }

        @Override
        public void backward(
                ParameterVector parameters,
                RowGroups groups,
                float[] outputGradient,
                @Nullable ParameterVector gradient,
                float @Nullable [] inputGradient) {
            int rows = groups.rows();
            float[] p = parameters.values();
            float[] delta = deltas[layers - 1];
            for (int g = 0; g < groups.count(); g++) {
                int head = groups.head(g);
                int from = groups.from(g);
                ParameterLayout.Tensor weight = layout.headWeight(head);
                if (gradient != null) {
                    addGradient(
                            gradient.values(),
                            weight,
                            layout.headBias(head),
                            activations[layers],
                            outputGradient,
                            from,
                            groups.to(g));
                }
                toInput(p, weight, outputGradient, delta, from, groups.to(g));
            }
            for (int layer = layers - 1; layer >= 0; layer--) {
                ParameterLayout.Tensor weight = layout.trunkWeight(layer);
                derivative(activations[layer + 1], delta, rows * weight.outputs());
                if (gradient != null) {
                    addGradient(gradient.values(), weight, layout.trunkBias(layer), activations[layer], delta, 0, rows);
                }
                float[] below = layer == 0 ? inputGradient : deltas[layer - 1];
                if (below == null) {
                    return;
                }
                toInput(p, weight, delta, below, 0, rows);
                delta = below;
            }
        }

        /** dW += dyᵀ·x and db += column sums of dy, over rows from … to-1. */
        private void addGradient(
                float[] gradient,
                ParameterLayout.Tensor weight,
                ParameterLayout.Tensor bias,
                float[] x,
                float[] dy,
                int from,
                int to) {
            int inputs = weight.inputs();
            int outputs = weight.outputs();
            float[] g = gradient;
            int at = weight.offset();
            int first = from * outputs;
            gemm.product(
                    g,
                    at,
                    g,
                    at,
                    inputs,
                    dy,
                    first,
                    1,
                    outputs,
                    x,
                    from * inputs,
                    inputs,
                    1,
                    outputs,
                    inputs,
                    to - from);
            at = bias.offset();
            gemm.product(g, at, g, at, outputs, ones, 0, 0, 1, dy, first, outputs, 1, 1, outputs, to - from);
        }

        /** dx = dy·W on rows from … to-1. */
        private void toInput(float[] p, ParameterLayout.Tensor weight, float[] dy, float[] dx, int from, int to) {
            int inputs = weight.inputs();
            int outputs = weight.outputs();
            gemm.product(
                    dx,
                    from * inputs,
                    zeros,
                    0,
                    0,
                    dy,
                    from * outputs,
                    outputs,
                    1,
                    p,
                    weight.offset(),
                    inputs,
                    1,
                    to - from,
                    inputs,
                    outputs);
        }

        private void derivative(float[] y, float[] delta, int count) {
            if (spec.activation() == Activation.RELU) {
                for (int i = 0; i < count; i++) {
                    delta[i] = y[i] > 0f ? delta[i] : 0f;
                }
            } else {
                for (int i = 0; i < count; i++) {
                    delta[i] *= 1f - y[i] * y[i];
                }
            }
        }
    }
}
