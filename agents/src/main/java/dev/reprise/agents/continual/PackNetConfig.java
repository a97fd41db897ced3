package dev.reprise.agents.continual;

/**
 * Weights of the policy's own for each visit.
 *
 * @param enabled whether they are kept apart
 * @param retrainSteps gradient steps on a visit's own weights after the others have been given free
 */
public record PackNetConfig(boolean enabled, int retrainSteps) {
    /** One set of weights for all. */
    public static final PackNetConfig OFF = new PackNetConfig(false, 0);

    /** Checks ranges. */
    public PackNetConfig {
        if (retrainSteps < 0) {
            throw new IllegalArgumentException("retrainSteps must be 0 or more, not " + retrainSteps);
        }
    }
}
