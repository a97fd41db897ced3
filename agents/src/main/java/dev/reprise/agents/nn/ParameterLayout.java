package dev.reprise.agents.nn;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where each tensor of a network lies in its flat parameter vector: trunk layers first, then the heads in the order of
 * their arrival, each layer as weights, bias and, where it is normalised, gain. A new head extends the vector and moves nothing.
 *
 * <p>The weight from input i to output o of a layer lies at {@code offset + o * inputs + i}: each unit's weights are
 * contiguous. This is the order of DL4J's own flattened parameters when the heads are declared before the trunk.
 */
public final class ParameterLayout {
    /** What a tensor is to its layer. */
    public enum Role {
        /** outputs × inputs. */
        WEIGHT,
        /** outputs. */
        BIAS,
        /** outputs. */
        GAIN
    }

    /**
     * One tensor.
     *
     * @param layer {@code trunk-0}, {@code trunk-1}, … or {@code head-} and the task's name
     * @param task whose head it belongs to; null for the trunk
     * @param offset of its first number in the vector
     * @param inputs numbers that enter the layer; 1 for a bias or a gain
     * @param outputs units of the layer
     */
    public record Tensor(Role role, String layer, @Nullable TaskId task, int offset, int inputs, int outputs) {
        /** How many numbers it takes. */
        public int size() {
            return inputs * outputs;
        }
    }

    private final List<Tensor> tensors;
    private final int trunkSize;
    private final int size;
    /** Places of the layers' weights among the tensors; trunk, then heads. */
    private final int[] weights;

    private final int trunkLayers;

    private ParameterLayout(List<Tensor> tensors, int trunkLayers) {
        this.tensors = List.copyOf(tensors);
        this.trunkLayers = trunkLayers;
        this.weights = IntStream.range(0, tensors.size())
                .filter(i -> tensors.get(i).role() == Role.WEIGHT)
                .toArray();
        int trunk = 0;
        int all = 0;
        for (Tensor tensor : tensors) {
            all += tensor.size();
            if (tensor.task() == null) {
                trunk = all;
            }
        }
        this.trunkSize = trunk;
        this.size = all;
    }

    /** The layout of a network. */
    public static ParameterLayout of(NetworkSpec spec) {
        List<Tensor> tensors = new ArrayList<>();
        int offset = 0;
        int inputs = spec.inputs();
        for (int layer = 0; layer < spec.widths().size(); layer++) {
            offset = addLayer(
                    tensors,
                    "trunk-" + layer,
                    null,
                    offset,
                    inputs,
                    spec.widths().get(layer),
                    spec.trunk().normalised(layer));
            inputs = spec.widths().get(layer);
        }
        for (TaskId task : spec.heads()) {
            offset = addLayer(tensors, "head-" + task, task, offset, inputs, spec.headOutputs(), false);
        }
        return new ParameterLayout(tensors, spec.widths().size());
    }

    private static int addLayer(
            List<Tensor> tensors,
            String layer,
            @Nullable TaskId task,
            int offset,
            int inputs,
            int outputs,
            boolean normalised) {
        Tensor weight = new Tensor(Role.WEIGHT, layer, task, offset, inputs, outputs);
        Tensor bias = new Tensor(Role.BIAS, layer, task, offset + weight.size(), 1, outputs);
        tensors.add(weight);
        tensors.add(bias);
        if (normalised) {
            tensors.add(new Tensor(Role.GAIN, layer, task, bias.offset() + bias.size(), 1, outputs));
        }
        return bias.offset() + bias.size() * (normalised ? 2 : 1);
    }

    /** All tensors in order. */
    public List<Tensor> tensors() {
        return tensors;
    }

    /** Numbers of the whole vector. */
    public int size() {
        return size;
    }

    /** Numbers of the trunk, which come first. */
    public int trunkSize() {
        return trunkSize;
    }

    /** Weights of trunk layer {@code layer} (0-based). */
    public Tensor trunkWeight(int layer) {
        return tensors.get(weights[layer]);
    }

    /** Bias of trunk layer {@code layer} (0-based). */
    public Tensor trunkBias(int layer) {
        return tensors.get(weights[layer] + 1);
    }

    /** Gain of trunk layer {@code layer} (0-based), which has to be a normalised one. */
    public Tensor trunkGain(int layer) {
        return tensors.get(weights[layer] + 2);
    }

    /** Weights of head {@code head} (0-based, in the order of arrival). */
    public Tensor headWeight(int head) {
        return tensors.get(weights[trunkLayers + head]);
    }

    /** Bias of head {@code head} (0-based, in the order of arrival). */
    public Tensor headBias(int head) {
        return tensors.get(weights[trunkLayers + head] + 1);
    }
}
