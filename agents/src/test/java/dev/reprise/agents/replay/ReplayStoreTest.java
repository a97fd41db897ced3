package dev.reprise.agents.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayStoreTest {
    private static final TransitionSchema SCHEMA = TransitionSchema.of(TestSpecs.SPECS);
    private final RandomStream random = RandomStream.of(1);

    private void append(ReplayStore store, int task, int count) {
        for (int i = 0; i < count; i++) {
            store.append(TestSpecs.transition(task, i, random, null));
        }
    }

    @Test
    void staysWithinItsBudgetAndLetsTheLargestTaskPay() {
        long budget = 6L * ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        ReplayStore store = new ReplayStore(SCHEMA, budget);
        append(store, 0, ReplayStore.SEGMENT_ROWS);
        append(store, 1, 20 * ReplayStore.SEGMENT_ROWS);
        assertTrue(store.bytes() <= budget);
        assertEquals(ReplayStore.SEGMENT_ROWS, store.count(0), "the small task keeps all it has");
        assertEquals(5 * ReplayStore.SEGMENT_ROWS, store.count(1));
        assertEquals(21L * ReplayStore.SEGMENT_ROWS, store.appended());
    }

    @Test
    void aTaskThatComesBackKeepsWhatItCollectsHoweverSmallTheBudget() {
        long budget = 3L * ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        ReplayStore store = new ReplayStore(SCHEMA, budget);
        for (int task = 0; task < 4; task++) {
            store.mark();
            append(store, task, 100);
        }
        store.mark();
        append(store, 0, 300);
        assertEquals(300, StoreSampler.own(store, 0, 0).size());
        assertTrue(store.bytes() <= budget);
        for (int task = 1; task < 5; task++) {
            append(store, task, 10);
        }
        assertEquals(300, store.count(0), "open segments stay");
        assertEquals(10, store.count(4));
    }

    @Test
    void aMarkSeparatesWhatCameBeforeFromWhatComesAfter() {
        ReplayStore store = new ReplayStore(SCHEMA, 4 << 20);
        append(store, 0, 100);
        int mark = store.mark();
        assertFalse(StoreSampler.own(store, 0, mark).ready());
        append(store, 0, 30);
        assertEquals(30, StoreSampler.own(store, 0, mark).size());
        assertEquals(100, StoreSampler.shared(store, 0, 1, mark).size());
        append(store, 1, 50);
        assertEquals(150, StoreSampler.shared(store, 0, 2, mark).size());
    }

    @Test
    void everyTransitionIsFoundAtItsPlaceAfterMarksAndDrops() {
        long budget = 9L * ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        ReplayStore store = new ReplayStore(SCHEMA, budget);
        int[] collected = new int[2];
        int[] countAtMark = new int[2];
        int mark = 0;
        for (int round = 0; round < 25; round++) {
            int task = random.nextInt(2);
            for (int i = random.nextInt(600); i > 0; i--) {
                // The episode numbers a task's transitions.
                store.append(TestSpecs.transition(task, collected[task]++, random, null));
            }
            if (round % 6 == 5) {
                mark = store.mark();
                countAtMark = collected.clone();
            }
            for (int t = 0; t < 2; t++) {
                int all = store.rows(t, 0, Integer.MAX_VALUE);
                int after = store.rows(t, mark, Integer.MAX_VALUE);
                assertEquals(all - after, store.rows(t, 0, mark));
                assertEquals(collected[t] - countAtMark[t], after, "what is newer than the mark is all there");
                for (int index = 0; index < all; index += 7) {
                    long episode = episodeAt(store, t, store.position(t, 0) + index);
                    assertEquals(collected[t] - all + index, episode);
                }
                for (int index = 0; index < after; index += 7) {
                    long episode = episodeAt(store, t, store.position(t, mark) + index);
                    assertEquals(countAtMark[t] + index, episode);
                }
            }
        }
        assertTrue(collected[0] + collected[1] > store.count(0) + store.count(1), "something was dropped");
    }

    private static long episodeAt(ReplayStore store, int task, long position) {
        ReplayStore.Segment segment = store.at(task, position);
        return segment.table().episode((int) (position - segment.start()));
    }

    @Test
    void howAnEpisodeEndedStaysWithItsTransition() {
        ReplayStore store = new ReplayStore(SCHEMA, 4 << 20);
        Transition plain = TestSpecs.transition(0, 1, random, new Label(1, false, true));
        store.append(plain);
        store.append(TestSpecs.transition(0, 1, random, new Label(2, true, false)));
        store.append(new Transition(
                0,
                1,
                plain.observation(),
                plain.before(),
                plain.action(),
                plain.nextObservation(),
                plain.after(),
                plain.label(),
                true));
        TransitionTable table = store.at(0, 0).table();
        assertEquals(new Label(1, false, true), table.label(0));
        assertFalse(table.truncated(0));
        assertEquals(new Label(2, true, false), table.label(1));
        assertTrue(table.truncated(2));
        assertFalse(table.label(2).terminated(), "the clock is not the task");

        Draws draws = new Draws(3);
        for (int row = 0; row < 3; row++) {
            draws.add(table, row, 0, Origin.OWN);
        }
        Batch batch = new Batch(SCHEMA);
        batch.gather(draws, 1, (task, before, action, after) -> {
            throw new AssertionError("the collecting task's label is stored");
        });
        assertArrayEquals(
                new float[] {1, 0, 1}, java.util.Arrays.copyOf(batch.discounts(), 3), "only the task's end stops it");
    }

    @Test
    void whatIsOnDiskIsDrawnAsIfItWasInMemory() {
        long segment = ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        long slot = 4L * ReplayStore.SEGMENT_ROWS * SCHEMA.stride();
        ReplayStore inMemory = new ReplayStore(SCHEMA, 40 * segment);
        ReplayStore onDisk = new ReplayStore(SCHEMA, 3 * segment, 37 * slot);
        for (int round = 0; round < 60; round++) {
            int task = random.nextInt(2);
            for (int i = random.nextInt(500); i > 0; i--) {
                Transition transition = TestSpecs.transition(task, round, random, new Label(i, i % 5 == 0, false));
                inMemory.append(transition);
                onDisk.append(transition);
            }
            if (round % 7 == 6) {
                inMemory.mark();
                onDisk.mark();
            }
        }
        assertTrue(onDisk.bytes() <= 3 * segment);
        assertEquals(inMemory.bytes() / segment, onDisk.bytes() / segment + onDisk.spilledBytes() / slot);
        assertArrayEquals(batch(inMemory), batch(onDisk));
    }

    private static float[] batch(ReplayStore store) {
        Draws draws = new Draws(500);
        StoreSampler.shared(store, 0, 2, Integer.MAX_VALUE).draw(500, RandomStream.of(8), draws);
        Batch batch = new Batch(SCHEMA);
        batch.gather(draws, 2, (task, before, action, after) -> new Label(before.get(0) + after.get(0), false, false));
        FloatBuffer all = FloatBuffer.allocate(500 * (2 * SCHEMA.observations() + SCHEMA.actions() + 2));
        all.put(batch.observations()).put(batch.actions()).put(batch.nextObservations());
        return all.put(batch.rewards()).put(batch.discounts()).array();
    }

    @Test
    void beyondBothBudgetsTheLargestTaskPays() {
        long segment = ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        long slot = 4L * ReplayStore.SEGMENT_ROWS * SCHEMA.stride();
        ReplayStore store = new ReplayStore(SCHEMA, 3 * segment, 4 * slot);
        append(store, 0, ReplayStore.SEGMENT_ROWS);
        append(store, 1, 50 * ReplayStore.SEGMENT_ROWS);
        assertEquals(ReplayStore.SEGMENT_ROWS, store.count(0));
        assertEquals(6 * ReplayStore.SEGMENT_ROWS, store.count(1));
        assertEquals(4 * slot, store.spilledBytes());
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        UncheckedIOException refused =
                assertThrows(UncheckedIOException.class, () -> new SpillFile(100, 1000, missing));
        assertTrue(String.valueOf(refused.getMessage()).contains(missing.toString()), refused.toString());
    }

    @Test
    void aSavedStoreComesBackTransitionByTransition() {
        savedAndLoaded(new ReplayStore(SCHEMA, 4 << 20), new ReplayStore(SCHEMA, 4 << 20));
    }

    @Test
    void aStoreThatIsPartlyOnDiskComesBackToo() {
        long two = 2 * ReplayStore.SEGMENT_ROWS * TransitionTable.bytesPerRow(SCHEMA);
        savedAndLoaded(new ReplayStore(SCHEMA, two, 4 << 20), new ReplayStore(SCHEMA, two, 4 << 20));
    }

    private void savedAndLoaded(ReplayStore store, ReplayStore other) {
        append(store, 0, 1700);
        append(store, 1, 40);
        store.mark();
        append(store, 0, 3);
        Map<Integer, SavedState> kept = new HashMap<>();
        List<Integer> heldAtRead = new ArrayList<>();
        ReplayStore.SegmentArchive archive = new ReplayStore.SegmentArchive() {
            @Override
            public void keep(int number, int task, Supplier<SavedState> content) {
                kept.put(number, content.get());
            }

            @Override
            public SavedState read(int number) {
                heldAtRead.add(other.count(0));
                return java.util.Objects.requireNonNull(kept.get(number));
            }
        };
        SavedState state = new SavedState();
        store.save(state, archive);
        other.load(state, archive);
        assertEquals(store.count(0), other.count(0));
        assertTrue(
                heldAtRead.get(heldAtRead.size() - 1) > 0,
                "segments are taken in as they are read, not all at the end");
        assertEquals(store.appended(), other.appended());
        Draws one = new Draws(64);
        Draws two = new Draws(64);
        StoreSampler.shared(store, 0, 2, Integer.MAX_VALUE).draw(64, RandomStream.of(8), one);
        StoreSampler.shared(other, 0, 2, Integer.MAX_VALUE).draw(64, RandomStream.of(8), two);
        Batch first = new Batch(SCHEMA);
        Batch second = new Batch(SCHEMA);
        Labels labels = (task, before, action, after) -> new Label(before.get(0), false, false);
        first.gather(one, 2, labels);
        second.gather(two, 2, labels);
        assertArrayEquals(first.observations(), second.observations());
        assertArrayEquals(first.rewards(), second.rewards());
        assertEquals(store.mark(), other.mark());
    }

    @Test
    void aBudgetThatHoldsNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ReplayStore(SCHEMA, 100));
    }
}
