package dev.reprise.agents.continual;

/**
 * How actions are chosen while experience is collected.
 *
 * @param uniform true: uniform over the action box; false: by the policy
 * @param head whose head the policy acts with
 */
public record Exploration(boolean uniform, int head) {
    /** Uniform over the action box. */
    public static Exploration uniform(int task) {
        return new Exploration(true, task);
    }

    /** By the policy with the head of {@code task}. */
    public static Exploration policy(int task) {
        return new Exploration(false, task);
    }
}
