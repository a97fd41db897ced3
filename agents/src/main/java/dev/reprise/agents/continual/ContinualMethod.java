package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.state.SavedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part that keeps an agent from forgetting, or helps it to learn from what it knows. Parts stand in a list; each hook
 * is called for all of them in that order. Every hook does nothing unless it is overridden.
 *
 * <p>After the hooks of Continual World (Wołczyk et al. 2021), which are methods of one class there and so cannot be
 * combined.
 */
public interface ContinualMethod {
    /** A short name for logs, saved states and messages; distinct within the list. */
    String name();

    /** A phase begins; nothing has been collected or learnt in it yet. */
    default void onPhaseStart(PhaseStart phase) {}

    /** Tasks that another agent had learnt come with its networks, before anything is learnt here. */
    default void onTakenOver(List<Integer> tasks) {}

    /** A transition has been collected. */
    default void onTransition(Transition transition) {}

    /**
     * A phase is over; its tasks may stay away for long. Called again and again until it returns true, so that a method
     * that trains on does so in slices between which the run can be saved.
     *
     * @param trainer takes further gradient steps
     */
    default boolean onPhaseEnd(PhaseStart phase, Trainer trainer) {
        return true;
    }

    /** After the work at a phase's end the networks have gone back to what they were earlier in it. */
    default void onRolledBack() {}

    /**
     * How the agent is to explore in the episode that begins, or null to leave it to the next method in the list and at
     * last to the agent.
     *
     * @param visit of the task, from 1
     * @param visitSteps environment steps of the task in this visit so far
     */
    default @Nullable Exploration exploration(int task, int visit, long visitSteps) {
        return null;
    }

    /** Rows that the method wants in every batch beside those of the present tasks. */
    default List<Mix.Part> replayShare() {
        return List.of();
    }

    /** Whether rows from the memory of earlier visits move the policy, or the critics only. */
    default boolean rehearsedRowsMoveActor() {
        return true;
    }

    /** A term of the policy's loss in the update that begins, or null for none. */
    default @Nullable PolicyTerm policyTerm() {
        return null;
    }

    /** A term of the critics' loss in the update that begins, or null for none. */
    default @Nullable ValueTerm valueTerm() {
        return null;
    }

    /** Changes a gradient before the optimizer sees it. */
    default void adjustGradients(Gradients gradients) {}

    /** The parameters of all networks have been updated. */
    default void afterUpdate() {}

    /** The parameters with which the policy acts for a task, or null for the learner's own. */
    default @Nullable ParameterVector parametersFor(int task) {
        return null;
    }

    /** Whether {@link #parametersFor} needs the method's state, which is then kept with a finished run's policy. */
    default boolean holdsPolicies() {
        return false;
    }

    /** Writes the method's state. */
    default void save(SavedState state) {}

    /** Takes up what {@link #save} wrote. */
    default void load(SavedState state) {}
}
