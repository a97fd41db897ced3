package dev.reprise.envs.spec;

/**
 * What a task says of one transition.
 *
 * @param reward finite
 * @param terminated the task ends here: no value is bootstrapped from the next state
 * @param success the task's goal holds at this step; an episode succeeds when it held at any of its steps
 */
public record Label(float reward, boolean terminated, boolean success) {
    /** Checks that the reward is finite. */
    public Label {
        if (!Float.isFinite(reward)) {
            throw new IllegalArgumentException("reward must be finite, not " + reward);
        }
    }
}
