package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.agents.TestSpecs;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestReturnExplorationTest {
    private static final Trainer NONE = new Trainer() {
        @Override
        public void gradientStep() {}

        @Override
        public void resetOptimizers() {}
    };

    private static PhaseStart phase(int task) {
        return new PhaseStart(task, 4, List.of(task), List.of(1), 100);
    }

    private static long episodes;

    private static void episode(BestReturnExploration method, int task, float reward) {
        episodes++;
        for (int step = 0; step < 3; step++) {
            step(method, task, reward, step == 2);
        }
    }

    private static void step(BestReturnExploration method, int task, float reward, boolean last) {
        method.onTransition(TestSpecs.transition(task, episodes, RandomStream.of(1), new Label(reward, last, false)));
    }

    @Test
    void anEpisodeThatWasAbortedDoesNotCount() {
        BestReturnExploration method = new BestReturnExploration(50);
        method.onTakenOver(List.of(0, 1));
        method.onPhaseStart(phase(2));
        episodes++;
        step(method, 2, 1000, false);
        assertEquals(Exploration.policy(0), method.exploration(2, 1, 1), "tried again");
        episode(method, 2, 1);
        episode(method, 2, 2);
        assertEquals(Exploration.policy(1), method.exploration(2, 1, 7));
    }

    @Test
    void theRestOfAnEpisodeThatWasRunningWhenThePhaseBeganDoesNotCount() {
        BestReturnExploration method = new BestReturnExploration(50);
        method.onPhaseStart(phase(0));
        method.onPhaseEnd(phase(0), NONE);
        method.onPhaseStart(phase(1));
        method.onPhaseEnd(phase(1), NONE);
        episodes++;
        step(method, 1, 0, false);
        method.onPhaseStart(phase(2));
        step(method, 2, 1000, true);
        assertEquals(Exploration.policy(0), method.exploration(2, 1, 1), "tried from the next episode on");
        episode(method, 2, 1);
        episode(method, 2, 2);
        assertEquals(Exploration.policy(1), method.exploration(2, 1, 7));
    }

    @Test
    void theHeadsOfARunThatItBeganWithAreTried() {
        BestReturnExploration method = new BestReturnExploration(50);
        method.onTakenOver(List.of(3));
        method.onPhaseStart(phase(0));
        assertEquals(Exploration.policy(3), method.exploration(0, 1, 0));
    }

    @Test
    void everyKnownHeadPlaysAnEpisodeThenTheBestGoesOn() {
        BestReturnExploration method = new BestReturnExploration(50);
        for (int task = 0; task < 3; task++) {
            method.onPhaseStart(phase(task));
            method.onPhaseEnd(phase(task), NONE);
        }
        method.onPhaseStart(phase(3));
        float[] rewards = {-2, 5, 1};
        for (int head = 0; head < 3; head++) {
            assertEquals(Exploration.policy(head), method.exploration(3, 1, 3L * head));
            episode(method, 3, rewards[head]);
        }
        assertEquals(Exploration.policy(1), method.exploration(3, 1, 9));
        episode(method, 3, -100);
        assertEquals(Exploration.policy(1), method.exploration(3, 1, 49));
        assertNull(method.exploration(3, 1, 50), "then the task's own policy acts");
        assertNull(method.exploration(3, 2, 0), "a returning task knows what to do");
    }

    @Test
    void theFirstTaskIsExploredWithoutIt() {
        BestReturnExploration method = new BestReturnExploration(50);
        method.onPhaseStart(phase(0));
        assertNull(method.exploration(0, 1, 0));
    }
}
