package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.DataConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.nn.Executor;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SacAgentTest {
    private static SacAgent agent(double cloning, int rehearsedRows) {
        return agent(TestSpecs.config(Executor.FUSED, SacConfig.Sharing.NONE, rehearsedRows, cloning));
    }

    private static SacAgent agent(SacConfig config) {
        SacAgent agent = new SacAgent(
                config, TestSpecs.SPECS, (task, before, action, after) -> new Label(0, false, false), 2, 1);
        agent.meet(new TaskId("first"));
        agent.meet(new TaskId("second"));
        return agent;
    }

    private static void visit(SacAgent agent, int phase, int task, int visit, int steps) {
        agent.beginPhase(new PhaseStart(phase, 8, List.of(task), List.of(visit), steps));
        RandomStream random = RandomStream.of(phase);
        for (int i = 0; i < steps; i++) {
            float[] action = agent.act(task, TestSpecs.SPECS.observation().sample(random));
            assertNull(TestSpecs.SPECS.action().violation(action));
            agent.observe(TestSpecs.transition(task, phase, random, null), 0, i % 10 == 0);
            agent.learn();
        }
        assertTrue(agent.endPhase());
    }

    @Test
    void meetingATaskAgainFindsTheSameIndex() {
        SacAgent agent = agent(0, 0);
        assertEquals(1, agent.meet(new TaskId("second")));
        assertEquals(2, agent.tasks().size());
    }

    @Test
    void learningBeginsWhenThePresentTaskHasEnoughOfItsOwn() {
        SacAgent agent = agent(0, 0);
        visit(agent, 0, 0, 1, 40);
        assertEquals(40 - 15, agent.gradientSteps(), "a batch is 16 rows");
        agent.beginPhase(new PhaseStart(1, 2, List.of(1), List.of(1), 40));
        agent.observe(TestSpecs.transition(1, 5, RandomStream.of(1), null), 0, true);
        assertNull(agent.learn(), "the earlier task's transitions do not count");
    }

    /** A phase of both tasks, whose steps, rows and memories go by these weights. */
    private static SacAgent together(DataConfig data) {
        BalanceConfig off = BalanceConfig.OFF;
        BalanceConfig balance = new BalanceConfig(
                off.losses(),
                null,
                off.gradients(),
                off.learningRate(),
                off.asymmetry(),
                off.decay(),
                off.radius(),
                off.popArtStep(),
                off.measureInterval(),
                data);
        SacAgent agent = new SacAgent(
                TestSpecs.config(balance, true),
                TestSpecs.SPECS,
                (task, before, action, after) -> new Label(0, false, false),
                2,
                1);
        agent.meet(new TaskId("first"));
        agent.meet(new TaskId("second"));
        agent.beginPhase(new PhaseStart(0, 1, List.of(0, 1), List.of(1, 1), 400));
        return agent;
    }

    /** Plays whole episodes; returns how many steps were the second task's. */
    private static int play(SacAgent agent, int episodes) {
        RandomStream random = RandomStream.of(3);
        int second = 0;
        for (int episode = 0; episode < episodes; episode++) {
            int task = agent.nextTask();
            for (int i = 0; i < TestSpecs.SPECS.maxEpisodeSteps(); i++) {
                agent.observe(TestSpecs.transition(task, episode, random, null), 0, i == 0);
                agent.learn();
                second += task;
            }
            agent.episodeEnded(task, false, TestSpecs.SPECS.maxEpisodeSteps());
        }
        return second;
    }

    @Test
    void learningDoesNotWaitForATaskThatIsGivenLittle() {
        DataConfig.Share weighted = DataConfig.Share.WEIGHTED;
        for (DataConfig.Share rows : new DataConfig.Share[] {weighted, DataConfig.Share.UNIFORM}) {
            SacAgent agent =
                    together(new DataConfig(weighted, rows, DataConfig.Share.UNIFORM, Map.of("first", 50.0), 0.1, 0.9));
            float[] before = parameters(agent);
            assertEquals(0, play(agent, 4), "the second task's turn is far away");
            assertEquals(40 - 15, agent.gradientSteps(), "a batch is 16 rows");
            float[] after = parameters(agent);
            int head = agent.snapshot().network().layout().headWeight(1).offset();
            assertFalse(Arrays.equals(Arrays.copyOf(before, head), Arrays.copyOf(after, head)));
            assertArrayEquals(
                    Arrays.copyOfRange(before, head, before.length), Arrays.copyOfRange(after, head, after.length));
            assertTrue(play(agent, 30) > 0);
            assertFalse(
                    Arrays.equals(
                            Arrays.copyOfRange(before, head, before.length),
                            Arrays.copyOfRange(parameters(agent), head, after.length)),
                    "a part of 16 rows that is no whole row is one now and then");
        }
    }

    private static float[] parameters(SacAgent agent) {
        return agent.snapshot().parameters().values();
    }

    @Test
    void tasksAlikeAreWaitedFor() {
        SacAgent agent = together(DataConfig.UNIFORM);
        play(agent, 1);
        assertEquals(0, agent.gradientSteps());
        play(agent, 1);
        assertEquals(20 - 17, agent.gradientSteps(), "from the step with which the second has its eight rows");
    }

    @Test
    void aTaskThatComesBackToAPolicyThatBeginsAnewIsTaughtAgainWhatItCould() {
        PlasticityConfig reset = new PlasticityConfig(PlasticityConfig.AtChange.RESET_ALL, 0.8, 0, 0.025);
        double[] drift = new double[2];
        for (int i = 0; i < 2; i++) {
            SacAgent agent = new SacAgent(
                    TestSpecs.config(reset, i == 0 ? 1e-6 : 10),
                    TestSpecs.SPECS,
                    (task, before, action, after) -> new Label(0, false, false),
                    2,
                    1);
            agent.meet(new TaskId("first"));
            visit(agent, 0, 0, 1, 400);
            PolicySnapshot before = agent.snapshot();
            visit(agent, 1, 0, 2, 400);
            drift[i] = distance(before, agent.snapshot());
        }
        assertTrue(drift[1] < 0.5 * drift[0], "drift: " + drift[1] + " taught, " + drift[0] + " hardly");
    }

    @Test
    void aHeadStartIsTakenFromWhatOthersCollectedInTheFirstStepsOfAFirstVisit() {
        SacAgent agent = agent(TestSpecs.headStart(3, false));
        int own = 40 - 15;
        visit(agent, 0, 0, 1, 40);
        assertEquals(own, agent.gradientSteps(), "there is nothing to start from");
        visit(agent, 1, 1, 1, 40);
        assertEquals(2 * own + 3 * 10, agent.gradientSteps(), "three with each of ten random steps");
        visit(agent, 2, 0, 2, 40);
        assertEquals(3 * own + 3 * 10, agent.gradientSteps(), "none when it comes back");
    }

    @Test
    void othersRewardsAreNotReadBeforeAnEpisodeHasSaidHowLargeRewardsAre() {
        SacAgent agent = agent(TestSpecs.headStart(3, true));
        long own = 40 - 15;
        visit(agent, 0, 0, 1, 40);
        visit(agent, 1, 1, 1, 40);
        assertEquals(2 * own, agent.gradientSteps(), "the first episode is as long as the random steps");
    }

    @Test
    void aMemoryOfEverythingTunesTheTemperatureOfEachTaskWhosePolicyItMoves() {
        SacAgent agent = agent(TestSpecs.perfectMemory());
        visit(agent, 0, 0, 1, 60);
        float temperature = agent.temperature(0);
        visit(agent, 1, 1, 1, 60);
        assertNotEquals(temperature, agent.temperature(0));
    }

    @Test
    void withoutRehearsalTheHeadOfATaskThatIsAwayDoesNotMove() {
        SacAgent agent = agent(0, 0);
        visit(agent, 0, 0, 1, 60);
        PolicySnapshot before = agent.snapshot();
        float temperature = agent.temperature(0);
        visit(agent, 1, 1, 1, 60);
        PolicySnapshot after = agent.snapshot();
        int from = before.network().layout().headWeight(0).offset();
        int to = before.network().layout().headWeight(1).offset();
        assertArrayEquals(
                Arrays.copyOfRange(before.parameters().values(), from, to),
                Arrays.copyOfRange(after.parameters().values(), from, to));
        assertFalse(Arrays.equals(
                Arrays.copyOf(before.parameters().values(), from),
                Arrays.copyOf(after.parameters().values(), from)));
        assertEquals(temperature, agent.temperature(0));
    }

    @Test
    void policyRehearsalHoldsTheOldTasksActions() {
        double moved = drift(agent(0, 0));
        double held = drift(agent(10, 0));
        assertTrue(held < 0.5 * moved, "drift of the old task's actions: " + held + " held, " + moved + " not");
    }

    private static double drift(SacAgent agent) {
        visit(agent, 0, 0, 1, 400);
        PolicySnapshot before = agent.snapshot();
        visit(agent, 1, 1, 1, 400);
        return distance(before, agent.snapshot());
    }

    /** Mean difference of the first task's actions, as parts of their ranges. */
    private static double distance(PolicySnapshot before, PolicySnapshot after) {
        RandomStream random = RandomStream.of(77);
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            float[] observation = TestSpecs.SPECS.observation().sample(random);
            float[] a = before.act(0, observation);
            float[] b = after.act(0, observation);
            sum += Math.abs(a[0] - b[0]) / 0.4 + Math.abs(a[1] - b[1]) / 4;
        }
        return sum / 200;
    }

    @Test
    void aSnapshotDoesNotChangeWhenTheAgentLearnsOn() {
        SacAgent agent = agent(1, 4);
        visit(agent, 0, 0, 1, 50);
        PolicySnapshot snapshot = agent.snapshot();
        float[] observation = {0.1f, -0.2f, 0.3f};
        float[] before = snapshot.act(0, observation);
        visit(agent, 1, 1, 1, 50);
        assertArrayEquals(before, snapshot.act(0, observation));
        assertNotNull(agent.snapshot());
    }

    @Test
    void gradientStepsKeepTheirRatioToEnvironmentSteps() {
        SacConfig.UpdateRatio ratio = new SacConfig.UpdateRatio(3, 4);
        int sum = 0;
        for (long step = 1; step <= 400; step++) {
            sum += ratio.due(step);
            assertTrue(Math.abs(sum - 0.75 * step) < 1);
        }
        assertEquals(300, sum);
    }
}
