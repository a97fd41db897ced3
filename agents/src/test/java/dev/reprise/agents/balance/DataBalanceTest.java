package dev.reprise.agents.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.balance.DataConfig.Share;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataBalanceTest {
    private static final List<Integer> TASKS = List.of(0, 1, 2);
    private static final int EPISODE = 100;

    private static DataBalance balance(Share share, @Nullable Map<String, Double> weights) {
        boolean collected = share == Share.PROPORTIONAL;
        DataBalance balance =
                new DataBalance(new DataConfig(collected ? Share.UNIFORM : share, share, share, weights, 0.1, 0.9));
        for (String name : List.of("a", "b", "c")) {
            balance.addTask(new TaskId(name));
        }
        balance.beginPhase();
        return balance;
    }

    /** Steps of each task after some episodes, where those of a task take a fixed number of steps and succeed or not. */
    private static long[] steps(DataBalance balance, int episodes, int[] lengths, boolean[] succeed) {
        long[] steps = new long[3];
        for (int i = 0; i < episodes; i++) {
            int task = TASKS.get(balance.next(TASKS, EPISODE));
            steps[task] += lengths[task];
            balance.episodeEnded(TASKS, task, succeed[task], EPISODE - lengths[task]);
        }
        return steps;
    }

    @Test
    void tasksAlikeTakeTurns() {
        DataBalance balance = balance(Share.UNIFORM, null);
        for (int i = 0; i < 3000; i++) {
            assertEquals(i % 3, balance.next(TASKS, EPISODE));
        }
    }

    @Test
    void tasksWhoseEpisodesEndEarlyGetMoreOfThemAndAsManySteps() {
        long[] steps = steps(balance(Share.UNIFORM, null), 3000, new int[] {100, 10, 50}, new boolean[3]);
        long all = Arrays.stream(steps).sum();
        for (long own : steps) {
            assertEquals(1 / 3.0, own / (double) all, 0.01);
        }
    }

    @Test
    void weightsSayHowManyStepsATaskGets() {
        long[] steps = steps(
                balance(Share.WEIGHTED, Map.of("a", 3.0, "c", 6.0)), 3000, new int[] {100, 30, 100}, new boolean[3]);
        double all = Arrays.stream(steps).sum();
        assertEquals(0.3, steps[0] / all, 0.01);
        assertEquals(0.1, steps[1] / all, 0.01);
        assertEquals(0.6, steps[2] / all, 0.01);
    }

    @Test
    void theTaskThatLagsGetsMore() {
        long[] steps =
                steps(balance(Share.LAGGING, null), 3000, new int[] {100, 100, 100}, new boolean[] {true, false, true});
        double all = Arrays.stream(steps).sum();
        assertEquals(1.1 / 1.3, steps[1] / all, 0.02);
    }

    @Test
    void anEpisodeThatWasCutOffSaysNothingOfSuccess() {
        DataBalance one = balance(Share.LAGGING, null);
        DataBalance other = balance(Share.LAGGING, null);
        for (int i = 0; i < 20; i++) {
            one.episodeEnded(TASKS, 1, true, 0);
            other.episodeEnded(TASKS, 1, true, 0);
            other.episodeEnded(TASKS, 1, null, 0);
        }
        assertArrayEquals(one.rows(128, TASKS, new long[3]), other.rows(128, TASKS, new long[3]));
    }

    @Test
    void twoEpisodesThatRunSideBySideAreOfTwoTasks() {
        DataBalance balance = balance(Share.UNIFORM, null);
        assertEquals(List.of(0, 1, 2), List.of(balance.next(TASKS, 9), balance.next(TASKS, 9), balance.next(TASKS, 9)));
    }

    @Test
    void whereThereAreMoreTasksThanRowsTheyTakeTurns() {
        DataBalance balance = balance(Share.UNIFORM, null);
        int[] sums = new int[3];
        for (int i = 0; i < 300; i++) {
            int[] rows = balance.rows(2, TASKS, new long[] {10, 10, 10});
            assertEquals(2, Arrays.stream(rows).sum());
            for (int task = 0; task < 3; task++) {
                sums[task] += rows[task];
            }
        }
        for (int sum : sums) {
            assertEquals(200, sum, 2);
        }
    }

    @Test
    void rowsAddUpAndGoByWhatIsAskedFor() {
        long[] amounts = {10, 1000, 90};
        assertArrayEquals(new int[] {42, 43, 43}, balance(Share.UNIFORM, null).rows(128, TASKS, amounts));
        assertArrayEquals(
                new int[] {1, 117, 10}, balance(Share.PROPORTIONAL, null).rows(128, TASKS, amounts));
        assertArrayEquals(
                new int[] {64, 32, 32},
                balance(Share.WEIGHTED, Map.of("a", 2.0)).rows(128, TASKS, amounts));
        DataBalance lagging = balance(Share.LAGGING, null);
        for (int i = 0; i < 200; i++) {
            lagging.episodeEnded(TASKS, 0, true, 0);
        }
        int[] rows = lagging.rows(230, TASKS, amounts);
        assertArrayEquals(new int[] {10, 110, 110}, rows);
    }

    @Test
    void fractionsOfRowsComeUpAsOftenAsTheyAreWorth() {
        DataBalance balance = balance(Share.WEIGHTED, Map.of("a", 1.0, "b", 1000.0, "c", 150.0));
        double[] quota = {128 / 1151.0, 128000 / 1151.0, 19200 / 1151.0};
        int batches = 10_000;
        long[] given = new long[3];
        for (int i = 0; i < batches; i++) {
            int[] rows = balance.rows(128, TASKS, new long[3]);
            assertEquals(128, Arrays.stream(rows).sum());
            for (int task = 0; task < 3; task++) {
                assertEquals(quota[task], rows[task], 1, "whole rows around " + quota[task]);
                given[task] += rows[task];
            }
        }
        for (int task = 0; task < 3; task++) {
            assertEquals(quota[task], given[task] / (double) batches, 0.001);
        }
    }

    @Test
    void memorySharesAddUpToOne() {
        double[] shares = balance(Share.PROPORTIONAL, null).memoryShares(List.of(0, 2), new long[] {30, 10});
        assertArrayEquals(new double[] {0.75, 0.25}, shares, 1e-12);
        assertTrue(balance(Share.UNIFORM, null).memoriesAlike());
    }

    @Test
    void itGoesOnWhereItWasSaved() {
        DataBalance first = balance(Share.LAGGING, null);
        steps(first, 57, new int[] {100, 20, 60}, new boolean[] {true, false, false});
        first.rows(128, TASKS, new long[3]);
        SavedState state = new SavedState();
        first.save(state);
        DataBalance second = balance(Share.LAGGING, null);
        second.load(state);
        for (int i = 0; i < 100; i++) {
            assertEquals(first.next(TASKS, EPISODE), second.next(TASKS, EPISODE));
            assertArrayEquals(first.rows(128, TASKS, new long[3]), second.rows(128, TASKS, new long[3]));
        }
    }
}
