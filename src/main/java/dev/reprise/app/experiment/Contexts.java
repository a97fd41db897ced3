package dev.reprise.app.experiment;

import dev.reprise.agents.context.ContextConfig;
import dev.reprise.agents.context.ContextInference;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.envs.spec.EnvironmentSpecs;
import java.util.List;

/**
 * An agent that is not told its tasks: what it takes for a task is a context, and its phases begin when it believes that
 * another context has begun, wherever the curriculum's do.
 *
 * <p>What is observed is given to the agent with a delay, so that a context's experience and the scale of its rewards hold
 * nothing of another one: when a change is noticed it has been going on for some steps. What was held back before the alarm
 * is then thrown away, as it may belong to either; what came after it is the new context's.
 */
final class Contexts {
    private final ContextConfig config;
    private final SacAgent agent;
    private final ContextInference inference;
    private final HeldSteps held;
    private final int phases;
    private int phase = -1;
    /** Of the steps that are held, those from before the alarm. */
    private int beforeAlarm;

    /** @param phases of the curriculum, for methods that ask how many there will be */
    Contexts(ContextConfig config, EnvironmentSpecs specs, SacAgent agent, int phases, long seed) {
        this.config = config;
        this.agent = agent;
        this.inference = new ContextInference(config, specs, seed);
        this.held = new HeldSteps(specs);
        this.phases = phases;
    }

    /** The head with which the agent acts and learns. */
    int present() {
        return inference.present();
    }

    /** Takes in a step, and gives the agent what is known by now to belong to the present context. */
    void observe(Transition step, boolean episodeBegins) {
        boolean before = inference.alarmed();
        held.add(step, episodeBegins);
        inference.observe(
                step.observation(),
                step.action(),
                step.nextObservation(),
                step.label().reward());
        if (inference.alarmed()) {
            beforeAlarm = before ? beforeAlarm : held.count();
        } else if (!inference.changing() && !inference.onTrial()) {
            release(before ? 0 : config.window(), false);
        }
    }

    /** Gives the agent the oldest steps that are held, but for the latest {@code keep}. */
    private void release(int keep, boolean anew) {
        boolean first = anew;
        while (held.count() > keep) {
            boolean begins = held.begins() || first;
            agent.observe(held.release(inference.present()), 0, begins);
            first = false;
        }
    }

    /** Whether another context is believed to have begun. */
    boolean changing() {
        return inference.changing();
    }

    /** Does a slice of the change to another context; nothing is left to do when {@link #changing} is false. */
    void change(long step, int curriculumPhase, MetricSink metrics) {
        if (inference.present() >= 0 && !agent.endPhase()) {
            return;
        }
        inference.enter();
        agent.meet(ContextInference.name(inference.present()));
        phase++;
        agent.beginPhase(start());
        held.drop(beforeAlarm);
        beforeAlarm = 0;
        // Sums of rewards do not go on over what was thrown away.
        release(0, true);
        metrics.context(
                step,
                curriculumPhase,
                ContextInference.name(inference.present()).name(),
                inference.visits(inference.present()));
    }

    /** What the agent has to know of the present phase. */
    PhaseStart start() {
        int context = inference.present();
        return new PhaseStart(
                phase,
                Math.max(phases, phase + 1),
                List.of(context),
                List.of(inference.visits(context)),
                config.visitSteps());
    }

    /** Players that find out for themselves which context an episode is in. */
    Players players() {
        return Players.guessing(agent.snapshot(), inference);
    }

    void save(SavedState state) {
        state.putLongs("phase", phase, beforeAlarm);
        held.save(state.scope("held"));
        inference.save(state.scope("inference"));
    }

    /** Takes up what {@link #save} wrote, before the agent takes up its own state: adds its heads. */
    void load(SavedState state) {
        phase = (int) state.longs("phase")[0];
        beforeAlarm = (int) state.longs("phase")[1];
        held.load(state.scope("held"));
        inference.load(state.scope("inference"));
        for (int context = 0; context < inference.count(); context++) {
            agent.meet(ContextInference.name(context));
        }
    }
}
