package dev.reprise.agents.balance;

import dev.reprise.agents.state.Saveable;
import dev.reprise.agents.state.SavedState;
import java.util.List;

/**
 * Makes one gradient of the gradients of several losses, as a weighted sum whose weights come from the gradients' inner
 * products. Called for every network on its own.
 */
public interface GradientCombination extends Saveable {
    /** Whether all parameters take part, or the backbone only, where alone tasks can be in each other's way. */
    default boolean wholeVector() {
        return false;
    }

    /**
     * Weighs the parts.
     *
     * @param products of the parts' gradients, parts × parts
     * @param coefficients to be written; all 1 is the plain sum
     */
    void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients);

    @Override
    default void save(SavedState state) {}

    @Override
    default void load(SavedState state) {}
}
