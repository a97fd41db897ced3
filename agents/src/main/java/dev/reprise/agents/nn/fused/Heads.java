package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;

/** The linear layers behind the trunk, one for each task: ways forward and back for rows low … high - 1 of one task, if any. */
final class Heads {
    private final ParameterLayout layout;
    private final int features;
    private final int outputs;
    private final int maxRows;

    Heads(NetworkSpec spec, ParameterLayout layout, int maxRows) {
        this.layout = layout;
        this.features = spec.features();
        this.outputs = spec.headOutputs();
        this.maxRows = maxRows;
    }

    /**
     * @param read features, rows × features in blocks
     * @param output rows × outputs, row-major
     */
    void forward(Kernels with, int task, int low, int high, float[] values, float[] read, float[] output) {
        int weight = layout.headWeight(task).offset();
        int bias = layout.headBias(task).offset();
        for (int row = low; row < high; row++) {
            for (int o = 0; o < outputs; o++) {
                output[row * outputs + o] = values[bias + o]
                        + with.dot(read, Blocks.at(row), maxRows, values, weight + o * features, features);
            }
        }
    }

    /**
     * @param byOutput derivative by the output, rows × outputs, row-major
     * @param byRead derivative by the features, in blocks; overwritten
     */
    void backward(Kernels with, int task, int low, int high, float[] values, float[] byOutput, float[] byRead) {
        if (low >= high) {
            return;
        }
        with.spread(
                byRead,
                Blocks.at(low),
                maxRows,
                byOutput,
                low * outputs,
                values,
                layout.headWeight(task).offset(),
                high - low,
                features,
                outputs);
    }

    /** Adds the derivative by the task's weights and biases to {@code gradient}. */
    void gradient(Kernels with, int task, int low, int high, float[] read, float[] byOutput, float[] gradient) {
        if (low >= high) {
            return;
        }
        with.collect(
                gradient,
                layout.headWeight(task).offset(),
                byOutput,
                low * outputs,
                read,
                Blocks.at(low),
                maxRows,
                outputs,
                features,
                high - low);
        int bias = layout.headBias(task).offset();
        for (int row = low; row < high; row++) {
            for (int o = 0; o < outputs; o++) {
                gradient[bias + o] += byOutput[row * outputs + o];
            }
        }
    }
}
