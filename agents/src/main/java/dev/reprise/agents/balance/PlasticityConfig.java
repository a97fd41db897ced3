package dev.reprise.agents.balance;

/**
 * What is done so that networks that have learnt much can go on learning.
 *
 * @param atChange what becomes of the networks when a phase begins, from the second on
 * @param keep with {@link AtChange#SHRINK_PERTURB}: part of each shared parameter that stays, in [0, 1]; the rest is fresh
 * @param redoInterval updates between two recyclings of dormant units; 0 for none
 * @param dormant a unit is dormant whose mean activation is at most this part of its layer's mean, in [0, 1)
 */
public record PlasticityConfig(AtChange atChange, double keep, int redoInterval, double dormant) {
    /** Nothing is done. */
    public static final PlasticityConfig OFF = new PlasticityConfig(AtChange.KEEP, 0.8, 0, 0.025);

    /** What becomes of the networks when a phase begins. */
    public enum AtChange {
        /** They stay as they are. */
        KEEP,
        /**
         * What tasks share of every network is moved towards fresh parameters; heads and columns of tasks stay (Ash and Adams
         * 2020, arXiv 1910.08475; here with the weights 1 - keep and keep, as D'Oro et al. 2023 do in reinforcement learning).
         */
        SHRINK_PERTURB,
        /** The critics begin anew, their heads as well. */
        RESET_CRITICS,
        /**
         * All networks begin anew (Nikishin et al. 2022, arXiv 2205.07802), and policy rehearsal teaches the policy again what
         * it could, in present tasks that come back as well: Reset and Distill (Ahn et al. 2025) with one network instead of two.
         */
        RESET_ALL
    }

    /** Checks ranges. */
    public PlasticityConfig {
        require(keep >= 0 && keep <= 1, "keep must be in [0, 1], not " + keep);
        require(redoInterval >= 0, "redoInterval must be 0 or more, not " + redoInterval);
        require(dormant >= 0 && dormant < 1, "dormant must be in [0, 1), not " + dormant);
    }

    /** Whether weights of any network are drawn anew. */
    public boolean renews() {
        return atChange != AtChange.KEEP || redoInterval > 0;
    }

    /** Whether weights of the policy are drawn anew, not those of the critics alone. */
    public boolean renewsPolicy() {
        return atChange == AtChange.SHRINK_PERTURB || atChange == AtChange.RESET_ALL || redoInterval > 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
