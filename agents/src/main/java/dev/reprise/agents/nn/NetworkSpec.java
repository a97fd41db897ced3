package dev.reprise.agents.nn;

import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as a value: a trunk of dense layers that all tasks share, and one linear output layer per task.
 *
 * @param inputs numbers per input row
 * @param widths units of each trunk layer, at least one layer
 * @param trunk how the trunk's layers are put together
 * @param activation after each trunk layer, where the trunk has no other there
 * @param headOutputs numbers per output row, the same for every head
 * @param heads the tasks that have a head, in the order of their arrival
 */
public record NetworkSpec(
        int inputs, List<Integer> widths, Trunk trunk, Activation activation, int headOutputs, List<TaskId> heads) {
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
    }

    /** The same network with one more head, the last one. */
    public NetworkSpec withHead(TaskId task) {
        List<TaskId> more = new ArrayList<>(heads);
        more.add(task);
        return new NetworkSpec(inputs, widths, trunk, activation, headOutputs, more);
    }

    /** Units of the last trunk layer, which every head reads. */
    public int features() {
        return widths.get(widths.size() - 1);
    }
}
