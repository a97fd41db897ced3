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

    private static void episode(BestReturnExploration method, int task, float reward) {
        for (int step = 0; step < 3; step++) {
            method.onTransition(TestSpecs.transition(task, 0, RandomStream.of(1), new Label(reward, step == 2, false)));
        }
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
