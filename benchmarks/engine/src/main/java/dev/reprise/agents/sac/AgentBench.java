package dev.reprise.agents.sac;

import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.List;

/** An agent in its last phase, one task after the other behind it; {@link #learn} draws a batch and takes a gradient step. */
public final class AgentBench {
    private static final int STEPS = 2000;

    private final SacAgent agent;

    /**
     * @param widths units of the trunk's layers, separated by x
     * @param rows of the present task in a batch
     * @param rehearsed whether a quarter as many rows of old experience and half as many of old outputs come along, as
     *     they do by default
     */
    public AgentBench(String widths, int rows, int tasks, boolean rehearsed) {
        RehearsalConfig rehearsal = rehearsed
                ? new RehearsalConfig(
                        0.1,
                        new RehearsalConfig.Experience(rows / 4, false, false),
                        new RehearsalConfig.Policy(rows / 2, 1),
                        RehearsalConfig.Values.OFF,
                        null,
                        false)
                : StepBench.WITHOUT_REHEARSAL;
        agent = new SacAgent(
                StepBench.config("FUSED", widths, rows, 1, rehearsal),
                StepBench.SPECS,
                (task, before, action, after) -> null,
                tasks,
                1);
        RandomStream random = RandomStream.of(1);
        for (int phase = 0; phase < tasks; phase++) {
            int task = agent.meet(new TaskId("task-" + phase));
            agent.beginPhase(new PhaseStart(phase, phase + 1, List.of(task), List.of(1), STEPS));
            for (int i = 0; i < STEPS; i++) {
                agent.observe(StepBench.transition(task, i / 100, random), 0, i % 100 == 0);
            }
            if (phase < tasks - 1) {
                agent.endPhase();
            }
        }
    }

    /** One draw and gradient step; returns the critics' loss. */
    public double learn() {
        UpdateReport report = agent.learn();
        if (report == null) {
            throw new IllegalStateException("no gradient step was due");
        }
        return report.criticLoss();
    }
}
