package dev.reprise.agents.nn.dl4j;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import org.jspecify.annotations.Nullable;

/** Heap arrays on our side, a graph of its own on ND4J's side, which exists from the first row on. */
final class Dl4jPass implements Network.Pass {
    private final NetworkSpec spec;
    private final ParameterLayout layout;
    private final int maxRows;
    private final float[] input;
    private final float[] output;
    private @Nullable Dl4jRun run;

    Dl4jPass(NetworkSpec spec, ParameterLayout layout, int maxRows) {
        this.spec = spec;
        this.layout = layout;
        this.maxRows = maxRows;
        this.input = new float[maxRows * spec.inputs()];
        this.output = new float[maxRows * spec.headOutputs()];
    }

    @Override
    public int maxRows() {
        return maxRows;
    }

    @Override
    public float[] input() {
        return input;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public void forward(ParameterVector parameters, RowGroups groups) {
        if (groups.rows() == 0) {
            return;
        }
        if (run == null) {
            run = new Dl4jRun(spec, layout.size(), maxRows);
        }
        run.forward(parameters.values(), input, groups, output);
    }

    @Override
    public void backward(
            ParameterVector parameters,
            RowGroups groups,
            int firstGroup,
            int endGroup,
            float[] outputGradient,
            float @Nullable [] featureGradient,
            ParameterVector gradient) {
        if (featureGradient != null) {
            throw new UnsupportedOperationException("DL4J's graphs here take derivatives at their heads only");
        }
        if (firstGroup >= endGroup) {
            return;
        }
        int from = groups.from(firstGroup) * spec.headOutputs();
        int to = groups.to(endGroup - 1) * spec.headOutputs();
        float[] counted = new float[groups.rows() * spec.headOutputs()];
        System.arraycopy(outputGradient, from, counted, from, to - from);
        started().backward(groups, counted, gradient.edit(), null);
    }

    @Override
    public void inputGradient(
            ParameterVector parameters,
            RowGroups groups,
            int[] rows,
            int count,
            float[] outputGradient,
            int firstInput,
            float[] inputGradient) {
        if (count == 0) {
            return;
        }
        int outputs = spec.headOutputs();
        float[] all = new float[groups.rows() * outputs];
        for (int i = 0; i < count; i++) {
            System.arraycopy(outputGradient, i * outputs, all, rows[i] * outputs, outputs);
        }
        float[] byInput = new float[groups.rows() * spec.inputs()];
        started().backward(groups, all, null, byInput);
        int columns = spec.inputs() - firstInput;
        for (int i = 0; i < count; i++) {
            System.arraycopy(byInput, rows[i] * spec.inputs() + firstInput, inputGradient, i * columns, columns);
        }
    }

    private Dl4jRun started() {
        if (run == null) {
            throw new IllegalStateException("a backward pass needs a forward pass before it");
        }
        return run;
    }
}
