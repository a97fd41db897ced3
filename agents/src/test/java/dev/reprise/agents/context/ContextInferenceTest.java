package dev.reprise.agents.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three jobs whose rewards are other functions of the same next observation. */
class ContextInferenceTest {
    private static final ContextConfig CONFIG = new ContextConfig(false, 4, 1000, 300, 30, 0.5, 500);

    private final RandomStream random = RandomStream.named(3, "world");
    private final ContextInference inference = new ContextInference(CONFIG, TestSpecs.SPECS, 1);
    private final List<Integer> entered = new ArrayList<>();

    private static float reward(int job, float[] next) {
        return switch (job) {
            case 0 -> next[0];
            case 1 -> 10 - 10 * Math.abs(next[1]);
            default -> -next[0];
        };
    }

    private void step(ContextInference of, int job) {
        float[] observation = TestSpecs.SPECS.observation().sample(random);
        float[] next = TestSpecs.SPECS.observation().sample(random);
        of.observe(observation, TestSpecs.SPECS.action().sample(random), next, reward(job, next));
    }

    private void visit(int job, int steps) {
        for (int i = 0; i < steps; i++) {
            if (inference.changing()) {
                inference.enter();
                entered.add(inference.present());
            }
            step(inference, job);
        }
    }

    @Test
    void newJobsOpenContextsAndOldOnesAreKnownAgain() {
        visit(0, 1000);
        assertEquals(List.of(0), entered, "no change where there is none");
        visit(1, 1000);
        visit(2, 1000);
        visit(0, 500);
        visit(1, 500);
        visit(2, 500);
        assertEquals(List.of(0, 1, 2, 0, 1, 2), entered);
        assertEquals(3, inference.count());
        assertEquals(2, inference.visits(0));
        assertFalse(inference.changing());
    }

    @Test
    void aChangeIsNoticedWithinAFewWindows() {
        visit(0, 1000);
        for (int steps = 0; steps < 4 * CONFIG.window(); steps++) {
            visit(1, 1);
        }
        assertEquals(1, inference.present());
    }

    @Test
    void thereAreNeverMoreContextsThanAllowed() {
        ContextInference two =
                new ContextInference(new ContextConfig(false, 2, 1000, 300, 30, 0.5, 500), TestSpecs.SPECS, 1);
        two.enter();
        for (int job = 0; job < 3; job++) {
            for (int i = 0; i < 600; i++) {
                step(two, job);
                if (two.changing()) {
                    two.enter();
                }
            }
        }
        assertEquals(2, two.count());
    }

    @Test
    void anEpisodeIsGuessedFromItsRewards() {
        visit(0, 1000);
        visit(1, 1000);
        visit(2, 1000);
        int right = 0;
        for (int episode = 0; episode < 30; episode++) {
            ContextInference.Guess guess = inference.guess();
            assertEquals(inference.present(), guess.context());
            for (int i = 0; i < 10; i++) {
                float[] next = TestSpecs.SPECS.observation().sample(random);
                float[] observation = TestSpecs.SPECS.observation().sample(random);
                guess.observe(observation, TestSpecs.SPECS.action().sample(random), next, reward(episode % 3, next));
            }
            right += guess.context() == episode % 3 ? 1 : 0;
        }
        assertTrue(right >= 28, right + " of 30");
    }

    @Test
    void savedAnywhereItGoesOnAsIfNothingHadHappened() {
        visit(0, 700);
        // In the middle of an alarm: the first errors have risen, the evidence is not complete.
        visit(1, CONFIG.window());
        SavedState state = new SavedState();
        inference.save(state);
        ContextInference copy = new ContextInference(CONFIG, TestSpecs.SPECS, 1);
        copy.load(state);
        RandomStream one = RandomStream.named(5, "on");
        RandomStream two = RandomStream.named(5, "on");
        for (int i = 0; i < 400; i++) {
            go(inference, one);
            go(copy, two);
            assertEquals(inference.present(), copy.present());
        }
        SavedState first = new SavedState();
        SavedState second = new SavedState();
        inference.save(first);
        copy.save(second);
        assertArrayEquals(first.longs("position"), second.longs("position"));
        assertArrayEquals(first.doubles("error"), second.doubles("error"));
        assertArrayEquals(
                first.scope("models").floats("parameters"),
                second.scope("models").floats("parameters"));
    }

    private static void go(ContextInference of, RandomStream stream) {
        if (of.changing()) {
            of.enter();
        }
        float[] next = TestSpecs.SPECS.observation().sample(stream);
        of.observe(next, TestSpecs.SPECS.action().sample(stream), next, reward(1, next));
    }
}
