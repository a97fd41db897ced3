package dev.reprise.app.experiment;

/**
 * What happens when tasks that were learnt before are lost.
 *
 * @param action at a regression
 * @param drop success that an old task may lose against what it had, in (0, 1]
 * @param checks evaluations in a row that must show the loss
 * @param factor by which rehearsal grows at each regression, at least 1
 * @param attempts regressions that are acted on; at the next the run ends
 */
public record GuardConfig(Action action, double drop, int checks, double factor, int attempts) {
    /** No guard. */
    static final GuardConfig OFF = new GuardConfig(Action.NONE, 0.2, 2, 2, 3);

    /** What is done. */
    public enum Action {
        /** Nothing is checked. */
        NONE,
        /** More rehearsal. */
        REHEARSE,
        /** The learner goes back to where the last check found nothing lost, and more rehearsal. */
        ROLL_BACK,
        /** The run ends. */
        STOP
    }

    /** Checks ranges. */
    public GuardConfig {
        require(drop > 0 && drop <= 1, "drop must be in (0, 1], not " + drop);
        require(checks >= 1, "checks must be at least 1, not " + checks);
        require(factor >= 1 && factor <= 100, "factor must be in 1 … 100, not " + factor);
        require(attempts >= 0, "attempts must be 0 or more, not " + attempts);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
