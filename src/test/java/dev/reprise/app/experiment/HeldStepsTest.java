package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeldStepsTest {
    private final EnvironmentSpecs specs = SmallRun.config().suite().specs();

    private float[] numbers(int size, float first) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = first + i;
        }
        return numbers;
    }

    private Transition step(int i) {
        return new Transition(
                0,
                7 + i,
                numbers(specs.observation().size(), i),
                Measurement.of(specs.measurement(), numbers(specs.measurement().size(), 10 + i)),
                numbers(specs.action().size(), 20 + i),
                numbers(specs.observation().size(), 30 + i),
                Measurement.of(specs.measurement(), numbers(specs.measurement().size(), 40 + i)),
                new Label(50 + i, i == 1, i == 2),
                i == 3);
    }

    private float[] measured(Measurement measurement) {
        float[] all = new float[specs.measurement().size()];
        measurement.copyTo(all, 0);
        return all;
    }

    @Test
    void whatIsHeldComesOutInItsOrderForItsContextAlsoAfterALoad() {
        HeldSteps first = new HeldSteps(specs);
        for (int i = 0; i < 5; i++) {
            Transition step = step(i);
            first.add(step, i == 4);
            // An environment may use its arrays again.
            Arrays.fill(step.observation(), -1);
        }
        SavedState state = new SavedState();
        first.save(state);
        HeldSteps held = new HeldSteps(specs);
        held.load(state);
        held.drop(1);
        for (int i = 1; i < 5; i++) {
            assertEquals(5 - i, held.count());
            assertEquals(i == 4, held.begins());
            Transition expected = step(i);
            Transition released = held.release(3);
            assertEquals(3, released.task());
            assertEquals(expected.episode(), released.episode());
            assertEquals(expected.label(), released.label());
            assertEquals(expected.truncated(), released.truncated());
            assertArrayEquals(expected.observation(), released.observation());
            assertArrayEquals(expected.action(), released.action());
            assertArrayEquals(expected.nextObservation(), released.nextObservation());
            assertArrayEquals(measured(expected.before()), measured(released.before()));
            assertArrayEquals(measured(expected.after()), measured(released.after()));
        }
    }
}
