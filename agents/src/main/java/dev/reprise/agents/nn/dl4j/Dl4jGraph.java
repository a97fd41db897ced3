package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.envs.spec.TaskId;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;

/**
 * A network in DL4J's words: dense layers {@code trunk-0}, {@code trunk-1}, …, a vertex {@code add-l} behind trunk layer l
 * where another layer's output is added to its own, and a dense layer without activation
 * {@code head-<task>} per task, all of them outputs. DL4J flattens its parameters exactly as
 * {@link dev.reprise.agents.nn.ParameterLayout} does.
 */
public final class Dl4jGraph {
    static final String INPUT = "in";
    static final String HEAD = "head-";
    static final String ADD = "add-";

    private Dl4jGraph() {}

    /**
     * The configuration of a graph that computes what {@code spec} says, complete with its topological order. Loads no
     * native library.
     *
     * @throws IllegalArgumentException when there is no head: DL4J knows no graph without an output
     */
    public static ComputationGraphConfiguration configuration(NetworkSpec spec) {
        if (spec.heads().isEmpty()) {
            throw new IllegalArgumentException("DL4J cannot describe a network without heads");
        }
        ComputationGraphConfiguration.GraphBuilder graph =
                new NeuralNetConfiguration.Builder().graphBuilder().addInputs(INPUT);
        // Heads before the trunk: DL4J then flattens them behind the trunk in this order, however many there are. Added
        // after the trunk they would come in the order of a hash set.
        for (TaskId task : spec.heads()) {
            graph.addLayer(
                    HEAD + task,
                    dense(spec.features(), spec.headOutputs(), Activation.IDENTITY, false),
                    output(spec, spec.widths().size() - 1));
        }
        int inputs = spec.inputs();
        for (int layer = 0; layer < spec.widths().size(); layer++) {
            int width = spec.widths().get(layer);
            graph.addLayer(
                    trunk(layer),
                    dense(
                            inputs,
                            width,
                            activation(spec.trunk().activation(layer, spec.activation())),
                            spec.trunk().normalised(layer)),
                    layer == 0 ? INPUT : output(spec, layer - 1));
            int skippedFrom = spec.trunk().skippedFrom(layer);
            if (skippedFrom >= 0) {
                graph.addVertex(
                        ADD + layer,
                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                        trunk(layer),
                        output(spec, skippedFrom));
            }
            inputs = width;
        }
        graph.setOutputs(spec.heads().stream().map(task -> HEAD + task).toArray(String[]::new));
        ComputationGraphConfiguration configuration = graph.build();
        fixSeeds(configuration);
        new ComputationGraph(configuration).calculateIndices();
        return configuration;
    }

    static String trunk(int layer) {
        return "trunk-" + layer;
    }

    /** The vertex where a trunk layer's output comes out. */
    private static String output(NetworkSpec spec, int layer) {
        return spec.trunk().skippedFrom(layer) >= 0 ? ADD + layer : trunk(layer);
    }

    static Activation activation(dev.reprise.agents.nn.@Nullable Activation activation) {
        if (activation == null) {
            return Activation.IDENTITY;
        }
        return switch (activation) {
            case RELU -> Activation.RELU;
            case LEAKY_RELU -> Activation.LEAKYRELU;
            case TANH -> Activation.TANH;
            case ELU -> Activation.ELU;
        };
    }

    private static DenseLayer dense(int inputs, int outputs, Activation activation, boolean normalised) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(outputs)
                .activation(activation)
                .hasLayerNorm(normalised)
                .build();
    }

    /** The clock is the default seed: two files of one policy would differ. The builder's own seed(…) loads ND4J. */
    private static void fixSeeds(ComputationGraphConfiguration configuration) {
        configuration.getDefaultConfiguration().setSeed(0);
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(0);
            }
        });
    }
}
