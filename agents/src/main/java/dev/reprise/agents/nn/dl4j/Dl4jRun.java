package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.RowGroups;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's side of one pass: a graph and the arrays through which numbers reach it. Creating one loads ND4J. */
final class Dl4jRun {
    private final OffHeap parameters;
    private final OffHeap input;
    /** Per head: derivative at its output. Zeros in other heads' rows make their share of the gradient exactly zero. */
    private final OffHeap[] errors;

    private final ExternalErrorGraph graph;

    Dl4jRun(NetworkSpec spec, int parameterCount, int maxRows) {
        OneThread.use();
        parameters = OffHeap.zeros(1, parameterCount);
        input = OffHeap.zeros(maxRows, spec.inputs());
        errors = new OffHeap[spec.heads().size()];
        for (int head = 0; head < errors.length; head++) {
            errors[head] = OffHeap.zeros(maxRows, spec.headOutputs());
        }
        graph = new ExternalErrorGraph(Dl4jGraph.configuration(spec), parameters.array());
    }

    void forward(float[] parameterValues, float[] rows, RowGroups groups, float[] output) {
        OneThread.use();
        parameters.setRows(parameterValues, 0, 1);
        input.setRows(rows, 0, groups.rows());
        INDArray[] outputs = graph.forward(input.rows(groups.rows()));
        for (int g = 0; g < groups.count(); g++) {
            OffHeap.getRows(outputs[groups.head(g)], output, groups.from(g), groups.to(g));
        }
        for (INDArray copied : outputs) {
            copied.close();
        }
    }

    void backward(
            RowGroups groups, float[] outputGradient, float @Nullable [] gradient, float @Nullable [] inputGradient) {
        OneThread.use();
        INDArray[] epsilons = new INDArray[errors.length];
        for (int head = 0; head < errors.length; head++) {
            errors[head].clearRows(groups.rows());
            epsilons[head] = errors[head].rows(groups.rows());
        }
        for (int g = 0; g < groups.count(); g++) {
            errors[groups.head(g)].setRows(outputGradient, groups.from(g), groups.to(g));
        }
        graph.backward(epsilons, inputGradient);
        if (gradient != null) {
            OffHeap.add(graph.getFlattenedGradients(), gradient);
        }
    }
}
