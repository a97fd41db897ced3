package dev.reprise.agents.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import org.junit.jupiter.api.Test;

class ReservoirMemoryTest {
    private static final TransitionSchema SCHEMA = TransitionSchema.of(TestSpecs.SPECS);

    @Test
    void reservoirKeepsEveryItemWithEqualProbability() {
        int items = 40;
        int capacity = 8;
        int trials = 4000;
        int[] kept = new int[items];
        RandomStream random = RandomStream.of(1);
        for (int trial = 0; trial < trials; trial++) {
            ReservoirMemory memory = new ReservoirMemory(SCHEMA, capacity, RandomStream.of(trial));
            for (int item = 0; item < items; item++) {
                memory.offer(TestSpecs.transition(0, item, random, null));
            }
            for (int i = 0; i < memory.count(); i++) {
                kept[(int) memory.episode(i)]++;
            }
        }
        double expected = (double) trials * capacity / items;
        double sigma = Math.sqrt(expected * (1 - (double) capacity / items));
        for (int item = 0; item < items; item++) {
            assertEquals(expected, kept[item], 5 * sigma, "item " + item);
        }
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        ReservoirMemory memory = new ReservoirMemory(SCHEMA, 5, RandomStream.of(1));
        for (int i = 0; i < 100; i++) {
            memory.offer(TestSpecs.transition(0, i, RandomStream.of(i), null));
            assertTrue(memory.count() <= 5);
        }
        assertEquals(100, memory.offered());
    }

    @Test
    void anEnlargedMemoryKeepsWhatItHoldsAndFillsUp() {
        ReservoirMemory memory = new ReservoirMemory(SCHEMA, 5, RandomStream.of(1));
        for (int i = 0; i < 5; i++) {
            memory.offer(TestSpecs.transition(0, i, RandomStream.of(i), null));
        }
        memory.enlarge(3);
        assertEquals(5, memory.capacity());
        memory.enlarge(8);
        for (int i = 5; i < 8; i++) {
            memory.offer(TestSpecs.transition(0, i, RandomStream.of(i), null));
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(i, memory.episode(i));
        }
        assertEquals(8, memory.capacity());
        assertEquals(8, memory.offered());
    }

    @Test
    void goesOnWithTheSameChoicesAfterSaving() {
        ReservoirMemory one = new ReservoirMemory(SCHEMA, 7, RandomStream.of(3));
        RandomStream items = RandomStream.of(4);
        for (int i = 0; i < 50; i++) {
            one.offer(TestSpecs.transition(0, i, items, null));
        }
        SavedState state = new SavedState();
        one.save(state);
        ReservoirMemory other = new ReservoirMemory(SCHEMA, 7, RandomStream.of(99));
        other.load(state);
        for (int i = 50; i < 200; i++) {
            Transition transition = TestSpecs.transition(0, i, items, null);
            one.offer(transition);
            other.offer(transition);
        }
        for (int i = 0; i < 7; i++) {
            assertEquals(one.episode(i), other.episode(i));
        }
    }
}
