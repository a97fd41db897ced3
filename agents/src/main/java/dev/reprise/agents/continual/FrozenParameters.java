package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.Set;

/**
 * Parts of all networks that do not learn: the first layers of the backbone, and everything that belongs to some tasks
 * alone. Their gradient is zero; moments that start at zero then never move them. Weight decay would, and must be off.
 */
public final class FrozenParameters implements ContinualMethod {
    private final int layers;
    private final Set<TaskId> tasks;

    /**
     * @param layers of the backbone, from the input on
     * @param tasks whose heads, columns and embeddings stay as they are
     */
    public FrozenParameters(int layers, Set<TaskId> tasks) {
        this.layers = layers;
        this.tasks = Set.copyOf(tasks);
    }

    @Override
    public String name() {
        return "frozen-parameters";
    }

    @Override
    public void adjustGradients(Gradients gradients) {
        ParameterVector total = gradients.total();
        for (ParameterLayout.Tensor tensor : total.layout().tensors()) {
            if (frozen(tensor)) {
                Arrays.fill(total.edit(), tensor.offset(), tensor.offset() + tensor.size(), 0f);
            }
        }
    }

    private boolean frozen(ParameterLayout.Tensor tensor) {
        if (tensor.task() != null && tasks.contains(tensor.task())) {
            return true;
        }
        for (int layer = 0; layer < layers; layer++) {
            if (tensor.layer().equals(ParameterLayout.trunk(layer))) {
                return true;
            }
        }
        return false;
    }
}
