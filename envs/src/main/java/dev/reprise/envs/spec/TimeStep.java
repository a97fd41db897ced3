package dev.reprise.envs.spec;

import org.jspecify.annotations.Nullable;

/**
 * One tick of an episode as seen from outside. A reset step has no reward; the last step says why the episode ended.
 *
 * <pre>
 *   First  Mid  Mid  …  Mid  Last(TERMINATED)    the task ended it: discount 0
 *   First  Mid  Mid  …  Mid  Last(TRUNCATED)     the clock ended it: discount 1, the learner bootstraps
 *   First  Mid  Mid  …  Mid  Last(ABORTED)       a fault: no label, the transition is dropped
 * </pre>
 *
 * <p>The arrays belong to the receiver; an environment never writes to an array it has handed out.
 */
public sealed interface TimeStep {
    /** All that can be judged at this tick. */
    Measurement measurement();

    /** What the agent may see at this tick; a member of the observation spec. */
    float[] observation();

    /** The tick after a reset. */
    record First(Measurement measurement, float[] observation) implements TimeStep {}

    /** A tick inside an episode, with what the episode's own task says of the transition that led here. */
    record Mid(Measurement measurement, float[] observation, Label label) implements TimeStep {
        /** A transition whose label ends the task cannot be inside an episode. */
        public Mid {
            if (label.terminated()) {
                throw new IllegalArgumentException("a label that terminates belongs to the last step of an episode");
            }
        }
    }

    /**
     * The tick that ends an episode.
     *
     * @param label null exactly when the episode was aborted
     * @param reason for people, when the episode was aborted; empty otherwise
     */
    record Last(
            Measurement measurement,
            float[] observation,
            @Nullable Label label,
            EndCause cause,
            String reason) implements TimeStep {
        /** Checks that cause and label agree. */
        public Last {
            if ((label == null) != (cause == EndCause.ABORTED)) {
                throw new IllegalArgumentException("an episode's last step has a label unless it was aborted; cause is "
                        + cause + ", label is " + label);
            }
            if (label != null && label.terminated() != (cause == EndCause.TERMINATED)) {
                throw new IllegalArgumentException("cause " + cause + " contradicts " + label);
            }
        }

        /** 0 when the task ended the episode, 1 when the clock did: the weight of the next state's value. */
        public float discount() {
            return cause == EndCause.TERMINATED ? 0f : 1f;
        }
    }
}
