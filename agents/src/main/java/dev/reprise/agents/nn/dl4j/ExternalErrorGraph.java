package dev.reprise.agents.nn.dl4j;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph that is given the derivative of a loss at its outputs instead of labels, and keeps the derivative at its
 * input: DL4J's public call throws that one away.
 */
final class ExternalErrorGraph extends ComputationGraph {
    private ExternalErrorGraph(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    /** A graph that uses {@code parameters} (1 × number of parameters) as they are, without a copy. */
    static ExternalErrorGraph over(ComputationGraphConfiguration configuration, INDArray parameters) {
        // DL4J's backward pass looks at the mode for inference; with workspaces there, the input's derivative would lie
        // in memory that is given back before it can be read.
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        ExternalErrorGraph graph = new ExternalErrorGraph(configuration);
        graph.init(parameters, false);
        return graph;
    }

    /** Outputs of all heads; what the backward pass needs is kept. */
    INDArray[] forward(INDArray input) {
        return output(true, false, input);
    }

    /** Back-propagates one derivative per head; see {@link #getFlattenedGradients()} and {@link #inputGradient()}. */
    void backward(INDArray[] outputGradients) {
        calcBackpropGradients(false, false, outputGradients);
    }

    INDArray inputGradient() {
        return getVertex(Dl4jGraph.INPUT).getEpsilon();
    }
}
