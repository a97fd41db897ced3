package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.ParameterVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work on whole parameter vectors, number by number, shared by threads. Not for concurrent use. */
public final class ParameterMath {
    /** Numbers of an item of work: some microseconds. */
    private static final int CHUNK = 16_384;

    private static final float[] NONE = {};

    private final Team team;
    private final Kernels[] kernels;
    private final Team.Job adamChunk = this::adamChunk;
    private final AdamStep step = new AdamStep();
    private float[] parameters = NONE;
    private float[] gradient = NONE;
    private float[] first = NONE;
    private float[] second = NONE;
    private float[] follower = NONE;

    /** Part of the parameters being worked on. */
    private int spanFrom;

    private int spanTo;

    /**
     * Parameters {@code from} … {@code to - 1}, whose learning rate is multiplied with {@code factor}; with 0 they stay as
     * they are, and so do their moments.
     */
    public record Span(int from, int to, double factor) {}

    /**
     * The numbers of one step of Adam.
     *
     * <p>m ← β₁m + (1 - β₁)g, v ← β₂v + (1 - β₂)g², p ← shrink·p - rate·m/(√v·correction + ε), and then the follower f ←
     * f + approach·(p - f).
     */
    static final class AdamStep {
        static final float BETA1 = 0.9f;
        static final float BETA2 = 0.999f;
        static final float EPSILON = 1e-8f;
        /** 1/√(1 - β₂ᵗ). */
        float correction;
        /** Learning rate/(1 - β₁ᵗ). */
        float rate;
        /** 1 - learning rate · weight decay. */
        float shrink;
        /** Part of the way to the parameters that the follower goes. */
        float approach;
    }

    /**
     * @param threads that share the work; the result has the same bits for any number
     */
    public ParameterMath(int threads) {
        this.team = Team.of(threads);
        this.kernels = new Kernels[threads];
        for (int i = 0; i < threads; i++) {
            kernels[i] = Kernels.best();
        }
    }

    /**
     * One step of Adam (Kingma and Ba 2015, algorithm 1; β₁ = 0.9, β₂ = 0.999, ε = 1e-8 outside the bias correction, as
     * PyTorch) with decoupled weight decay (Loshchilov and Hutter 2019), and, in the same pass, a step of a vector that
     * follows the parameters. Where gradient and moments are zero and nothing decays a parameter does not move by a bit.
     *
     * @param firstMoment exponential mean of the gradient, updated
     * @param secondMoment exponential mean of its square, updated
     * @param steps number of this step, from 1
     * @param weightDecay part of a parameter that a learning rate of 1 would take away, of those that tasks share: a task's own
     *     would fade while it is away
     * @param spans cover the parameters; their factor holds for the decay too
     * @param follows moves {@code approach} of its way to the new parameters; null for none
     */
    public void adam(
            ParameterVector parameterVector,
            ParameterVector gradientVector,
            ParameterVector firstMoment,
            ParameterVector secondMoment,
            long steps,
            double learningRate,
            double weightDecay,
            List<Span> spans,
            @Nullable ParameterVector follows,
            double approach) {
        step.correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(AdamStep.BETA2, (double) steps)));
        step.approach = (float) approach;
        parameters = parameterVector.edit();
        gradient = gradientVector.values();
        first = firstMoment.edit();
        second = secondMoment.edit();
        follower = follows == null ? NONE : follows.edit();
        int shared = weightDecay > 0 ? parameterVector.layout().trunkSize() : 0;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            double rate = learningRate * span.factor();
            step.rate = (float) (rate / (1 - StrictMath.pow(AdamStep.BETA1, (double) steps)));
            int own = Math.max(span.from(), Math.min(shared, span.to()));
            step.shrink = (float) (1 - rate * weightDecay);
            adam(span.from(), own);
            step.shrink = 1;
            adam(own, span.to());
        }
    }

    private void adam(int from, int to) {
        spanFrom = from;
        spanTo = to;
        if (to > from) {
            team.run(adamChunk, (to - from + CHUNK - 1) / CHUNK);
        }
    }

    private void adamChunk(int item, int worker) {
        int from = spanFrom + item * CHUNK;
        int to = Math.min(from + CHUNK, spanTo);
        if (step.rate > 0) {
            kernels[worker].adam(parameters, gradient, first, second, from, to, step);
        }
        if (follower.length > 0) {
            kernels[worker].follow(follower, parameters, from, to, step.approach);
        }
    }
}
