package dev.reprise.agents.continual;

import dev.reprise.agents.nn.RowGroups;

/**
 * A term of the critics' loss over rows of its own, which ride in the critics' passes behind those of the batch. Called in the
 * order of its methods, once per update and critic.
 */
public interface ValueTerm {
    /** Draws the rows and appends them to {@code groups}, by the head that they go through. */
    void draw(RowGroups groups);

    /**
     * Writes the rows' observations and actions.
     *
     * @param input rows × (observation, action in [-1, 1]), row-major
     * @param row the first that is the term's
     */
    void fill(float[] input, int row);

    /**
     * Writes the derivative of the term by the rows' values.
     *
     * @param critic 0 or 1
     * @param values by row
     * @param row the first that is the term's
     * @param gradient by row, to be overwritten in the term's rows
     */
    void differentiate(int critic, float[] values, int row, float[] gradient);
}
