package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.envs.spec.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Finds the network in the JSON of a DL4J graph that {@link Dl4jGraph} described. The JSON is read as a plain tree:
 * DL4J's own reader creates objects of the classes that the file names.
 */
public final class Dl4jGraphReader {
    /** Deeper than any graph of dense layers; a tree of a million levels would exhaust the stack. */
    private static final int MAX_DEPTH = 64;

    /** What decides where parameters lie and what the graph computes. The rest matters to DL4J's own training only. */
    private static final List<String> GRAPH_FIELDS = List.of(
            "/dataType",
            "/networkInputs",
            "/networkOutputs",
            "/vertexInputs",
            "/topologicalOrder",
            "/topologicalOrderStr");

    private static final List<String> VERTEX_FIELDS = List.of(
            "/@class",
            "/op",
            "/preProcessor",
            "/layerConf/layer/@class",
            "/layerConf/layer/activationFn",
            "/layerConf/layer/hasBias",
            "/layerConf/layer/hasLayerNorm",
            "/layerConf/layer/nin",
            "/layerConf/layer/nout");

    private Dl4jGraphReader() {}

    /**
     * The network that a graph's JSON describes. Loads no native library.
     *
     * @throws IllegalArgumentException when the text is not JSON or the graph is not one of {@link Dl4jGraph}'s
     */
    public static NetworkSpec read(String json) {
        JsonNode graph = tree(json);
        NetworkSpec spec = find(graph);
        // Whatever the few facts taken from the file leave open is settled by comparison with what we would have
        // written.
        compare(graph, tree(Dl4jGraph.configuration(spec).toJson()));
        return spec;
    }

    private static NetworkSpec find(JsonNode graph) {
        JsonNode vertices = graph.path("vertices");
        List<Integer> widths = new ArrayList<>();
        while (vertices.has(Dl4jGraph.trunk(widths.size()))) {
            widths.add(
                    layer(vertices, Dl4jGraph.trunk(widths.size())).path("nout").asInt());
        }
        List<TaskId> heads = new ArrayList<>();
        int headOutputs = 0;
        for (JsonNode output : graph.path("networkOutputs")) {
            String name = output.asText();
            if (!name.startsWith(Dl4jGraph.HEAD)) {
                throw new IllegalArgumentException("its output '" + name + "' is not a task's head");
            }
            heads.add(new TaskId(name.substring(Dl4jGraph.HEAD.length())));
            headOutputs = layer(vertices, name).path("nout").asInt();
        }
        JsonNode first = layer(vertices, Dl4jGraph.trunk(0));
        Trunk trunk = Trunk.PLAIN;
        int told = 0;
        if (first.path("hasLayerNorm").asBoolean()) {
            boolean every =
                    layer(vertices, Dl4jGraph.trunk(1)).path("hasLayerNorm").asBoolean();
            trunk = every ? Trunk.RESIDUAL : Trunk.LAYER_NORM;
            // The first layer's is another; without a second one it does not matter which is chosen.
            told = every || widths.size() == 1 ? 0 : 1;
        }
        JsonNode activation = layer(vertices, Dl4jGraph.trunk(told)).path("activationFn");
        return new NetworkSpec(first.path("nin").asInt(), widths, trunk, activation(activation), headOutputs, heads);
    }

    private static JsonNode layer(JsonNode vertices, String name) {
        return vertices.path(name).path("layerConf").path("layer");
    }

    private static Activation activation(JsonNode function) {
        String name = function.path("@class").asText();
        for (Activation activation : Activation.values()) {
            if (Dl4jGraph.activation(activation)
                    .getActivationFunction()
                    .getClass()
                    .getName()
                    .equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("its trunk has the unknown activation '" + name + "'");
    }

    private static void compare(JsonNode graph, JsonNode ours) {
        compare(graph, ours, GRAPH_FIELDS, "its graph");
        JsonNode vertices = graph.path("vertices");
        if (vertices.size() != ours.path("vertices").size()) {
            throw new IllegalArgumentException("its graph has layers beside trunk and heads");
        }
        for (Iterator<String> names = ours.path("vertices").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            compare(vertices.path(name), ours.path("vertices").path(name), VERTEX_FIELDS, "its layer '" + name + "'");
        }
    }

    private static void compare(JsonNode theirs, JsonNode ours, List<String> fields, String what) {
        for (String field : fields) {
            if (!ours.at(field).equals(theirs.at(field))) {
                throw new IllegalArgumentException(what + " is not one of a trunk with heads: it differs at " + field);
            }
        }
    }

    private static JsonNode tree(String json) {
        ObjectMapper mapper = new ObjectMapper();
        try (JsonParser parser = mapper.getFactory().createParser(json)) {
            int depth = 0;
            while (parser.nextToken() != null) {
                if (parser.currentToken().isStructStart() && ++depth > MAX_DEPTH) {
                    throw new IllegalArgumentException("its configuration is nested too deeply");
                }
                if (parser.currentToken().isStructEnd()) {
                    depth--;
                }
            }
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("its configuration is not JSON", e);
        }
    }
}
