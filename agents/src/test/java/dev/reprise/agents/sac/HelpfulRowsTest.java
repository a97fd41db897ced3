package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.StoreSampler;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpfulRowsTest {
    private static final int OWN = 20;
    private static final int SHARED = 40;

    /** Own rows of task 0, then rows of task 1 read by task 0, one of them without a label. */
    private static Batch batch() {
        TransitionSchema schema = TransitionSchema.of(TestSpecs.SPECS);
        ReplayStore store = new ReplayStore(schema, 4 << 20);
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 200; i++) {
            store.append(TestSpecs.transition(i % 2, i, random, new Label(1, false, false)));
        }
        Draws draws = new Draws(OWN + SHARED);
        new Mix(List.of(
                        new Mix.Part(StoreSampler.own(store, 0, 0), OWN),
                        new Mix.Part(StoreSampler.shared(store, 0, 2, 0), SHARED)))
                .draw(random, draws);
        Batch batch = new Batch(schema);
        batch.gather(draws, 2, (task, before, action, after) -> new Label(2, false, false));
        batch.weights()[OWN + 3] = 0;
        return batch;
    }

    @Test
    void sharedRowsAreKeptWhoseSmallerValueReachesTheQuantileOfTheOwn() {
        for (double quantile : new double[] {0, 0.5, 0.9}) {
            Batch batch = batch();
            float[] one = new float[OWN + SHARED];
            float[] two = new float[OWN + SHARED];
            RandomStream random = RandomStream.of(7);
            for (int row = 0; row < one.length; row++) {
                one[row] = random.nextGaussian();
                two[row] = random.nextGaussian();
            }
            float[] own = new float[OWN];
            for (int row = 0; row < OWN; row++) {
                own[row] = Math.min(one[row], two[row]);
            }
            Arrays.sort(own);
            HelpfulRows rows = new HelpfulRows(quantile);
            rows.keep(batch, one, two);
            int kept = 0;
            for (int row = 0; row < one.length; row++) {
                boolean expected =
                        row < OWN || (row != OWN + 3 && Math.min(one[row], two[row]) >= own[(int) (quantile * OWN)]);
                assertEquals(expected ? 1f : 0f, batch.weights()[row], "row " + row + ", quantile " + quantile);
                kept += row >= OWN && expected ? 1 : 0;
            }
            assertEquals(kept / (SHARED - 1.0), rows.share(), 1e-9);
            assertTrue(kept > 0 && (quantile < 0.9 || kept < SHARED / 2), kept + " kept");
        }
    }
}
