package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.state.SavedState;
import org.junit.jupiter.api.Test;

class RewardNormalizerTest {
    @Test
    void scalesFollowTheUnitsOfEachTask() {
        RewardNormalizer normalizer = new RewardNormalizer(true, 0.9f);
        normalizer.grow(2);
        for (int i = 0; i < 500; i++) {
            normalizer.observe(0, 0, 0.5f, false);
            normalizer.observe(1, 1, 500f, false);
        }
        assertEquals(0.5f, normalizer.scale(0), 1e-4f);
        assertEquals(1000f, normalizer.scale(1) / normalizer.scale(0), 0.01f);
    }

    @Test
    void returnsDoNotRunOnOverTheEndOfAnEpisode() {
        RewardNormalizer normalizer = new RewardNormalizer(true, 0.9f);
        normalizer.grow(1);
        normalizer.observe(0, 0, 1, true);
        normalizer.observe(0, 0, 1, true);
        assertEquals(0.1f, normalizer.scale(0), 1e-6f);
    }

    @Test
    void episodesSideBySideAreSummedUpApart() {
        RewardNormalizer normalizer = new RewardNormalizer(true, 0.9f);
        normalizer.grow(1);
        for (int lane = 0; lane < 4; lane++) {
            normalizer.observe(lane, 0, 1, true);
        }
        assertEquals(0.1f, normalizer.scale(0), 1e-6f);
        normalizer.observe(2, 0, 1, false);
        assertEquals(0.19f, normalizer.scale(0), 1e-6f);
    }

    @Test
    void aScaleIsSettledWithTheFirstEpisodeBehindIt() {
        RewardNormalizer normalizer = new RewardNormalizer(true, 0.9f);
        normalizer.grow(2);
        normalizer.observe(0, 0, 1e-6f, true);
        normalizer.observe(0, 0, 1, false);
        assertFalse(normalizer.settled(0), "what comes next may be a million times as large");
        normalizer.observe(0, 0, 1, true);
        assertTrue(normalizer.settled(0));
        assertFalse(normalizer.settled(1));
        SavedState state = new SavedState();
        normalizer.save(state);
        RewardNormalizer again = new RewardNormalizer(true, 0.9f);
        again.load(state);
        assertTrue(again.settled(0) && !again.settled(1));
        assertTrue(new RewardNormalizer(false, 0.9f).settled(0), "without scales there is nothing to wait for");
    }

    @Test
    void episodesThatHaveOnlyBegunSideBySideSettleNothing() {
        RewardNormalizer normalizer = new RewardNormalizer(true, 0.9f);
        normalizer.grow(2);
        for (int lane = 0; lane < 4; lane++) {
            normalizer.observe(lane, 0, 0.01f, true);
        }
        assertFalse(normalizer.settled(0));
        normalizer.observe(2, 1, 1, true);
        assertTrue(normalizer.settled(0), "that of lane 2 is over");
        assertFalse(normalizer.settled(1));
    }

    @Test
    void withoutRewardsOrSwitchedOffTheScaleIsOne() {
        RewardNormalizer off = new RewardNormalizer(false, 0.9f);
        off.grow(1);
        off.observe(0, 0, 100, true);
        assertEquals(1f, off.scale(0));
        RewardNormalizer silent = new RewardNormalizer(true, 0.9f);
        silent.grow(1);
        silent.observe(0, 0, 0, true);
        assertEquals(1f, silent.scale(0));
    }

    @Test
    void aReturningTaskFindsItsScale() {
        RewardNormalizer one = new RewardNormalizer(true, 0.9f);
        one.grow(3);
        one.observe(0, 2, -4, true);
        SavedState state = new SavedState();
        one.save(state);
        RewardNormalizer other = new RewardNormalizer(true, 0.9f);
        other.load(state);
        assertEquals(one.scale(2), other.scale(2));
        other.grow(5);
        assertEquals(one.scale(2), other.scale(2));
        assertEquals(1f, other.scale(4));
    }
}
