package dev.reprise.agents.nn.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph that is given the derivative of a loss at its outputs instead of labels, and hands out the derivative at its
 * input, which DL4J's public call throws away.
 */
final class ExternalErrorGraph extends ComputationGraph {
    private final InputTap tap;

    /** A graph that uses {@code parameters} (1 × number of parameters) as they are, without a copy. */
    ExternalErrorGraph(ComputationGraphConfiguration configuration, INDArray parameters) {
        super(configuration);
        init(parameters, false);
        tap = new InputTap(this, vertices[0]);
        vertices[0] = tap;
        verticesMap.put(Dl4jGraph.INPUT, tap);
    }

    /** Outputs of all heads; what backward passes need is kept until the next forward pass. */
    INDArray[] forward(INDArray input) {
        releaseActivations();
        return output(true, false, input);
    }

    /**
     * Back-propagates one derivative per head; the derivative by the parameters is then in
     * {@link #getFlattenedGradients()}, and that by the input in {@code inputGradient} when there is one.
     */
    void backward(INDArray[] outputGradients, float @Nullable [] inputGradient) {
        tap.open(inputGradient);
        calcBackpropGradients(false, false, outputGradients);
        tap.open(null);
    }

    /**
     * Gives back now what the last forward pass kept outside the heap. Left to the garbage collector, which sees only
     * their small handles, these arrays pile up to gigabytes.
     */
    private void releaseActivations() {
        for (Layer layer : getLayers()) {
            INDArray kept = layer.input();
            boolean ours = layer.conf().getLayer().getLayerName().equals(Dl4jGraph.trunk(0));
            if (!ours && kept != null && kept.closeable()) {
                kept.close();
            }
        }
    }
}
