package dev.reprise.agents.nn;

import org.jspecify.annotations.Nullable;

/**
 * A network that can be run. It holds no parameters: each call names the vector to use. What a forward pass must
 * remember for its backward pass lives in a {@link Pass}, which is not for concurrent use; different passes of one
 * network may run in different threads.
 *
 * <p>A row's output does not depend on what else is in the batch. Parameters are changed through {@link
 * ParameterVector#edit} only, or a network may go on with the old ones.
 */
public interface Network {
    /** What it is. */
    NetworkSpec spec();

    /** How its parameter vectors are laid out. */
    ParameterLayout layout();

    /** Buffers for one forward pass over up to {@code maxRows} rows and its backward pass. */
    Pass newPass(int maxRows);

    /** One forward pass and its backward pass. */
    interface Pass {
        /** Most rows it can take. */
        int maxRows();

        /** rows × inputs, row-major; write the batch here before {@link #forward}. */
        float[] input();

        /** rows × headOutputs, row-major; valid after {@link #forward}. */
        float[] output();

        /**
         * Copies what came out of a layer of the trunk in the last forward pass, where the network can tell.
         *
         * @param layer 0-based
         * @param from first row
         * @param to one past the last
         * @param target rows × units, row-major; of a layer that tasks have columns for, what the row's task went on with
         * @return whether it can
         */
        default boolean copyLayer(int layer, int from, int to, float[] target) {
            return false;
        }

        /** Runs {@code groups.rows()} rows of {@link #input()}, each through the trunk and its own head. */
        void forward(ParameterVector parameters, RowGroups groups);

        /**
         * Back-propagates groups {@code firstGroup} … {@code endGroup - 1} of the last forward pass, with the same
         * parameters and groups, to the parameters.
         *
         * @param firstGroup rows of earlier groups are left out, as if their output gradient was zero
         * @param endGroup so are rows of this group and of later ones
         * @param outputGradient rows × headOutputs, row-major: derivative of a loss by {@link #output()}
         * @param featureGradient rows × features, row-major: derivative of a loss that reads what the heads read; null for
         *     none
         * @param gradient the derivative by the parameters is added to it
         * @throws UnsupportedOperationException when there is a {@code featureGradient} and the network cannot take it
         */
        void backward(
                ParameterVector parameters,
                RowGroups groups,
                int firstGroup,
                int endGroup,
                float[] outputGradient,
                float @Nullable [] featureGradient,
                ParameterVector gradient);

        /** Back-propagates groups {@code firstGroup} … {@code endGroup - 1}, of which heads alone are read. */
        default void backward(
                ParameterVector parameters,
                RowGroups groups,
                int firstGroup,
                int endGroup,
                float[] outputGradient,
                ParameterVector gradient) {
            backward(parameters, groups, firstGroup, endGroup, outputGradient, null, gradient);
        }

        /** Back-propagates all groups from {@code firstGroup} on. */
        default void backward(
                ParameterVector parameters,
                RowGroups groups,
                int firstGroup,
                float[] outputGradient,
                ParameterVector gradient) {
            backward(parameters, groups, firstGroup, groups.count(), outputGradient, gradient);
        }

        /**
         * Back-propagates some rows of the last forward pass, with the same parameters and groups, to the inputs.
         *
         * @param rows the first {@code count} elements name them, in ascending order
         * @param outputGradient count × headOutputs, row-major
         * @param firstInput earlier inputs are left out
         * @param inputGradient count × (inputs - firstInput), row-major, overwritten
         */
        void inputGradient(
                ParameterVector parameters,
                RowGroups groups,
                int[] rows,
                int count,
                float[] outputGradient,
                int firstInput,
                float[] inputGradient);
    }
}
