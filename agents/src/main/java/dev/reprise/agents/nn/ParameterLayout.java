package dev.reprise.agents.nn;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where each tensor of a network lies in its flat parameter vector: first what all tasks share, which is the trunk's shared
 * layers and the head where there is one for all; then the tasks' own in the order of their arrival, each task's embedding,
 * modulation of the shared layers, column and head. A layer is weights, bias and, where it is normalised, gain. A new task
 * extends the vector and moves nothing.
 *
 * <p>The weight from input i to output o of a layer lies at {@code offset + o * inputs + i}: each unit's weights are
 * contiguous. Where tasks share the trunk and have a head each, this is the order of DL4J's own flattened parameters when the
 * heads are declared before the trunk.
 */
public final class ParameterLayout {
    /** What the names of the trunk's layers begin with. */
    public static final String TRUNK = "trunk-";

    /** What a tensor is to its layer. */
    public enum Role {
        /** outputs × inputs. */
        WEIGHT,
        /** outputs. */
        BIAS,
        /** outputs. */
        GAIN,
        /** A task's embedding: inputs. */
        EMBEDDING,
        /** What a task multiplies the units' sums with: outputs. */
        SCALE,
        /** What a task adds to them: outputs. */
        SHIFT,
        /**
         * α of a task's column and layer: for reading the columns of the tasks before it, in order, and itself; then for being
         * read by those before it: inputs.
         */
        STITCH
    }

    /**
     * One tensor.
     *
     * @param layer {@code trunk-0}, {@code trunk-1}, …; {@code head} for all, or {@code head-} and the task's name; {@code
     *     embedding-} and the task's name; {@code film-0}, …; {@code stitch-0}, …
     * @param task whose own it is; null for what tasks share
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

    /**
     * The tensors of a layer.
     *
     * @param gain null where it is not normalised
     */
    public record Dense(
            Tensor weight, Tensor bias, @Nullable Tensor gain) {}

    private record Place(Role role, String layer, @Nullable TaskId task) {}

    private final List<TaskId> tasks;
    private final List<Tensor> tensors;
    private final Map<Place, Tensor> places = new HashMap<>();
    private final int trunkSize;
    private final int size;
    /** The shared layers of the trunk. */
    private final Dense[] trunk;
    /** By task. */
    private final Dense[] heads;

    private ParameterLayout(NetworkSpec spec, List<Tensor> tensors) {
        this.tasks = spec.heads();
        this.tensors = List.copyOf(tensors);
        int shared = 0;
        int all = 0;
        for (Tensor tensor : tensors) {
            places.put(new Place(tensor.role(), tensor.layer(), tensor.task()), tensor);
            all += tensor.size();
            if (tensor.task() == null) {
                shared = all;
            }
        }
        this.trunkSize = shared;
        this.size = all;
        this.trunk = new Dense[spec.sharedLayers()];
        for (int layer = 0; layer < trunk.length; layer++) {
            trunk[layer] = dense(trunk(layer), null);
        }
        this.heads = new Dense[tasks.size()];
        for (int head = 0; head < heads.length; head++) {
            heads[head] = dense(head(spec, tasks.get(head)), tasks.get(head));
        }
    }

    /** The layout of a network. */
    public static ParameterLayout of(NetworkSpec spec) {
        List<Tensor> tensors = new ArrayList<>();
        ParameterSharing sharing = spec.sharing();
        int layers = spec.widths().size();
        for (int layer = 0; layer < spec.sharedLayers(); layer++) {
            addTrunkLayer(tensors, spec, layer, null);
        }
        if (sharing.heads() == ParameterSharing.Heads.ONE) {
            addLayer(tensors, "head", null, spec.features(), spec.headOutputs(), false);
        }
        for (TaskId task : spec.heads()) {
            if (sharing.embedded() > 0) {
                add(tensors, Role.EMBEDDING, embedding(task), task, sharing.embedded(), 1);
            }
            if (sharing.conditioning() == ParameterSharing.Conditioning.FILM) {
                for (int layer = 0; layer < spec.sharedLayers(); layer++) {
                    add(tensors, Role.SCALE, film(layer), task, 1, spec.widths().get(layer));
                    add(tensors, Role.SHIFT, film(layer), task, 1, spec.widths().get(layer));
                }
            }
            for (int layer = spec.sharedLayers(); layer < layers; layer++) {
                addTrunkLayer(tensors, spec, layer, task);
                if (sharing.stitched()) {
                    add(
                            tensors,
                            Role.STITCH,
                            stitch(layer),
                            task,
                            2 * spec.heads().indexOf(task) + 1,
                            1);
                }
            }
            if (sharing.heads() == ParameterSharing.Heads.PER_TASK) {
                addLayer(tensors, head(spec, task), task, spec.features(), spec.headOutputs(), false);
            }
        }
        return new ParameterLayout(spec, tensors);
    }

