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
    void famoStepsAgainstTheSlopeOfTheFallsThatItWeighsAndOfItsDecay() {
        double decay = 0.3;
        double[] logits = {0.7, -0.4, 0.2, 1.5};
        double[] before = {1, 4, 0.02, Double.NaN};
        double[] after = {0.5, 4.4, 0.019, Double.NaN};
        Famo weights = withTasks(new Famo(decay, 0.025), 4);
        SavedState state = new SavedState();
        state.putDoubles("values", logits);
        for (String moment : new String[] {"first", "second", "steps"}) {
            state.putDoubles(moment, new double[4]);
        }
        weights.load(state);
        weights.weigh(before, new float[4]);
        weights.outcome(after);
        SavedState stepped = new SavedState();
        weights.save(stepped);
        for (int task = 0; task < 3; task++) {
            double[] up = logits.clone();
            double[] down = logits.clone();
            up[task] += 1e-5;
            down[task] -= 1e-5;
            double slope = (objective(up, before, after, decay) - objective(down, before, after, decay)) / 2e-5;
            // Adam's first moment is a tenth of its first gradient, and its first step as long as the rate.
            assertEquals(slope, stepped.doubles("first")[task] / 0.1, 1e-6);
            assertEquals(logits[task] - 0.025 * Math.signum(slope), stepped.doubles("values")[task], 1e-6);
        }
        assertEquals(0, stepped.doubles("first")[3], "a task without rows is not touched");
        assertEquals(logits[3], stepped.doubles("values")[3]);
    }

    /** Σ softmax(ξ)·(fall of the log loss) + γ/2·‖ξ‖² over the first three tasks. */
    private static double objective(double[] logits, double[] before, double[] after, double decay) {
        double all = 0;
        double falls = 0;
        double squares = 0;
        for (int task = 0; task < 3; task++) {
            all += Math.exp(logits[task]);
            falls += Math.exp(logits[task]) * Math.log((before[task] + 1e-8) / (after[task] + 1e-8));
            squares += logits[task] * logits[task];
        }
        return falls / all + decay / 2 * squares;
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
