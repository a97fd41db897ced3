package dev.reprise.agents.nn.dl4j;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph's input that copies the derivative which reaches it at once: afterwards DL4J gives the memory back in which
 * it lies.
 */
@SuppressWarnings("overrides") // DL4J's own: an array in its base class where the interface has variable arguments
final class InputTap extends InputVertex {
    private float @Nullable [] target;

    InputTap(ComputationGraph graph, GraphVertex replaced) {
        super(graph, replaced.getVertexName(), replaced.getVertexIndex(), replaced.getOutputVertices(), DataType.FLOAT);
    }

    /** Where to copy derivatives from now on; null for nowhere. */
    void open(float @Nullable [] newTarget) {
        target = newTarget;
    }

    @Override
    public void setEpsilon(INDArray epsilon) {
        if (target != null) {
            OffHeap.getRows(epsilon, target, 0, Math.toIntExact(epsilon.size(0)));
        }
    }
}
