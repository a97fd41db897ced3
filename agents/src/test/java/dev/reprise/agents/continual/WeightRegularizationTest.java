package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WeightRegularizationTest {
    private static final int ACTIONS = 2;

    private final Network network = Executor.FUSED.network(new NetworkSpec(
            3, List.of(5), Trunk.PLAIN, Activation.TANH, 2 * ACTIONS, List.of(new TaskId("a"), new TaskId("b"))));
    private final ParameterVector parameters = ParameterVector.initial(network.layout(), 1, "actor");
    private final int trunk = network.layout().trunkSize();
    private final LearntPolicy policy = new LearntPolicy() {
        @Override
        public Network actorNetwork() {
            return network;
        }

        @Override
        public ParameterVector actor() {
            return parameters;
        }
    };

    /** A memory of one observation per task, so that a mean over samples is its value there. */
    private static RehearsalMemory memory() {
        RehearsalConfig config = new RehearsalConfig(
                0.1,
                new RehearsalConfig.Experience(0, false, false),
                new RehearsalConfig.Policy(1, 0),
                RehearsalConfig.Values.OFF,
                null,
                false);
        RehearsalMemory memory = new RehearsalMemory(TransitionSchema.of(TestSpecs.SPECS), config, 1, 2);
        for (int task = 0; task < 2; task++) {
            memory.open(task, 10);
            memory.offer(TestSpecs.transition(task, 0, RandomStream.of(task), null));
        }
        return memory;
    }

    private WeightRegularization method(RegularizationConfig.Kind kind, double decay) {
        return new WeightRegularization(
                new RegularizationConfig(kind, 3, 40, decay), memory(), policy, RandomStream.of(1));
    }

    private static PhaseStart phase(int index, int task) {
        return new PhaseStart(index, 4, List.of(task), List.of(1), 10);
    }

    private static void learn(WeightRegularization method, int index, int task) {
        method.onPhaseStart(phase(index, task));
        int slices = 1;
        while (!method.onPhaseEnd(phase(index, task), new NoTraining())) {
            slices++;
        }
        assertTrue(slices <= 2, "40 observations are two slices");
    }

    private record NoTraining() implements Trainer {
        @Override
        public void gradientStep() {
            throw new AssertionError("nothing to train");
        }

        @Override
        public void resetOptimizers() {
            throw new AssertionError("nothing to reset");
        }
    }

    /** What the method adds to the policy's gradient at these parameters. */
    private float[] pull(WeightRegularization method, ParameterVector now) {
        ParameterVector gradient = ParameterVector.zeros(network.layout());
        method.adjustGradients(new Gradients(Gradients.Role.ACTOR, now, gradient));
        for (int i = trunk; i < gradient.values().length; i++) {
            assertEquals(0f, gradient.values()[i], "heads are left alone");
        }
        ParameterVector critic = ParameterVector.zeros(network.layout());
        method.adjustGradients(new Gradients(Gradients.Role.CRITIC_1, now, critic));
        assertArrayEquals(new float[network.layout().size()], critic.values(), "critics are left alone");
        return gradient.values();
    }

    private ParameterVector movedBy(float distance) {
        ParameterVector moved = parameters.copy();
        for (int i = 0; i < moved.values().length; i++) {
            moved.edit()[i] += distance;
        }
        return moved;
    }

    @Test
    void afterARollBackItHoldsWhatWasBroughtBack() {
        WeightRegularization method = method(RegularizationConfig.Kind.L2, 1);
        learn(method, 0, 0);
        float[] lost = parameters.values().clone();
        for (int i = 0; i < lost.length; i++) {
            parameters.edit()[i] -= 0.5f;
        }
        method.onRolledBack();
        method.onPhaseStart(phase(1, 1));
        assertArrayEquals(new float[network.layout().size()], pull(method, parameters));
        System.arraycopy(lost, 0, parameters.edit(), 0, lost.length);
    }

    /** Importance as the pull shows it: 2 · coefficient · Ω · distance. */
    private double importance(float[] pull, int parameter, double distance) {
        return pull[parameter] / (2 * 3 * distance);
    }

    private double[] outputs(int task) {
        float[] observation = new float[3];
        Objects.requireNonNull(memory().memory(task)).copyObservation(0, observation, 0);
        Network.Pass pass = network.newPass(1);
        System.arraycopy(observation, 0, pass.input(), 0, 3);
        pass.forward(parameters, RowGroups.single(task, 1));
        double[] outputs = new double[2 * ACTIONS];
        for (int o = 0; o < outputs.length; o++) {
            outputs[o] = pass.output()[o];
        }
        return outputs;
    }

    /** Slopes of all outputs by a parameter, by central differences. */
    private double[] slopes(int task, int parameter) {
        float kept = parameters.values()[parameter];
        parameters.edit()[parameter] = kept + 5e-3f;
        double[] up = outputs(task);
        parameters.edit()[parameter] = kept - 5e-3f;
        double[] down = outputs(task);
        parameters.edit()[parameter] = kept;
        double[] slopes = new double[up.length];
        for (int o = 0; o < up.length; o++) {
            slopes[o] = (up[o] - down[o]) / 1e-2;
        }
        return slopes;
    }

    private double information(int task, int parameter) {
        double[] outputs = outputs(task);
        double[] slopes = slopes(task, parameter);
        double sum = 0;
        for (int a = 0; a < ACTIONS; a++) {
            double std = Math.exp(outputs[ACTIONS + a]);
            double byStd = std * slopes[ACTIONS + a];
            sum += (slopes[a] * slopes[a] + 2 * byStd * byStd) / (std * std);
        }
        return Math.max(1e-5, sum);
    }

    @Test
    void ewcMeasuresTheFisherInformationOfTheGaussian() {
        WeightRegularization method = method(RegularizationConfig.Kind.EWC, 0);
        learn(method, 0, 0);
        method.onPhaseStart(phase(1, 1));
        float[] pull = pull(method, movedBy(0.5f));
        for (int i = 0; i < trunk; i++) {
            double expected = information(0, i);
            assertEquals(expected, importance(pull, i, 0.5), 0.01 * expected + 1e-4, "parameter " + i);
        }
    }

    @Test
    void masMeasuresTheSlopeOfTheSquaredLengthOfTheOutputs() {
        WeightRegularization method = method(RegularizationConfig.Kind.MAS, 0);
        learn(method, 0, 0);
        method.onPhaseStart(phase(1, 1));
        float[] pull = pull(method, movedBy(0.5f));
        double[] outputs = outputs(0);
        for (int i = 0; i < trunk; i++) {
            double[] slopes = slopes(0, i);
            double expected = 0;
            for (int o = 0; o < outputs.length; o++) {
                expected += 2 * outputs[o] * slopes[o];
            }
            assertEquals(Math.abs(expected), importance(pull, i, 0.5), 0.01 * Math.abs(expected) + 1e-4);
        }
    }

    @Test
    void masLeavesOutDeviationsBeyondTheirBounds() {
        int logStd = network.layout().headBias(0).offset() + ACTIONS;
        for (int a = 0; a < ACTIONS; a++) {
            parameters.edit()[logStd + a] = 30;
        }
        WeightRegularization method = method(RegularizationConfig.Kind.MAS, 0);
        learn(method, 0, 0);
        method.onPhaseStart(phase(1, 1));
        float[] pull = pull(method, movedBy(0.5f));
        double[] outputs = outputs(0);
        for (int i = 0; i < trunk; i++) {
            double[] slopes = slopes(0, i);
            double expected = 0;
            for (int a = 0; a < ACTIONS; a++) {
                expected += 2 * outputs[a] * slopes[a];
            }
            assertEquals(Math.abs(expected), importance(pull, i, 0.5), 0.01 * Math.abs(expected) + 1e-4);
        }
    }

    @Test
    void l2CountsEveryParameterOnceForEachTask() {
        WeightRegularization method = method(RegularizationConfig.Kind.L2, 0);
        learn(method, 0, 0);
        learn(method, 1, 1);
        method.onPhaseStart(new PhaseStart(2, 4, List.of(2), List.of(1), 10));
        float[] pull = pull(method, movedBy(0.25f));
        for (int i = 0; i < trunk; i++) {
            assertEquals(2, importance(pull, i, 0.25), 1e-5);
        }
    }

    @Test
    void aTaskThatIsBeingTrainedDoesNotHoldItselfBack() {
        WeightRegularization method = method(RegularizationConfig.Kind.EWC, 0);
        learn(method, 0, 0);
        method.onPhaseStart(phase(1, 0));
        assertArrayEquals(new float[network.layout().size()], pull(method, movedBy(1)));
    }

    @Test
    void importancesAddUpAndAReturnReplacesItsOwn() {
        WeightRegularization method = method(RegularizationConfig.Kind.EWC, 0);
        learn(method, 0, 0);
        learn(method, 1, 1);
        learn(method, 2, 0);
        method.onPhaseStart(new PhaseStart(3, 4, List.of(2), List.of(1), 10));
        float[] pull = pull(method, movedBy(0.5f));
        for (int i = 0; i < trunk; i++) {
            double expected = information(0, i) + information(1, i);
            assertEquals(expected, importance(pull, i, 0.5), 0.01 * expected + 1e-4);
        }
    }

    @Test
    void onlineEwcLetsOldTasksFade() {
        WeightRegularization method = method(RegularizationConfig.Kind.ONLINE_EWC, 0.25);
        learn(method, 0, 0);
        learn(method, 1, 1);
        method.onPhaseStart(phase(2, 0));
        float[] pull = pull(method, movedBy(0.5f));
        for (int i = 0; i < trunk; i++) {
            double expected = 0.25 * information(0, i) + information(1, i);
            assertEquals(expected, importance(pull, i, 0.5), 0.01 * expected + 1e-4);
        }
    }

    @Test
    void whatWasSavedInTheMiddleOfMeasuringGoesOnWithTheSameBits() {
        WeightRegularization method = method(RegularizationConfig.Kind.EWC, 0);
        method.onPhaseStart(phase(0, 0));
        method.onPhaseEnd(phase(0, 0), new NoTraining());
        SavedState state = new SavedState();
        method.save(state);
        WeightRegularization other = method(RegularizationConfig.Kind.EWC, 0);
        other.onPhaseStart(phase(0, 0));
        other.load(state);
        for (WeightRegularization each : List.of(method, other)) {
            assertTrue(each.onPhaseEnd(phase(0, 0), new NoTraining()));
            each.onPhaseStart(phase(1, 1));
        }
        assertArrayEquals(pull(method, movedBy(1)), pull(other, movedBy(1)));
    }
}