    private static void addTrunkLayer(List<Tensor> tensors, NetworkSpec spec, int layer, @Nullable TaskId task) {
        addLayer(
                tensors,
                trunk(layer),
                task,
                spec.layerInputs(layer),
                spec.widths().get(layer),
                spec.trunk().normalised(layer));
    }

    private static void addLayer(
            List<Tensor> tensors, String layer, @Nullable TaskId task, int inputs, int outputs, boolean normalised) {
        add(tensors, Role.WEIGHT, layer, task, inputs, outputs);
        add(tensors, Role.BIAS, layer, task, 1, outputs);
        if (normalised) {
            add(tensors, Role.GAIN, layer, task, 1, outputs);
        }
    }

    private static void add(
            List<Tensor> tensors, Role role, String layer, @Nullable TaskId task, int inputs, int outputs) {
        Tensor last = tensors.isEmpty() ? null : tensors.get(tensors.size() - 1);
        int offset = last == null ? 0 : last.offset() + last.size();
        tensors.add(new Tensor(role, layer, task, offset, inputs, outputs));
    }

    /** Name of trunk layer {@code layer} (0-based). */
    public static String trunk(int layer) {
        return TRUNK + layer;
    }

    /** Name of a task's modulation of shared layer {@code layer} (0-based). */
    public static String film(int layer) {
        return "film-" + layer;
    }

    /** Name of the mixing behind layer {@code layer} (0-based). */
    public static String stitch(int layer) {
        return "stitch-" + layer;
    }

    /** Name of a task's embedding. */
    public static String embedding(TaskId task) {
        return "embedding-" + task;
    }

    private static String head(NetworkSpec spec, TaskId task) {
        return spec.sharing().heads() == ParameterSharing.Heads.ONE ? "head" : "head-" + task;
    }

    /** All tensors in order. */
    public List<Tensor> tensors() {
        return tensors;
    }

    /** The tasks in the order of their arrival. */
    public List<TaskId> tasks() {
        return tasks;
    }

    /** Numbers of the whole vector. */
    public int size() {
        return size;
    }

    /** Numbers that all tasks share, which come first. */
    public int trunkSize() {
        return trunkSize;
    }

    /**
     * A tensor of a layer: the task's own, or else that which all share.
     *
     * @throws IllegalArgumentException when there is neither
     */
    public Tensor tensor(Role role, String layer, @Nullable TaskId task) {
        Tensor own = places.get(new Place(role, layer, task));
        Tensor found = own == null ? places.get(new Place(role, layer, null)) : own;
        if (found == null) {
            throw new IllegalArgumentException("a network has no " + role + " of " + layer + " for task " + task);
        }
        return found;
    }

    /** A layer: the task's own, or else that which all share. */
    public Dense dense(String layer, @Nullable TaskId task) {
        Tensor weight = tensor(Role.WEIGHT, layer, task);
        return new Dense(
                weight, tensor(Role.BIAS, layer, task), places.get(new Place(Role.GAIN, layer, weight.task())));
    }

    /** Where α lies with which column {@code to} reads column {@code from} behind layer {@code layer}, all 0-based. */
    public int stitch(int layer, int to, int from) {
        return from <= to
                ? tensor(Role.STITCH, stitch(layer), tasks.get(to)).offset() + from
                : tensor(Role.STITCH, stitch(layer), tasks.get(from)).offset() + from + 1 + to;
    }

    /** The shared layers of the trunk. */
    public List<Dense> trunk() {
        return List.of(trunk);
    }

    /** Weights of shared trunk layer {@code layer} (0-based). */
    public Tensor trunkWeight(int layer) {
        return trunk[layer].weight();
    }

    /** Bias of shared trunk layer {@code layer} (0-based). */
    public Tensor trunkBias(int layer) {
        return trunk[layer].bias();
    }

    /** Gain of shared trunk layer {@code layer} (0-based), which has to be a normalised one. */
    public Tensor trunkGain(int layer) {
        return Objects.requireNonNull(trunk[layer].gain());
    }

    /** Weights of the head of task {@code head} (0-based, in the order of arrival). */
    public Tensor headWeight(int head) {
        return heads[head].weight();
    }

    /** Bias of the head of task {@code head} (0-based, in the order of arrival). */
    public Tensor headBias(int head) {
        return heads[head].bias();
    }
}
