package dev.reprise.agents.nn;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a value: a trunk of dense layers and linear output layers. In the simplest case all tasks share the trunk
 * and each has an output layer, its head.
 *
 * @param inputs numbers per input row
 * @param widths units of each trunk layer, at least one layer
 * @param trunk how the trunk's layers are put together
 * @param activation after each trunk layer, where the trunk has no other there
 * @param headOutputs numbers per output row, the same for every head
 * @param heads the tasks that it knows, in the order of their arrival
 * @param sharing which parameters the tasks share
 */
public record NetworkSpec(
        int inputs,
        List<Integer> widths,
        Trunk trunk,
        Activation activation,
        int headOutputs,
        List<TaskId> heads,
        ParameterSharing sharing) {
    /** Checks sizes and that no task has two heads. */
    public NetworkSpec {
        widths = List.copyOf(widths);
        heads = List.copyOf(heads);
        if (inputs < 1 || headOutputs < 1) {
            throw new IllegalArgumentException("a network needs at least one input and one output per head");
        }
        if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("widths must name at least one trunk layer, each with a unit or more");
        }
        trunk.check(widths);
        if (heads.stream().distinct().count() != heads.size()) {
            throw new IllegalArgumentException("a task has two heads: " + heads);
        }
        if (sharing.sharedLayers() >= widths.size()) {
            throw new IllegalArgumentException("sharedLayers must be below the number of layers, " + widths.size()
                    + ", or nothing is left for the tasks' columns, not " + sharing.sharedLayers());
        }
    }

    /** One trunk for all tasks and a head for each. */
    public NetworkSpec(
            int inputs, List<Integer> widths, Trunk trunk, Activation activation, int headOutputs, List<TaskId> heads) {
        this(inputs, widths, trunk, activation, headOutputs, heads, ParameterSharing.HARD);
    }

    /** The same network for one more task, the last one. */
    public NetworkSpec withHead(TaskId task) {
        List<TaskId> more = new ArrayList<>(heads);
        more.add(task);
        return new NetworkSpec(inputs, widths, trunk, activation, headOutputs, more, sharing);
    }

    /** Units of the last trunk layer, which every head reads. */
    public int features() {
        return widths.get(widths.size() - 1);
    }

    /** Layers of the trunk that all tasks share, which are the first ones. */
    public int sharedLayers() {
        return sharing.shared(widths.size());
    }

    /** Numbers that enter trunk layer {@code layer} (0-based). */
    public int layerInputs(int layer) {
        return layer == 0 ? inputs + sharing.embedded() : widths.get(layer - 1);
    }
}
