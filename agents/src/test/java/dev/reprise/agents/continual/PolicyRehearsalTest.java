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
        PolicyRehearsal method = new PolicyRehearsal(config, memory(config), RandomStream.of(3));
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
