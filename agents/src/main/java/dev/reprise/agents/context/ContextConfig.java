package dev.reprise.agents.context;

/**
 * Whether the agent is told which task it is at, and how it finds out where it is not.
 *
 * @param known whether it is told; then the rest does not matter
 * @param most contexts, and so heads, that it may open, 1 … 1000
 * @param visitSteps steps that a visit is expected to take, for schedules and the size of memories
 * @param settle steps of a new context's first visit before a change can be noticed
 * @param window steps over which errors of predicted rewards are averaged
 * @param novelty mean squared error, in variances of the context's rewards, above which a context does not explain what is seen
 * @param memory transitions of each context that its reward model is taught from
 */
public record ContextConfig(
        boolean known, int most, long visitSteps, int settle, int window, double novelty, int memory) {
    /** The agent is told. */
    public static final ContextConfig KNOWN = new ContextConfig(true, 16, 3000, 500, 50, 0.5, 2000);

    /** Checks ranges. */
    public ContextConfig {
        require(most >= 1 && most <= 1000, "most must be 1 to 1000, not " + most);
        require(visitSteps >= 1, "visitSteps must be at least 1, not " + visitSteps);
        require(settle >= 0, "settle must be 0 or more, not " + settle);
        require(window >= 1 && window <= 100_000, "window must be 1 to 100000, not " + window);
        require(novelty > 0 && novelty <= 100, "novelty must be in (0, 100], not " + novelty);
        require(memory >= 1 && memory <= 1_000_000, "memory must be 1 to 1000000, not " + memory);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
