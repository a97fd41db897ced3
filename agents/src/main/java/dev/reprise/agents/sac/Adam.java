package dev.reprise.agents.sac;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;

/**
 * Adam (Kingma and Ba 2015, algorithm 1; β₁ = 0.9, β₂ = 0.999, ε = 1e-8 outside the bias correction, as PyTorch). Where
 * gradient and moments are zero a parameter does not move by a bit, so a head that has no rows stays as it is.
 */
final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private ParameterVector first;
    private ParameterVector second;
    private long steps;

    Adam(ParameterLayout layout) {
        this.first = ParameterVector.zeros(layout);
        this.second = ParameterVector.zeros(layout);
    }

    void step(ParameterVector parameters, ParameterVector gradient, double learningRate) {
        steps++;
        float rate = (float) (learningRate / (1 - StrictMath.pow(BETA1, (double) steps)));
        float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, (double) steps)));
        float[] p = parameters.edit();
        float[] g = gradient.values();
        float[] m = first.values();
        float[] v = second.values();
        for (int i = 0; i < p.length; i++) {
            m[i] = BETA1 * m[i] + (1 - BETA1) * g[i];
            v[i] = BETA2 * v[i] + (1 - BETA2) * g[i] * g[i];
            p[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * correction + EPSILON);
        }
    }

    void reset() {
        steps = 0;
        Arrays.fill(first.values(), 0f);
        Arrays.fill(second.values(), 0f);
    }

    void extend(ParameterLayout larger) {
        first = first.extended(larger);
        second = second.extended(larger);
    }

    void save(SavedState state) {
        state.putLongs("steps", steps);
        state.putFloats("first", first.values());
        state.putFloats("second", second.values());
    }

    void load(SavedState state) {
        steps = state.getLong("steps");
        state.floatsInto("first", first.values());
        state.floatsInto("second", second.values());
    }
}
