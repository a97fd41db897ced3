package dev.reprise.app.metrics;

import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.app.science.EvaluationPoint;
import java.util.List;
import java.util.Map;

/** Takes what a run has to say. */
public interface MetricSink {
    /** An evaluation of the policy. */
    void evaluation(EvaluationPoint point);

    /** A training episode has ended. */
    void episode(Episode episode);

    /** The last gradient step before an evaluation. */
    void update(long step, int phase, UpdateReport report);

    /** Success of tasks that the agent knew before and the curriculum does not train. */
    default void known(long step, int phase, Map<String, Double> success) {}

    /** The guard has done something; {@code what} is a sentence. */
    default void guard(long step, int phase, String what) {}

    /** The agent, which is not told its tasks, believes that a context has begun, for the {@code visit}-th time. */
    default void context(long step, int phase, String context, int visit) {}

    /** Tells all of them, in this order. */
    static MetricSink all(List<MetricSink> sinks) {
        return new MetricSink() {
            @Override
            public void evaluation(EvaluationPoint point) {
                sinks.forEach(sink -> sink.evaluation(point));
            }

            @Override
            public void episode(Episode episode) {
                sinks.forEach(sink -> sink.episode(episode));
            }

            @Override
            public void update(long step, int phase, UpdateReport report) {
                sinks.forEach(sink -> sink.update(step, phase, report));
            }

            @Override
            public void known(long step, int phase, Map<String, Double> success) {
                sinks.forEach(sink -> sink.known(step, phase, success));
            }

            @Override
            public void guard(long step, int phase, String what) {
                sinks.forEach(sink -> sink.guard(step, phase, what));
            }

            @Override
            public void context(long step, int phase, String context, int visit) {
                sinks.forEach(sink -> sink.context(step, phase, context, visit));
            }
        };
    }

    /**
     * A training episode.
     *
     * @param step environment steps of the run at its end
     * @param end {@code terminated}, {@code truncated}, {@code aborted} or {@code cut} (by the end of the phase)
     * @param reason for an abort; empty otherwise
     */
    record Episode(
            long step,
            int phase,
            String task,
            int visit,
            int length,
            double sumOfRewards,
            boolean success,
            String end,
            String reason) {}
}
