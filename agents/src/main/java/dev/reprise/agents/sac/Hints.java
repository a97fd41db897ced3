package dev.reprise.agents.sac;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.auxiliary.AuxiliaryLosses;
import dev.reprise.agents.auxiliary.AuxiliaryTargets;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.nn.fused.Adam;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;

/**
 * The auxiliary tasks of one backbone: a layer of rectified units and a linear one from its features and the action to all
 * predictions.
 */
final class Hints {
    private final AuxiliaryTargets targets;
    private final int actions;
    private final int features;
    private final Network network;
    private final ParameterVector parameters;
    private final ParameterVector gradient;
    private final Adam optimizer;
    private Network.Pass pass;
    private float[] read = {};
    private float[] byOutput = {};
    private float[] byRead = {};
    private int[] all = {};

    /**
     * @param backbone whose features are read
     * @param name of the network, for the draw of the first parameters
     */
    Hints(
            AuxiliaryConfig config,
            AuxiliaryTargets targets,
            NetworkSpec backbone,
            int actions,
            int threads,
            ParameterMath math,
            long seed,
            String name) {
        this.targets = targets;
        this.actions = actions;
        this.features = backbone.features();
        this.network = Executor.FUSED.network(
                new NetworkSpec(
                        actions + features,
                        List.of(config.hidden()),
                        Trunk.PLAIN,
                        Activation.RELU,
                        targets.outputs(),
                        List.of(new TaskId("hints"))),
                threads);
        this.parameters = ParameterVector.initial(network.layout(), seed, "hints-" + name);
        this.gradient = ParameterVector.zeros(network.layout());
        this.optimizer = new Adam(math, network.layout());
        this.pass = network.newPass(0);
    }

    /**
     * Predicts from what the backbone made of some rows in its last forward pass.
     *
     * @param backbone the last layer of its trunk is read
     * @param layer that one
     * @param first row of the pass that is read first
     * @param rows the batch's row that each of them stands for
     * @param count how many
     * @param taken actions of the batch's rows, in [-1, 1]
     * @param byFeatures derivative by all features of the pass, rows × features; overwritten in the rows that are read
     */
    AuxiliaryLosses differentiate(
            Network.Pass backbone, int layer, int first, int[] rows, int count, float[] taken, float[] byFeatures) {
        ensure(count);
        backbone.copyLayer(layer, first, first + count, read);
        int width = actions + features;
        for (int i = 0; i < count; i++) {
            System.arraycopy(taken, rows[i] * actions, pass.input(), i * width, actions);
            System.arraycopy(read, i * features, pass.input(), i * width + actions, features);
        }
        RowGroups groups = RowGroups.single(0, count);
        pass.forward(parameters, groups);
        AuxiliaryLosses losses = targets.differentiate(pass.output(), rows, count, byOutput);
        Arrays.fill(gradient.edit(), 0f);
        pass.backward(parameters, groups, 0, byOutput, gradient);
        pass.inputGradient(parameters, groups, all, count, byOutput, actions, byRead);
        System.arraycopy(byRead, 0, byFeatures, first * features, count * features);
        return losses;
    }

    private void ensure(int count) {
        if (pass.maxRows() < count) {
            pass = network.newPass(count);
            read = new float[count * features];
            byRead = new float[count * features];
            byOutput = new float[count * targets.outputs()];
            all = new int[count];
            Arrays.setAll(all, i -> i);
        }
    }

    /** Learns from the last {@link #differentiate}. */
    void step(double learningRate) {
        optimizer.step(parameters, gradient, learningRate, 0, null, 0);
    }

    void resetOptimizer() {
        optimizer.reset();
    }

    void save(SavedState state) {
        state.putFloats("parameters", parameters.values());
        optimizer.save(state.scope("optimizer"));
    }

    void load(SavedState state) {
        state.floatsInto("parameters", parameters.edit());
        optimizer.load(state.scope("optimizer"));
    }
}
