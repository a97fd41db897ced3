package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyRehearsalTest {
    private static final RehearsalConfig CONFIG = new RehearsalConfig(
            0.1,
            new RehearsalConfig.Experience(4, false, false),
            new RehearsalConfig.Policy(16, 2),
            RehearsalConfig.Values.OFF,
            null,
            false);
    private final Network actor = Executor.FUSED.network(new NetworkSpec(
            3, List.of(8), Trunk.PLAIN, Activation.TANH, 4, List.of(new TaskId("old"), new TaskId("new"))));
    private final ParameterVector parameters = ParameterVector.initial(actor.layout(), 1, "actor");

    private RehearsalMemory memory(RehearsalConfig config) {
        RehearsalMemory memory = new RehearsalMemory(TransitionSchema.of(TestSpecs.SPECS), config, 1, 2);
        memory.open(0, 300);
        RandomStream random = RandomStream.of(2);
        for (int i = 0; i < 300; i++) {
            memory.offer(TestSpecs.transition(0, i, random, null));
        }
        memory.recordPolicy(0, actor, parameters);
        return memory;
    }

    private double loss(RehearsalConfig config, PhaseStart phase, ParameterVector now, ParameterVector gradient) {
        return loss(config, memory(config), false, phase, now, gradient);
    }

    private double loss(
            RehearsalConfig config,
            RehearsalMemory memory,
            boolean anew,
            PhaseStart phase,
            ParameterVector now,
            ParameterVector gradient) {
        PolicyRehearsal method = new PolicyRehearsal(config, memory, RandomStream.of(3), anew);
        method.onPhaseStart(phase);
        PolicyTerm term = method.policyTerm();
        if (term == null) {
            return Double.NaN;
        }
        RowGroups groups = RowGroups.single(1, 2);
        term.draw(groups);
        Network.Pass pass = actor.newPass(groups.rows());
        term.fill(pass.input(), 2);
        pass.forward(now, groups);
        float[] byOutput = new float[groups.rows() * 4];
        double loss = term.differentiate(pass.output(), 2, byOutput);
        pass.backward(now, groups, 1, byOutput, gradient);
        return loss;
    }

    private static PhaseStart phase(int index, int task) {
        return new PhaseStart(index, 5, List.of(task), List.of(1), 100);
    }

    @Test
    void theDivergenceFromTheStoredPolicyIsZeroAsLongAsItHasNotMoved() {
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        assertEquals(0, loss(CONFIG, phase(1, 1), parameters, gradient), 1e-6);
        for (float g : gradient.values()) {
            assertEquals(0f, g, 1e-6f);
        }
    }

    @Test
    void itsGradientIsTheSlopeOfTheWeightedDivergence() {
        ParameterVector moved = ParameterVector.initial(actor.layout(), 9, "actor");
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        loss(CONFIG, phase(1, 1), moved, gradient);
        float largest = 0;
        for (float g : gradient.values()) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int i = 0; i < moved.values().length; i += 3) {
            float kept = moved.values()[i];
            moved.edit()[i] = kept + 1e-3f;
            double up = loss(CONFIG, phase(1, 1), moved, ParameterVector.zeros(actor.layout()));
            moved.edit()[i] = kept - 1e-3f;
            double down = loss(CONFIG, phase(1, 1), moved, ParameterVector.zeros(actor.layout()));
            moved.edit()[i] = kept;
            assertEquals(2 * (up - down) / 2e-3, gradient.values()[i], 0.01 * largest, "parameter " + i);
        }
    }

    @Test
    void aTaskThatIsBeingTrainedIsLeftOut() {
        assertTrue(Double.isNaN(loss(CONFIG, phase(1, 0), parameters, ParameterVector.zeros(actor.layout()))));
    }

    @Test
    void aTaskThatIsBeingTrainedIsTaughtAgainWhereThePolicyBeginsAnewAsItDoesWithEveryPhaseButTheFirst() {
        ParameterVector moved = ParameterVector.initial(actor.layout(), 9, "actor");
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        assertTrue(loss(CONFIG, memory(CONFIG), true, phase(1, 0), moved, gradient) > 0);
        assertTrue(Double.isNaN(loss(CONFIG, memory(CONFIG), true, phase(0, 0), moved, gradient)));
    }

    @Test
    void observationsThatAVisitOverwritesAreNoLongerTaught() {
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        RehearsalMemory memory = memory(CONFIG);
        RandomStream random = RandomStream.of(4);
        for (int i = 0; i < 300; i++) {
            memory.offer(TestSpecs.transition(0, i, random, null));
        }
        assertEquals(
                0,
                loss(CONFIG, memory, true, phase(1, 0), parameters, gradient),
                1e-6,
                "what was done is not compared with what is done elsewhere");
        ParameterVector moved = ParameterVector.initial(actor.layout(), 9, "actor");
        double left = loss(CONFIG, memory, true, phase(1, 0), moved, gradient);
        double all = loss(CONFIG, memory(CONFIG), true, phase(1, 0), moved, gradient);
        assertEquals(0.5, left / all, 0.35, "half of them after as many steps again");
        for (float g : gradient.values()) {
            assertTrue(Float.isFinite(g));
        }
        memory.recordPolicy(0, actor, parameters);
        assertEquals(all, loss(CONFIG, memory, true, phase(1, 0), moved, gradient), 0.5 * all, "until the next end");
    }

    @Test
    void emphasisMultipliesTheGradient() {
        ParameterVector moved = ParameterVector.initial(actor.layout(), 9, "actor");
        ParameterVector once = ParameterVector.zeros(actor.layout());
        ParameterVector thrice = ParameterVector.zeros(actor.layout());
        loss(CONFIG, phase(1, 1), moved, once);
        RehearsalMemory memory = memory(CONFIG);
        memory.emphasise(3);
        loss(CONFIG, memory, false, phase(1, 1), moved, thrice);
        float largest = 0;
        for (int i = 0; i < once.values().length; i++) {
            assertEquals(3 * once.values()[i], thrice.values()[i], 1e-5f + 1e-5f * Math.abs(thrice.values()[i]));
            largest = Math.max(largest, Math.abs(once.values()[i]));
        }
        assertTrue(largest > 0.01f);
    }

    @Test
    void deviationsBeyondTheBoundsAreThoseOfTheBoundsAndAreNotPulled() {
        ParameterVector wide = parameters.copy();
        ParameterVector wider = parameters.copy();
        int logStd = actor.layout().headBias(0).offset() + 2;
        for (int a = 0; a < 2; a++) {
            wide.edit()[logStd + a] = 40;
            wider.edit()[logStd + a] = 60;
        }
        RehearsalMemory memory = memory(CONFIG);
        memory.recordPolicy(0, actor, wide);
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        assertEquals(0, loss(CONFIG, memory, false, phase(1, 1), wider, gradient), 1e-6);
        assertTrue(loss(CONFIG, phase(1, 1), wider, gradient) > 0.1, "the stored ones are within the bounds");
        for (int a = 0; a < 2; a++) {
            assertEquals(0f, gradient.values()[logStd + a]);
        }
    }

    @Test
    void theControlSwitchesItOff() {
        RehearsalConfig off = new RehearsalConfig(0.1, CONFIG.experience(), CONFIG.policy(), CONFIG.values(), 4, false);
        ParameterVector gradient = ParameterVector.zeros(actor.layout());
        assertTrue(!Double.isNaN(loss(off, phase(3, 1), parameters, gradient)));
        assertTrue(Double.isNaN(loss(off, phase(4, 1), parameters, gradient)));
    }

    @Test
    void theControlFilesATasksTransitionsUnderTheNextTask() {
        RehearsalConfig scrambled =
                new RehearsalConfig(0.1, CONFIG.experience(), CONFIG.policy(), CONFIG.values(), null, true);
        assertEquals(List.of(1), memory(scrambled).tasks());
        assertEquals(List.of(0), memory(CONFIG).tasks());
    }

    @Test
    void aSavedMemoryComesBackWithItsStoredOutputs() {
        RehearsalMemory memory = memory(CONFIG);
        SavedState state = new SavedState();
        memory.save(state);
        RehearsalMemory other = new RehearsalMemory(TransitionSchema.of(TestSpecs.SPECS), CONFIG, 5, 2);
        other.load(state);
        SavedState again = new SavedState();
        other.save(again);
        assertEquals(
                java.util.Arrays.toString(state.scope("task-0").floats("outputs")),
                java.util.Arrays.toString(again.scope("task-0").floats("outputs")));
        assertEquals(30 * 4, state.scope("task-0").floats("outputs").length, "a tenth of 300 observations");
    }
}
