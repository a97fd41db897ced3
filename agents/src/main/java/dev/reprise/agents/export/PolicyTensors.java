package dev.reprise.agents.export;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A policy's parameters as a safetensors file, a one-dimensional array of floats for each tensor: the form for networks that
 * a DL4J zip cannot express.
 */
public final class PolicyTensors {
    private PolicyTensors() {}

    /** Writes the parameters. The file appears whole or not at all, in place of an older one. */
    public static void write(Path file, ParameterVector parameters) throws IOException {
        SavedState state = new SavedState();
        for (ParameterLayout.Tensor tensor : parameters.layout().tensors()) {
            state.putFloats(
                    name(tensor),
                    Arrays.copyOfRange(parameters.values(), tensor.offset(), tensor.offset() + tensor.size()));
        }
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Safetensors.write(part, state);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** By the arrays' names: the shape that each of them has, outputs × inputs, last index fastest. */
    public static Map<String, List<Integer>> shapes(ParameterLayout layout) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            shapes.put(
                    name(tensor),
                    tensor.role() == ParameterLayout.Role.WEIGHT
                            ? List.of(tensor.outputs(), tensor.inputs())
                            : List.of(tensor.size()));
        }
        return shapes;
    }

    /** {@code trunk-0.weight}, or {@code trunk-1.TASK.weight} for a layer of a task's own. */
    private static String name(ParameterLayout.Tensor tensor) {
        TaskId task = tensor.task();
        boolean named = task == null || tensor.layer().endsWith("-" + task);
        return tensor.layer() + (named ? "" : "." + task) + "."
                + tensor.role().name().toLowerCase(Locale.ROOT);
    }
}
