package dev.reprise.agents.continual;

import org.jspecify.annotations.Nullable;

/**
 * How earlier tasks are rehearsed.
 *
 * @param memoryFraction transitions kept of a task, as a part of those of a visit, in (0, 0.1]
 * @param experience learning again from old transitions
 * @param policy cloning the old policy's outputs
 * @param values cloning the old critics' values
 * @param offFromPhase a control: from this phase (0-based) on nothing is rehearsed; null for always
 * @param scrambleTasks a control: the memory files each task's transitions under the next task
 */
public record RehearsalConfig(
        double memoryFraction,
        Experience experience,
        Policy policy,
        Values values,
        @Nullable Integer offFromPhase,
        boolean scrambleTasks) {
    /** Checks ranges. */
    public RehearsalConfig {
        if (!(memoryFraction > 0 && memoryFraction <= 0.1)) {
            throw new IllegalArgumentException("memoryFraction must be in (0, 0.1], not " + memoryFraction);
        }
        if (offFromPhase != null && offFromPhase < 0) {
            throw new IllegalArgumentException("offFromPhase must be 0 or more, not " + offFromPhase);
        }
    }

    /**
     * Experience rehearsal.
     *
     * @param rows of every batch that come from the memories, each task with equal probability; 0 turns it off
     * @param moveActor whether these rows move the policy too, or the critics only
     * @param reference whether they are not learnt from but only keep the other rows' gradient from going against theirs: {@link
     *     dev.reprise.agents.balance.AveragedEpisodicMemory}
     */
    public record Experience(int rows, boolean moveActor, boolean reference) {
        /** Checks ranges. */
        public Experience {
            if (rows < 0) {
                throw new IllegalArgumentException("rows must be 0 or more, not " + rows);
            }
        }
    }

    /**
     * Policy rehearsal.
     *
     * @param rows observations per update
     * @param coefficient weight of the mean divergence in the policy's loss; 0 turns it off
     */
    public record Policy(int rows, double coefficient) {
        /** Checks ranges. */
        public Policy {
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be at least 1, not " + rows);
            }
            if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
                throw new IllegalArgumentException("coefficient must be 0 or more, not " + coefficient);
            }
        }
    }

    /**
     * Value rehearsal.
     *
     * @param rows observations and actions per update
     * @param coefficient weight of half the mean squared difference in each critic's loss; 0 turns it off
     */
    public record Values(int rows, double coefficient) {
        /** No value rehearsal. */
        public static final Values OFF = new Values(1, 0);

        /** Checks ranges. */
        public Values {
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be at least 1, not " + rows);
            }
            if (!(coefficient >= 0) || Double.isInfinite(coefficient)) {
                throw new IllegalArgumentException("coefficient must be 0 or more, not " + coefficient);
            }
        }
    }

    /** Whether nothing is rehearsed in {@code phase}. */
    boolean offIn(int phase) {
        return offFromPhase != null && phase >= offFromPhase;
    }
}
