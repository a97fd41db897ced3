package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Elementary;
import org.jspecify.annotations.Nullable;

/** The activations and their slopes, which are read off the activations' values. */
final class Activations {
    private Activations() {}

    /** y = f(y); null leaves it as it is. */
    static void apply(@Nullable Activation f, Kernels kernels, float[] y, int at, int count) {
        if (f == null) {
            return;
        }
        int end = at + count;
        switch (f) {
            case RELU -> kernels.relu(y, at, count);
            case LEAKY_RELU -> {
                for (int i = at; i < end; i++) {
                    y[i] = Math.max(y[i], Activation.LEAK * y[i]);
                }
            }
            case TANH -> kernels.tanh(y, at, count);
            case ELU -> {
                for (int i = at; i < end; i++) {
                    y[i] = y[i] > 0 ? y[i] : Elementary.exp(y[i]) - 1;
                }
            }
        }
    }

    /** d *= f'(x) where f(x) = y; null leaves it as it is. */
    static void timesSlope(@Nullable Activation f, Kernels kernels, float[] y, int yAt, float[] d, int at, int count) {
        if (f == null) {
            return;
        }
        switch (f) {
            case RELU -> kernels.reluGradient(y, yAt, d, at, count);
            case LEAKY_RELU -> {
                for (int i = 0; i < count; i++) {
                    d[at + i] *= y[yAt + i] > 0 ? 1f : Activation.LEAK;
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    d[at + i] *= 1f - y[yAt + i] * y[yAt + i];
                }
            }
            case ELU -> {
                for (int i = 0; i < count; i++) {
                    d[at + i] *= y[yAt + i] > 0 ? 1f : y[yAt + i] + 1;
                }
            }
        }
    }
}
