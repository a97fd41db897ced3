package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moments and the count of steps of {@link ParameterMath#adam} for one network. */
public final class Adam {
    private final ParameterMath math;
    private ParameterVector first;
    private ParameterVector second;
    private List<ParameterMath.Span> spans;
    private long steps;

    /** All moments zero. */
    public Adam(ParameterMath math, ParameterLayout layout) {
        this.math = math;
        this.first = ParameterVector.zeros(layout);
        this.second = ParameterVector.zeros(layout);
        this.spans = all(layout);
    }

    private static List<ParameterMath.Span> all(ParameterLayout layout) {
        return List.of(new ParameterMath.Span(0, layout.size(), 1));
    }

    /** Lets parts of the parameters learn at rates of their own; together they cover all. */
    public void rates(List<ParameterMath.Span> parts) {
        spans = parts;
    }

    /**
     * One step.
     *
     * @param follows moves {@code approach} of its way to the new parameters; null for none
     */
    public void step(
            ParameterVector parameters,
            ParameterVector gradient,
            double learningRate,
            double weightDecay,
            @Nullable ParameterVector follows,
            double approach) {
        steps++;
        math.adam(parameters, gradient, first, second, steps, learningRate, weightDecay, spans, follows, approach);
    }

    /** Forgets all moments and steps. */
    public void reset() {
        steps = 0;
        Arrays.fill(first.edit(), 0f);
        Arrays.fill(second.edit(), 0f);
    }

    /** Forgets the moments of {@code count} parameters. */
    public void forget(int from, int count) {
        Arrays.fill(first.edit(), from, from + count, 0f);
        Arrays.fill(second.edit(), from, from + count, 0f);
    }

    /** Goes on with parameters that more have been added to. */
    public void extend(ParameterLayout larger) {
        first = first.extended(larger);
        second = second.extended(larger);
        spans = all(larger);
    }

    /** Writes moments and steps. */
    public void save(SavedState state) {
        state.putLongs("steps", steps);
        state.putFloats("first", first.values());
        state.putFloats("second", second.values());
    }

    /** Takes up what {@link #save} wrote. */
    public void load(SavedState state) {
        steps = state.getLong("steps");
        state.floatsInto("first", first.edit());
        state.floatsInto("second", second.edit());
    }
}
