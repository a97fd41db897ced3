package dev.reprise.agents.continual;

/** The critics that are being learnt, as they are now. */
public interface LearntValues {
    /**
     * What a critic says.
     *
     * @param critic 0 or 1
     * @param task whose head is used
     * @param input rows × (observation, action in [-1, 1]), row-major
     * @return a value for each row
     */
    float[] values(int critic, int task, float[] input, int rows);
}
