package dev.reprise.app.experiment;

import dev.reprise.agents.context.ContextConfig;
import dev.reprise.agents.context.ContextInference;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.state.SavedState;
import dev.reprise.app.metrics.MetricSink;
import dev.reprise.envs.spec.EnvironmentSpecs;
import java.util.List;

/**
 * An agent that is not told its tasks: what it takes for a task is a context, and its phases begin when it believes that
 * another context has begun, wherever the curriculum's do.
 */
final class Contexts {
    private final ContextConfig config;
    private final SacAgent agent;
    private final ContextInference inference;
    private final int phases;
    private int phase = -1;

    /** @param phases of the curriculum, for methods that ask how many there will be */
    Contexts(ContextConfig config, EnvironmentSpecs specs, SacAgent agent, int phases, long seed) {
        this.config = config;
        this.agent = agent;
        this.inference = new ContextInference(config, specs, seed);
        this.phases = phases;
    }

    /** The head with which the agent acts and learns. */
    int present() {
        return inference.present();
    }

    /** Takes in what the agent observed. */
    void observe(float[] observation, float[] action, float[] nextObservation, float reward) {
        inference.observe(observation, action, nextObservation, reward);
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
        state.putLongs("phase", phase);
        inference.save(state.scope("inference"));
    }

    /** Takes up what {@link #save} wrote, before the agent takes up its own state: adds its heads. */
    void load(SavedState state) {
        phase = (int) state.getLong("phase");
        inference.load(state.scope("inference"));
        for (int context = 0; context < inference.count(); context++) {
            agent.meet(ContextInference.name(context));
        }
    }
}
