package dev.reprise.agents.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharingTest {
    private static final TransitionSchema SCHEMA = TransitionSchema.of(TestSpecs.SPECS);

    /** Task k likes the second measurement after, plus k; task 2 cannot judge when the first is negative. */
    private static @org.jspecify.annotations.Nullable Label judge(int task, float first, float second) {
        if (task == 2 && first < 0) {
            return null;
        }
        return new Label(second + task, second > 0.5f, second > 0.9f);
    }

    @Test
    void aTransitionIsReadWithTheLabelOfTheTaskThatReadsIt() {
        ReplayStore store = new ReplayStore(SCHEMA, 4 << 20);
        RandomStream random = RandomStream.of(3);
        for (int i = 0; i < 300; i++) {
            store.append(TestSpecs.transition(i % 2, i, random, new Label(-7, false, false)));
        }
        Draws draws = new Draws(8);
        StoreSampler.own(store, 0, 0).draw(20, random, draws);
        StoreSampler.shared(store, 2, 3, 0).draw(100, random, draws);
        Batch batch = new Batch(SCHEMA);
        batch.gather(draws, 3, (task, before, action, after) -> judge(task, after.get(0), after.get(1)));

        assertEquals(120, batch.rows());
        assertEquals(2, batch.groups().count());
        for (int row = batch.groups().from(0); row < batch.groups().to(0); row++) {
            assertEquals(-7f, batch.rewards()[row], "own label, as stored");
        }
        assertEquals(2, batch.groups().head(1));
        int gaps = 0;
        for (int draw = 20, row = batch.groups().from(1); draw < 120; draw++, row++) {
            float[] after = new float[2];
            draws.table(draw).after(draws.row(draw)).copyTo(after, 0);
            Label expected = judge(2, after[0], after[1]);
            if (expected == null) {
                assertEquals(0f, batch.weights()[row], "a gap is masked");
                gaps++;
            } else {
                assertEquals(1f, batch.weights()[row]);
                assertEquals(expected.reward(), batch.rewards()[row]);
                assertEquals(expected.terminated() ? 0f : 1f, batch.discounts()[row]);
            }
        }
        assertEquals(gaps, batch.gaps());
        assertTrue(gaps > 20 && gaps < 80, "gaps and labels both occur: " + gaps);
    }

    @Test
    void ownAndSharedSamplersDrawAllOfTheirPartAndNothingElseAfterMarksAndDrops() {
        long budget = 4L * ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        ReplayStore store = new ReplayStore(SCHEMA, budget);
        RandomStream random = RandomStream.of(5);
        int rows = 3 * ReplayStore.SEGMENT_ROWS;
        for (int i = 0; i < rows; i++) {
            store.append(TestSpecs.transition(0, i, random, null));
        }
        int mark = store.mark();
        for (int i = rows; i < rows + 40; i++) {
            store.append(TestSpecs.transition(0, i, random, null));
        }
        for (int i = 0; i < 70; i++) {
            store.append(TestSpecs.transition(1, i, random, null));
        }
        int kept = store.count(0) - 40;
        assertTrue(kept < rows, "the budget made it drop some: " + kept);

        assertEquals(
                IntStream.range(rows, rows + 40).boxed().collect(Collectors.toSet()),
                drawn(StoreSampler.own(store, 0, mark), 0));
        StoreSampler shared = StoreSampler.shared(store, 0, 2, mark);
        assertEquals(IntStream.range(rows - kept, rows).boxed().collect(Collectors.toSet()), drawn(shared, 0));
        assertEquals(IntStream.range(0, 70).boxed().collect(Collectors.toSet()), drawn(shared, 1));
    }

    /** Episodes, which number a task's transitions, of many draws that this task collected. */
    private static Set<Integer> drawn(StoreSampler sampler, int collector) {
        Draws draws = new Draws(1);
        sampler.draw(40_000, RandomStream.of(6), draws);
        Set<Integer> episodes = new HashSet<>();
        for (int draw = 0; draw < draws.count(); draw++) {
            if (draws.table(draw).task(draws.row(draw)) == collector) {
                episodes.add((int) draws.table(draw).episode(draws.row(draw)));
            }
        }
        return episodes;
    }

    @Test
    void aMixDrawsEachPartsRowsAndPassesOverThoseThatAreNotReady() {
        ReplayStore store = new ReplayStore(SCHEMA, 4 << 20);
        RandomStream random = RandomStream.of(3);
        for (int i = 0; i < 10; i++) {
            store.append(TestSpecs.transition(0, i, random, null));
        }
        Mix mix = new Mix(java.util.List.of(
                new Mix.Part(StoreSampler.own(store, 0, 0), 12), new Mix.Part(StoreSampler.own(store, 1, 0), 5)));
        Draws draws = new Draws(1);
        mix.draw(random, draws);
        assertEquals(12, draws.count());
        assertEquals(17, mix.rows());
    }

    @Test
    void memoriesAreDrawnFromByTaskHoweverMuchEachHolds() {
        ReservoirMemory small = new ReservoirMemory(SCHEMA, 2, RandomStream.of(1));
        ReservoirMemory large = new ReservoirMemory(SCHEMA, 200, RandomStream.of(2));
        RandomStream random = RandomStream.of(3);
        for (int i = 0; i < 200; i++) {
            small.offer(TestSpecs.transition(0, i, random, null));
            large.offer(TestSpecs.transition(1, i, random, null));
        }
        Draws draws = new Draws(1);
        new MemorySampler(java.util.List.of(new MemorySampler.Source(small, 0), new MemorySampler.Source(large, 1)))
                .draw(4000, random, draws);
        int ofSmall = 0;
        for (int draw = 0; draw < draws.count(); draw++) {
            ofSmall += draws.reader(draw) == 0 ? 1 : 0;
            assertTrue(draws.origin(draw) == Origin.REHEARSED);
        }
        assertEquals(2000, ofSmall, 200);
    }

    @Test
    void everythingIsDrawnAlikeAndReadByTheTaskThatCollectedIt() {
        ReplayStore store = new ReplayStore(SCHEMA, 4 << 20);
        RandomStream random = RandomStream.of(3);
        for (int i = 0; i < 400; i++) {
            store.append(TestSpecs.transition(i % 4 == 0 ? 2 : 0, i, random, new Label(-7, false, false)));
        }
        store.mark();
        for (int i = 0; i < 400; i++) {
            store.append(TestSpecs.transition(0, i, random, new Label(-7, false, false)));
        }
        Draws draws = new Draws(8);
        StoreSampler.everything(store, 4).draw(8000, random, draws);
        int ofTwo = 0;
        for (int draw = 0; draw < draws.count(); draw++) {
            assertEquals(draws.table(draw).task(draws.row(draw)), draws.reader(draw));
            ofTwo += draws.reader(draw) == 2 ? 1 : 0;
        }
        // An eighth of 8000, whose standard deviation is 30.
        assertEquals(1000, ofTwo, 120);
    }
}
