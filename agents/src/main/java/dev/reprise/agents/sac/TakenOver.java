package dev.reprise.agents.sac;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterLayout.Tensor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.envs.spec.TaskId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what one network has learnt into another of the same shape that has other tasks. */
final class TakenOver {
    private record Place(
            ParameterLayout.Role role,
            String layer,
            @Nullable TaskId task) {
        static Place of(Tensor tensor) {
            return new Place(tensor.role(), tensor.layer(), tensor.task());
        }
    }

    private TakenOver() {}

    /**
     * Checks that both networks are of one shape but for their tasks.
     *
     * @throws IllegalArgumentException with a sentence when they are not
     */
    static void check(NetworkSpec theirs, NetworkSpec ours) {
        require(theirs.inputs() == ours.inputs(), "inputs", theirs.inputs(), ours.inputs());
        require(
                theirs.headOutputs() == ours.headOutputs(),
                "outputs of a head",
                theirs.headOutputs(),
                ours.headOutputs());
        require(theirs.widths().equals(ours.widths()), "widths", theirs.widths(), ours.widths());
        require(theirs.trunk() == ours.trunk(), "trunk", theirs.trunk(), ours.trunk());
        require(theirs.activation() == ours.activation(), "activation", theirs.activation(), ours.activation());
        require(theirs.sharing().equals(ours.sharing()), "sharing", theirs.sharing(), ours.sharing());
    }

    private static void require(boolean same, String what, Object theirs, Object ours) {
        if (!same) {
            throw new IllegalArgumentException(
                    "its networks differ in " + what + ": " + theirs + " there, " + ours + " here");
        }
    }

    /** Copies the backbone and whatever belongs to a task that both know; what is new here stays as it is. */
    static void copy(ParameterVector from, ParameterVector to) {
        Map<Place, Tensor> theirs = new HashMap<>();
        from.layout().tensors().forEach(tensor -> theirs.put(Place.of(tensor), tensor));
        float[] target = to.edit();
        for (Tensor ours : to.layout().tensors()) {
            Tensor found = theirs.get(Place.of(ours));
            if (found == null) {
                continue;
            }
            if (found.size() != ours.size()) {
                throw new IllegalArgumentException("its networks differ in " + ours.layer() + ": " + found.size()
                        + " numbers there, " + ours.size() + " here; keep all of its tasks");
            }
            System.arraycopy(from.values(), found.offset(), target, ours.offset(), ours.size());
        }
    }
}
