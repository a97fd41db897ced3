package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.envs.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueRehearsalTest {
    private static final int ROWS = 32;
    private static final int WIDTH = 5;
    private static final RehearsalConfig CONFIG = new RehearsalConfig(
            0.1,
            new RehearsalConfig.Experience(0, false, false),
            new RehearsalConfig.Policy(1, 0),
            new RehearsalConfig.Values(ROWS, 3),
            null,
            false);

    private final ActionScaling scaling = new ActionScaling(TestSpecs.SPECS.action());
    private final RehearsalMemory memory = new RehearsalMemory(TransitionSchema.of(TestSpecs.SPECS), CONFIG, 1, 2);
    private final ValueRehearsal rehearsal = new ValueRehearsal(CONFIG, memory, scaling, RandomStream.of(4));

    /** A critic that can be seen through: critic k of task t says 100 k + 10 t + the sum of its input. */
    private static float[] values(int critic, int task, float[] input, int rows) {
        float[] values = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = 100 * critic + 10 * task;
            for (int i = 0; i < WIDTH; i++) {
                values[row] += input[row * WIDTH + i];
            }
        }
        return values;
    }

    private void visit(int task) {
        visitWithoutValues(task);
        memory.recordValues(task, ValueRehearsalTest::values, scaling);
    }

    private void visitWithoutValues(int task) {
        memory.open(task, 200);
        RandomStream random = RandomStream.of(task);
        for (int i = 0; i < 200; i++) {
            memory.offer(TestSpecs.transition(task, 0, random, null));
        }
        Network actor = Executor.FUSED.network(NetworkSample.spec(3, List.of(4), Activation.RELU, 4, 2));
        memory.recordPolicy(task, actor, ParameterVector.zeros(actor.layout()));
    }

    @Test
    void gradientIsThatOfHalfTheMeanSquaredDifferenceFromWhatWasSaid() {
        visit(0);
        rehearsal.onPhaseStart(new PhaseStart(1, 2, List.of(1), List.of(1), 200));
        ValueTerm term = rehearsal.valueTerm();
        assertNotNull(term);
        RowGroups groups = new RowGroups();
        groups.add(1, 2);
        term.draw(groups);
        assertEquals(2, groups.count());
        assertEquals(0, groups.head(1));
        assertEquals(2 + ROWS, groups.rows());
        float[] input = new float[(2 + ROWS) * WIDTH];
        term.fill(input, 2);
        float[] gradient = new float[2 + ROWS];
        for (int critic = 0; critic < 2; critic++) {
            float[] present = values(critic, 0, input, 2 + ROWS);
            for (int row = 2; row < 2 + ROWS; row++) {
                present[row] += 0.01f * row;
            }
            term.differentiate(critic, present, 2, gradient);
            for (int row = 2; row < 2 + ROWS; row++) {
                assertEquals(3 * 0.01 * row / ROWS, gradient[row], 1e-5);
            }
        }
        assertEquals(0f, gradient[0] + gradient[1], "other rows are left alone");
    }

    @Test
    void actionsAreGivenToTheCriticsInTheirOwnUnits() {
        visit(0);
        rehearsal.onPhaseStart(new PhaseStart(1, 2, List.of(1), List.of(1), 200));
        rehearsal.draw(new RowGroups());
        float[] input = new float[ROWS * WIDTH];
        rehearsal.fill(input, 0);
        double largest = 0;
        for (int row = 0; row < ROWS; row++) {
            largest = Math.max(largest, Math.max(Math.abs(input[row * WIDTH + 3]), Math.abs(input[row * WIDTH + 4])));
        }
        assertEquals(1, largest, 0.2, "drawn over the whole box, in [-1, 1]");
    }

    @Test
    void aTaskThatIsTrainedAndATaskThatWasNeverLeftAreNotHeld() {
        rehearsal.onPhaseStart(new PhaseStart(0, 2, List.of(0), List.of(1), 200));
        assertNull(rehearsal.valueTerm());
        visit(0);
        rehearsal.onPhaseStart(new PhaseStart(1, 2, List.of(0), List.of(2), 200));
        assertNull(rehearsal.valueTerm());
    }

    @Test
    void aMemoryOfAnAgentThatKeptNoValuesIsLeftOut() {
        visitWithoutValues(0);
        rehearsal.onPhaseStart(new PhaseStart(1, 2, List.of(1), List.of(1), 200));
        assertNull(rehearsal.valueTerm());
    }
}
