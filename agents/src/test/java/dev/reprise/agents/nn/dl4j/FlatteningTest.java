package dev.reprise.agents.nn.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.Trunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link ParameterLayout} must be DL4J's own order, or every exported policy would be scrambled. */
@ResourceLock("nd4j")
class FlatteningTest {
    private static final Map<ParameterLayout.Role, String> NAMES =
            Map.of(ParameterLayout.Role.WEIGHT, "W", ParameterLayout.Role.BIAS, "b", ParameterLayout.Role.GAIN, "g");

    @ParameterizedTest(name = "{0} heads")
    @ValueSource(ints = {1, 2, 3, 5, 8, 12, 13, 16, 17, 20})
    void everyNumberLiesWhereDl4jPutsIt(int heads) {
        check(NetworkSample.spec(3, List.of(5), Activation.RELU, 2, heads));
        check(NetworkSample.spec(2, List.of(4, 3, 2), Activation.TANH, 1, heads));
        check(NetworkSample.spec(2, List.of(4, 3, 2), Trunk.LAYER_NORM, Activation.TANH, 1, heads));
        check(NetworkSample.spec(2, List.of(4, 4, 4, 4, 4), Trunk.RESIDUAL, Activation.RELU, 1, heads));
    }

    private static void check(NetworkSpec spec) {
        ComputationGraph graph = new ComputationGraph(Dl4jGraph.configuration(spec));
        ParameterLayout layout = ParameterLayout.of(spec);
        // Each parameter holds its own index, so a view's values tell where the view lies.
        float[] indices = new float[layout.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        graph.init(Nd4j.createFromArray(indices).reshape(1, indices.length), false);
        assertEquals(layout.size(), graph.numParams());
        for (ParameterLayout.Tensor tensor : layout.tensors()) {
            Layer layer = graph.getLayer(tensor.layer());
            boolean weight = tensor.role() == ParameterLayout.Role.WEIGHT;
            INDArray values = layer.getParam(NAMES.get(tensor.role()));
            for (int o = 0; o < tensor.outputs(); o++) {
                for (int i = 0; i < tensor.inputs(); i++) {
                    float at = weight ? values.getFloat(i, o) : values.getFloat(o);
                    assertEquals(tensor.offset() + o * tensor.inputs() + i, at, tensor.layer());
                }
            }
        }
    }

    @Test
    void headsAreFlattenedInTheOrderOfTheirArrival() {
        NetworkSpec spec = NetworkSample.spec(2, List.of(3), Activation.RELU, 1, 40);
        List<String> expected = new ArrayList<>(List.of("in", "trunk-0"));
        IntStream.range(0, 40)
                .forEach(head -> expected.add("head-" + spec.heads().get(head)));
        assertEquals(expected, Dl4jGraph.configuration(spec).getTopologicalOrderStr());
    }
}
