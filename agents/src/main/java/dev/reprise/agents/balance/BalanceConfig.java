package dev.reprise.agents.balance;

import dev.reprise.envs.random.RandomStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How tasks that learn together are kept from drowning or hindering each other.
 *
 * @param losses how each task's loss is weighed
 * @param weights by task name, with {@link Losses#FIXED}; null for none
 * @param gradients what is made of the tasks' gradients
 * @param learningRate of learnt weights
 * @param asymmetry of GradNorm: 0 for equal gradients, larger for more to the tasks that lag
 * @param decay of FAMO's weights
 * @param radius of CAGrad: how far from the plain gradient it may go, as a part of its length, in [0, 1)
 * @param popArtStep part of the running mean and deviation of a task's values that an update replaces, in [0, 1); 0: values
 *     are not normalised
 * @param measureInterval updates between two measurements of how far gradients agree; 0 for none
 * @param data how experience is shared out
 */
public record BalanceConfig(
        Losses losses,
        @Nullable Map<String, Double> weights,
        Gradients gradients,
        double learningRate,
        double asymmetry,
        double decay,
        double radius,
        double popArtStep,
        int measureInterval,
        DataConfig data) {
    /** All tasks alike. */
    public static final BalanceConfig OFF = valuesOnly(0);

    /** All tasks alike, values normalised or not: what is left of a balance for a task alone. */
    public static BalanceConfig valuesOnly(double popArtStep) {
        return new BalanceConfig(
                Losses.NONE, null, Gradients.SUM, 0.025, 0.12, 0.001, 0.5, popArtStep, 0, DataConfig.UNIFORM);
    }

    /** Checks ranges. */
    public BalanceConfig {
        weights = weights == null ? null : Map.copyOf(weights);
        require(
                (weights == null || weights.isEmpty()) == (losses != Losses.FIXED),
                "weights must be given with losses: fixed, and only then");
        require(
                weights == null
                        || weights.values().stream().allMatch(weight -> weight >= 0 && !Double.isInfinite(weight)),
                "weights must be 0 or more, not " + weights);
        require(learningRate > 0 && learningRate < 1, "learningRate must be in (0, 1), not " + learningRate);
        require(asymmetry >= 0 && asymmetry <= 10, "asymmetry must be in [0, 10], not " + asymmetry);
        require(decay >= 0 && decay < 1, "decay must be in [0, 1), not " + decay);
        require(radius >= 0 && radius < 1, "radius must be in [0, 1), not " + radius);
        require(measureInterval >= 0, "measureInterval must be 0 or more, not " + measureInterval);
        require(popArtStep >= 0 && popArtStep < 1, "popArtStep must be in [0, 1), not " + popArtStep);
    }

    /** How each task's loss is weighed. */
    public enum Losses {
        /** All alike. */
        NONE,
        /** By given numbers. */
        FIXED,
        /** By the inverse of what is left of them: {@link UncertaintyWeights}. */
        UNCERTAINTY,
        /** For gradients of equal length: {@link dev.reprise.agents.balance.GradNorm}. */
        GRAD_NORM,
        /** For equal progress: {@link dev.reprise.agents.balance.Famo}. */
        FAMO
    }

    /** What is made of the tasks' gradients. */
    public enum Gradients {
        /** Their sum. */
        SUM,
        /** {@link PcGrad}. */
        PCGRAD,
        /** {@link CaGrad}. */
        CAGRAD
    }

    /** The weights that are asked for, or null. */
    public @Nullable LossWeights lossWeights() {
        return switch (losses) {
            case NONE -> null;
            case FIXED -> new FixedWeights(weights == null ? Map.of() : weights);
            case UNCERTAINTY -> new UncertaintyWeights(learningRate);
            case GRAD_NORM -> new GradNorm(asymmetry, learningRate);
            case FAMO -> new Famo(decay, learningRate);
        };
    }

    /** What is made of the gradients, or null for their sum. */
    public @Nullable GradientCombination combination(RandomStream random) {
        return switch (gradients) {
            case SUM -> null;
            case PCGRAD -> new PcGrad(random);
            case CAGRAD -> new CaGrad(radius);
        };
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
