package dev.reprise.agents.auxiliary;

/**
 * Auxiliary tasks on the backbones (Caruana 1997, "Multitask learning", section 2; Jaderberg et al. 2017, arXiv 1611.05397, for
 * reinforcement learning; after them, not as them: what is predicted here is that of the next step alone). A small network
 * reads a backbone's features and the action, predicts, and sends the gradient of its loss back into the backbone. Policies
 * that are used or exported do not contain it.
 *
 * @param dynamics coefficient of the change of the observation, in its standard deviations; 0: not predicted, as below
 * @param reward coefficient of the reward of every task that can judge the transition, in its standard deviations
 * @param measurements coefficient of the measurement before the action, what observations do not show included, in its
 *     standard deviations
 * @param success coefficient of the success of every task that can judge the transition: binary cross-entropy
 * @param networks whose backbones
 * @param hidden units of the layer between features and predictions, 1 … 4096
 */
public record AuxiliaryConfig(
        double dynamics, double reward, double measurements, double success, Networks networks, int hidden) {
    /** No auxiliary task. */
    public static final AuxiliaryConfig NONE = new AuxiliaryConfig(0, 0, 0, 0, Networks.ACTOR, 128);

    /** Networks of the agent. */
    public enum Networks {
        /** Policy and critics. */
        ALL,
        /** The policy. */
        ACTOR,
        /** Both critics. */
        CRITICS
    }

    /** Checks ranges. */
    public AuxiliaryConfig {
        coefficient("dynamics", dynamics);
        coefficient("reward", reward);
        coefficient("measurements", measurements);
        coefficient("success", success);
        if (hidden < 1 || hidden > 4096) {
            throw new IllegalArgumentException("hidden must be 1 to 4096, not " + hidden);
        }
    }

    private static void coefficient(String name, double value) {
        if (!(value >= 0 && value <= 1e6)) {
            throw new IllegalArgumentException(name + " must be in [0, 1e6], not " + value);
        }
    }

    /** Whether there is any. */
    public boolean any() {
        return dynamics > 0 || reward > 0 || measurements > 0 || success > 0;
    }

    /** Whether the policy's backbone has any. */
    public boolean onActor() {
        return any() && networks != Networks.CRITICS;
    }

    /** Whether the critics' backbones have any. */
    public boolean onCritics() {
        return any() && networks != Networks.ACTOR;
    }
}
