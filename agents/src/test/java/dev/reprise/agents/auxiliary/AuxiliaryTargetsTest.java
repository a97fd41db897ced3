package dev.reprise.agents.auxiliary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.StoreSampler;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuxiliaryTargetsTest {
    private static final TransitionSchema SCHEMA = TransitionSchema.of(TestSpecs.SPECS);
    private static final int ROWS = 40;
    private static final int TASKS = 3;

    private final ReplayStore store = new ReplayStore(SCHEMA, 1 << 20);
    private final Batch batch = new Batch(SCHEMA);
    private final int[] rows = IntStream.range(0, ROWS).toArray();

    /** A batch of task 0; task 1 judges where the first measurement after is below 0, task 2 has not been met. */
    private Batch batch() {
        RandomStream random = RandomStream.named(1, "transitions");
        for (int i = 0; i < 100; i++) {
            store.append(TestSpecs.transition(0, i, random, new Label(random.nextFloat(), false, i % 3 == 0)));
        }
        Draws draws = new Draws(ROWS);
        new Mix(java.util.List.of(new Mix.Part(StoreSampler.own(store, 0, 0), ROWS))).draw(random, draws);
        batch.gather(
                draws,
                2,
                (task, before, action, after) ->
                        after.get(0) < 0 ? new Label(5 * after.get(0), false, after.get(1) > 0) : null);
        return batch;
    }

    private static AuxiliaryConfig only(double dynamics, double reward, double measurements, double success) {
        return new AuxiliaryConfig(dynamics, reward, measurements, success, AuxiliaryConfig.Networks.ACTOR, 8);
    }

    @Test
    void whatIsRegressedHasMeanZeroAndVarianceOneSoThatPredictingZeroCostsHalf() {
        for (AuxiliaryConfig config : new AuxiliaryConfig[] {only(1, 0, 0, 0), only(0, 0, 1, 0), only(0, 1, 0, 0)}) {
            AuxiliaryTargets targets = new AuxiliaryTargets(config, SCHEMA, TASKS);
            targets.read(batch());
            float[] gradient = new float[ROWS * targets.outputs()];
            AuxiliaryLosses losses = targets.differentiate(new float[gradient.length], rows, ROWS, gradient);
            double loss = config.dynamics() > 0
                    ? losses.dynamics()
                    : config.reward() > 0 ? losses.reward() : losses.measurements();
            assertEquals(0.5, loss, 1e-6);
        }
    }

    @Test
    void successIsTheCrossEntropyOfEveryTaskThatJudgesAndGapsPullNowhere() {
        AuxiliaryTargets targets = new AuxiliaryTargets(only(0, 0, 0, 2), SCHEMA, TASKS);
        Batch of = batch();
        targets.read(of);
        assertEquals(TASKS, targets.outputs());
        RandomStream random = RandomStream.named(2, "predictions");
        float[] predictions = new float[ROWS * TASKS];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = 4 * random.nextGaussian();
        }
        float[] gradient = new float[predictions.length];
        AuxiliaryLosses losses = targets.differentiate(predictions, rows, ROWS, gradient);
        double sum = 0;
        int known = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int task = 0; task < TASKS; task++) {
                Label label = task < 2 ? of.label(row, task) : null;
                int at = row * TASKS + task;
                if (label == null) {
                    assertEquals(0, gradient[at]);
                    continue;
                }
                double chance = 1 / (1 + Math.exp(-predictions[at]));
                sum -= Math.log(label.success() ? chance : 1 - chance);
                known++;
            }
        }
        assertTrue(known > ROWS && known < 2 * ROWS, "some of the second task's labels are gaps: " + known);
        assertEquals(sum / known, losses.success(), 1e-5);
        for (int i = 0; i < predictions.length; i++) {
            float kept = predictions[i];
            float step = 1e-2f;
            predictions[i] = kept + step;
            double above = targets.differentiate(predictions, rows, ROWS, new float[gradient.length])
                    .success();
            predictions[i] = kept - step;
            double below = targets.differentiate(predictions, rows, ROWS, new float[gradient.length])
                    .success();
            predictions[i] = kept;
            assertEquals(2 * (above - below) / (2 * step), gradient[i], 1e-4);
        }
    }

    @Test
    void farPredictionsCostWhatTheyAreWrongByAndOverflowNothing() {
        AuxiliaryTargets targets = new AuxiliaryTargets(only(0, 0, 0, 1), SCHEMA, 1);
        Batch of = batch();
        targets.read(of);
        float[] predictions = new float[ROWS];
        int wrong = 0;
        for (int row = 0; row < ROWS; row++) {
            predictions[row] = 1000;
            Label label = of.label(row, 0);
            wrong += label != null && !label.success() ? 1 : 0;
        }
        AuxiliaryLosses losses = targets.differentiate(predictions, rows, ROWS, new float[ROWS]);
        assertEquals(1000.0 * wrong / ROWS, losses.success(), 1e-3);
    }

    @Test
    void aSavedScaleGoesOnWithTheSameTargets() {
        AuxiliaryTargets one = new AuxiliaryTargets(only(1, 1, 1, 1), SCHEMA, TASKS);
        one.read(batch());
        SavedState state = new SavedState();
        one.save(state);
        AuxiliaryTargets two = new AuxiliaryTargets(only(1, 1, 1, 1), SCHEMA, TASKS);
        two.load(state);
        Batch next = batch();
        one.read(next);
        two.read(next);
        float[] first = new float[ROWS * one.outputs()];
        float[] second = new float[first.length];
        assertEquals(
                one.differentiate(new float[first.length], rows, ROWS, first),
                two.differentiate(new float[first.length], rows, ROWS, second));
        assertArrayEquals(first, second);
    }

    @Test
    void senselessCoefficientsAreRefusedByName() {
        var problem = assertThrows(IllegalArgumentException.class, () -> only(0, -1, 0, 0));
        assertEquals("reward must be in [0, 1e6], not -1.0", problem.getMessage());
    }
}
