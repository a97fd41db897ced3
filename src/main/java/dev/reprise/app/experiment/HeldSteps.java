package dev.reprise.app.experiment;

import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Steps of experience of which is not known yet to which context they belong, in the order in which they were taken. */
final class HeldSteps {
    private static final byte TERMINATED = 1;
    private static final byte SUCCESS = 2;
    private static final byte TRUNCATED = 4;
    private static final byte BEGINS = 8;

    private final EnvironmentSpecs specs;
    private final int width;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** @param row observation, action, next observation, measurement before and after, reward */
    private record Step(long episode, float[] row, byte flags) {
        boolean is(byte flag) {
            return (flags & flag) != 0;
        }
    }

    HeldSteps(EnvironmentSpecs specs) {
        this.specs = specs;
        this.width = 2 * specs.observation().size()
                + specs.action().size()
                + 2 * specs.measurement().size()
                + 1;
    }

    int count() {
        return steps.size();
    }

    /** Keeps a copy of a step. */
    void add(Transition transition, boolean episodeBegins) {
        int observations = specs.observation().size();
        int actions = specs.action().size();
        float[] row = new float[width];
        System.arraycopy(transition.observation(), 0, row, 0, observations);
        System.arraycopy(transition.action(), 0, row, observations, actions);
        System.arraycopy(transition.nextObservation(), 0, row, observations + actions, observations);
        transition.before().copyTo(row, 2 * observations + actions);
        transition
                .after()
                .copyTo(row, 2 * observations + actions + specs.measurement().size());
        row[width - 1] = transition.label().reward();
        int flags = (transition.label().terminated() ? TERMINATED : 0)
                | (transition.label().success() ? SUCCESS : 0)
                | (transition.truncated() ? TRUNCATED : 0)
                | (episodeBegins ? BEGINS : 0);
        steps.add(new Step(transition.episode(), row, (byte) flags));
    }

    /** Throws the oldest away. */
    void drop(int count) {
        for (int i = 0; i < count; i++) {
            steps.remove();
        }
    }

    /** Whether the oldest is the first of its episode. */
    boolean begins() {
        return steps.element().is(BEGINS);
    }

    /** Takes out the oldest, as a step of {@code context}. */
    Transition release(int context) {
        Step step = steps.remove();
        int observations = specs.observation().size();
        int actions = specs.action().size();
        int measured = 2 * observations + actions;
        return new Transition(
                context,
                step.episode(),
                Arrays.copyOf(step.row(), observations),
                Measurement.view(specs.measurement(), step.row(), measured),
                Arrays.copyOfRange(step.row(), observations, observations + actions),
                Arrays.copyOfRange(step.row(), observations + actions, measured),
                Measurement.view(
                        specs.measurement(),
                        step.row(),
                        measured + specs.measurement().size()),
                new Label(step.row()[width - 1], step.is(TERMINATED), step.is(SUCCESS)),
                step.is(TRUNCATED));
    }

    void save(SavedState state) {
        long[] episodes = new long[steps.size()];
        float[] rows = new float[steps.size() * width];
        byte[] flags = new byte[steps.size()];
        int i = 0;
        for (Step step : steps) {
            episodes[i] = step.episode();
            System.arraycopy(step.row(), 0, rows, i * width, width);
            flags[i] = step.flags();
            i++;
        }
        state.putLongs("episodes", episodes);
        state.putFloats("rows", rows);
        state.putBytes("flags", flags);
    }

    void load(SavedState state) {
        long[] episodes = state.longs("episodes");
        float[] rows = state.floats("rows");
        byte[] flags = state.bytes("flags");
        steps.clear();
        for (int i = 0; i < episodes.length; i++) {
            steps.add(new Step(episodes[i], Arrays.copyOfRange(rows, i * width, (i + 1) * width), flags[i]));
        }
    }
}
