package dev.reprise.agents.continual;

import dev.reprise.agents.nn.RowGroups;

/**
 * A term of the policy's loss over rows of its own, which ride in the policy's pass behind those of the batch. Called in
 * the order of its methods, once per update.
 */
public interface PolicyTerm {
    /** Draws the rows and appends them to {@code groups}, by the head that they go through. */
    void draw(RowGroups groups);

    /**
     * Writes the rows' observations.
     *
     * @param input rows × observation, row-major
     * @param row the first that is the term's
     */
    void fill(float[] input, int row);

    /**
     * Writes the derivative of the term by the policy's outputs.
     *
     * @param output rows × outputs, row-major: per action dimension a mean, then per dimension a log standard deviation,
     *     both of the Gaussian before squashing
     * @param row the first that is the term's
     * @param gradient rows × outputs, row-major, to be overwritten in the term's rows
     * @return the term's value, for the log
     */
    double differentiate(float[] output, int row, float[] gradient);
}
