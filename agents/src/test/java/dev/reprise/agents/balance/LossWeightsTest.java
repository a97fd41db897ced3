package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossWeightsTest {
    private static <W extends LossWeights> W withTasks(W weights, int tasks) {
        for (int task = 0; task < tasks; task++) {
            weights.addTask(new TaskId("task-" + task));
        }
        return weights;
    }

    @Test
    void namedTasksHaveTheirFixedWeightAndAllOthersOne() {
        LossWeights weights = withTasks(new FixedWeights(Map.of("task-1", 2.5)), 3);
        float[] found = new float[3];
        weights.weigh(new double[] {1, Double.NaN, 7}, found);
        assertArrayEquals(new float[] {1, 2.5f, 1}, found);
        assertTrue(weights.weighsPolicy());
    }

    @Test
    void uncertaintyComesToRestAtTheInverseOfTwiceTheLoss() {
        LossWeights weights = withTasks(new UncertaintyWeights(0.025), 3);
        float[] found = new float[3];
        for (int step = 0; step < 3000; step++) {
            weights.weigh(new double[] {4, 0.01, Double.NaN}, found);
        }
        assertEquals(1 / 8.0, found[0], 0.01);
        assertEquals(50, found[1], 2);
        assertEquals(1, found[2], "a task without rows keeps its weight");
    }

    @Test
    void gradNormMakesWeightedGradientsEquallyLongWhenLossesFallAlike() {
        LossWeights weights = withTasks(new GradNorm(0.5, 0.01), 3);
        float[] found = new float[3];
        double[] lengths = {1, 10, 4};
        for (int step = 0; step < 5000; step++) {
            weights.weigh(new double[] {2, 3, 1}, found);
            weights.norms(new double[] {found[0] * lengths[0], found[1] * lengths[1], found[2] * lengths[2]});
        }
        double common = found[0] * lengths[0];
        assertEquals(common, found[1] * lengths[1], 0.1 * common);
        assertEquals(common, found[2] * lengths[2], 0.1 * common);
        assertEquals(3, found[0] + found[1] + found[2], 0.05);
    }

    @Test
    void gradNormGivesMoreToTheTaskWhoseLossFallsSlowly() {
        GradNorm weights = withTasks(new GradNorm(1, 0.01), 2);
        float[] found = new float[2];
        weights.weigh(new double[] {1, 1}, found);
        for (int step = 0; step < 2000; step++) {
            // The first has come down to half of what it was, the second has not moved.
            weights.weigh(new double[] {0.5, 1}, found);
            weights.norms(new double[] {found[0], found[1]});
        }
        assertEquals(2, found[1] / found[0], 0.1);
    }

    @Test
    void famoGivesTheSmallerLossTheLargerWeightAndLessToTheOneThatFallsFaster() {
        Famo weights = withTasks(new Famo(0, 0.025), 3);
        float[] found = new float[3];
        weights.weigh(new double[] {1, 4, Double.NaN}, found);
        assertEquals(4, found[0] / found[1], 1e-4);
        assertEquals(2, found[0] + found[1], 1e-5);
        assertEquals(1, found[2]);
        for (int step = 0; step < 20; step++) {
            weights.weigh(new double[] {1, 4, Double.NaN}, found);
            weights.outcome(new double[] {0.5, 3.9, Double.NaN});
        }
        assertTrue(found[0] / found[1] < 2.5, found[0] + " " + found[1]);
    }

    @Test
    void theySaveAndLoad() {
        for (int kind = 0; kind < 3; kind++) {
            LossWeights first = withTasks(make(kind), 2);
            float[] found = new float[2];
            for (int step = 0; step < 5; step++) {
                round(first, found);
            }
            SavedState state = new SavedState();
            first.save(state);
            LossWeights second = withTasks(make(kind), 2);
            second.load(state);
            float[] other = new float[2];
            round(first, found);
            round(second, other);
            assertArrayEquals(found, other);
        }
    }

    private static LossWeights make(int kind) {
        return switch (kind) {
            case 0 -> new UncertaintyWeights(0.025);
            case 1 -> new GradNorm(0.1, 0.025);
            default -> new Famo(0.001, 0.025);
        };
    }

    private static void round(LossWeights weights, float[] found) {
        weights.weigh(new double[] {2, 0.3}, found);
        weights.norms(new double[] {3, 1});
        weights.outcome(new double[] {1.9, 0.2});
    }
}
