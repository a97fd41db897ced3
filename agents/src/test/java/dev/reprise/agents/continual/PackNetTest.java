package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.sac.SacConfig;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackNetTest {
    private static final int PHASES = 4;

    private static SacAgent agent() {
        SacConfig config =
                TestSpecs.config(SacConfig.FirstSteps.UNIFORM, RegularizationConfig.OFF, new PackNetConfig(true, 30));
        SacAgent agent = new SacAgent(
                config, TestSpecs.SPECS, (task, before, action, after) -> new Label(0, false, false), 3, 1);
        List.of("a", "b", "c").forEach(name -> agent.meet(new TaskId(name)));
        return agent;
    }

    private static void begin(SacAgent agent, int phase, int task, int visit) {
        agent.beginPhase(new PhaseStart(phase, PHASES, List.of(task), List.of(visit), 60));
    }

    private static void train(SacAgent agent, int phase, int task) {
        RandomStream random = RandomStream.of(phase);
        for (int i = 0; i < 60; i++) {
            agent.act(task, TestSpecs.SPECS.observation().sample(random));
            agent.observe(TestSpecs.transition(task, phase, random, null), 0, i % 10 == 0);
            agent.learn();
        }
    }

    /** Returns how many slices the end took. */
    private static int end(SacAgent agent) {
        int slices = 1;
        while (!agent.endPhase()) {
            slices++;
        }
        return slices;
    }

    /** What the policy does for a task in some observations. */
    private static float[][] actions(SacAgent agent, int task) {
        RandomStream random = RandomStream.of(99);
        float[][] actions = new float[20][];
        for (int i = 0; i < actions.length; i++) {
            actions[i] =
                    agent.snapshot().act(task, TestSpecs.SPECS.observation().sample(random));
        }
        return actions;
    }

    @Test
    void anOldTaskActsWithTheSameBitsUntilItComesBack() {
        SacAgent agent = agent();
        begin(agent, 0, 0, 1);
        train(agent, 0, 0);
        assertEquals(31, end(agent), "a slice for each step of retraining, and one to end");
        float[][] first = actions(agent, 0);
        begin(agent, 1, 1, 1);
        train(agent, 1, 1);
        assertArrayEquals(first, actions(agent, 0), "while another task is learnt");
        end(agent);
        float[][] second = actions(agent, 1);
        assertArrayEquals(first, actions(agent, 0));
        begin(agent, 2, 0, 2);
        assertArrayEquals(first, actions(agent, 0), "a return begins where the task was left");
        train(agent, 2, 0);
        end(agent);
        float[][] returned = actions(agent, 0);
        assertFalse(Arrays.deepEquals(first, returned), "a return learns");
        assertArrayEquals(second, actions(agent, 1));
        begin(agent, 3, 2, 1);
        train(agent, 3, 2);
        assertEquals(1, end(agent), "after the last phase nothing is given free");
        assertArrayEquals(returned, actions(agent, 0));
        assertArrayEquals(second, actions(agent, 1));
    }

    @Test
    void everyVisitGetsAnEqualShareOfTheWeights() {
        SacAgent agent = agent();
        SavedState state = new SavedState();
        for (int phase = 0; phase < PHASES; phase++) {
            begin(agent, phase, phase % 3, phase < 3 ? 1 : 2);
            train(agent, phase, phase % 3);
            end(agent);
        }
        agent.savePolicy(state);
        int[] owners = state.scope("method").scope("packnet").ints("owners");
        int weights = 3 * 16 + 16 * 16;
        assertEquals(weights + 32, owners.length);
        for (int phase = 0; phase < PHASES; phase++) {
            int own = phase;
            long count = Arrays.stream(owners).filter(owner -> owner == own).count();
            // The first has the biases too.
            assertEquals(weights / 4.0 + (phase == 0 ? 32 : 0), (double) count, 1);
        }
    }

    @Test
    void aFinishedRunsPolicyActsAsTheAgentDid() {
        SacAgent agent = agent();
        for (int phase = 0; phase < 3; phase++) {
            begin(agent, phase, phase, 1);
            train(agent, phase, phase);
            end(agent);
        }
        SavedState state = new SavedState();
        agent.savePolicy(state);
        SacAgent other = agent();
        other.loadPolicy(state);
        for (int task = 0; task < 3; task++) {
            assertArrayEquals(actions(agent, task), actions(other, task));
        }
    }

    @Test
    void severalTasksAtOnceAreRefused() {
        SacAgent agent = agent();
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> agent.beginPhase(new PhaseStart(0, 1, List.of(0, 1), List.of(1, 1), 60)));
        assertTrue(String.valueOf(refusal.getMessage()).contains("one task at a time"));
    }
}
