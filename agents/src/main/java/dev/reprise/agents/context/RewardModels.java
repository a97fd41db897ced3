package dev.reprise.agents.context;

import dev.reprise.agents.balance.RunningMoments;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.nn.fused.Adam;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What reward each context gives for an observation, an action and the next observation: a network of its own for each, so
 * that what one learns the others keep, taught from a reservoir of the context's transitions. Rewards are in standard
 * deviations from the context's mean.
 */
public final class RewardModels {
    private static final List<Integer> WIDTHS = List.of(64, 64);
    private static final int BATCH = 32;
    private static final double LEARNING_RATE = 1e-3;
    /** Largest squared error that counts, in variances: a few wild rewards must not decide. */
    private static final double WORST = 9;
    /** Least deviation of a context's rewards, as a part of that of all: one whose rewards never changed explains no other. */
    private static final double LEAST_DEVIATION = 0.01;

    /** Transitions of one context, a row of inputs and its reward last. */
    private record Memory(float[][] rows, long[] offered) {}

    private final int inputs;
    private final int capacity;
    private final long seed;
    private final RandomStream random;
    private final Adam optimizer;
    private final List<Memory> memories = new ArrayList<>();
    /** Of each context's rewards, and behind them of all. */
    private final RunningMoments moments;

    private final int all;
    private Network network;
    private ParameterVector parameters;
    private ParameterVector gradient;
    private Network.Pass pass;

    /**
     * @param inputs numbers of observation, action and next observation
     * @param config how many contexts at most, and how much is kept of each
     */
    RewardModels(int inputs, ContextConfig config, long seed) {
        this.inputs = inputs;
        this.capacity = config.memory();
        this.seed = seed;
        this.random = RandomStream.named(seed, "reward-models");
        this.all = config.most();
        this.moments = new RunningMoments(all + 1);
        ParameterSharing columns = new ParameterSharing(
                ParameterSharing.Backbone.COLUMNS,
                0,
                ParameterSharing.Conditioning.NONE,
                1,
                ParameterSharing.Heads.PER_TASK);
        this.network = Executor.FUSED.network(
                new NetworkSpec(inputs, WIDTHS, Trunk.PLAIN, Activation.RELU, 1, List.of(), columns));
        this.parameters = ParameterVector.initial(network.layout(), seed, "reward-models");
        this.gradient = ParameterVector.zeros(network.layout());
        this.optimizer = new Adam(new ParameterMath(1), network.layout());
        this.pass = network.newPass(BATCH);
    }

    /** Adds a context, which knows nothing yet. */
    void open(TaskId name) {
        network = Executor.FUSED.network(network.spec().withHead(name));
        parameters = parameters.extended(network.layout(), seed, "reward-models");
        gradient = ParameterVector.zeros(network.layout());
        optimizer.extend(network.layout());
        pass = network.newPass(Math.max(BATCH, count() + 1));
        memories.add(new Memory(new float[capacity][], new long[1]));
    }

    /** Forgets the optimizer's moments, which would go on moving the models of other contexts. */
    void begin() {
        optimizer.reset();
    }

    /** Contexts so far. */
    int count() {
        return memories.size();
    }

    /**
     * Squared error of every context's prediction, in variances of its rewards.
     *
     * @param row observation, action in [-1, 1], next observation; then the reward
     */
    double[] errors(float[] row) {
        RowGroups groups = new RowGroups();
        for (int context = 0; context < count(); context++) {
            System.arraycopy(row, 0, pass.input(), context * inputs, inputs);
            groups.add(context, 1);
        }
        pass.forward(parameters, groups);
        double[] errors = new double[count()];
        for (int context = 0; context < count(); context++) {
            double gap = pass.output()[context] - scaled(context, row[inputs]);
            errors[context] = Math.min(WORST, gap * gap);
        }
        return errors;
    }

    private double scaled(int context, double reward) {
        double least = LEAST_DEVIATION * moments.deviation(all);
        double deviation = Math.max(1e-9, Math.max(least, moments.deviation(context)));
        return (reward - moments.mean(context)) / deviation;
    }

    /** Keeps a transition of a context, perhaps in the place of another. */
    void remember(int context, float[] row) {
        moments.observe(context, row[inputs]);
        moments.observe(all, row[inputs]);
        Memory memory = memories.get(context);
        long place = memory.offered[0] < capacity ? memory.offered[0] : random.nextLong(memory.offered[0] + 1);
        memory.offered[0]++;
        if (place < capacity) {
            memory.rows[(int) place] = row.clone();
        }
    }

    /** A gradient step for one context, if it has a batch to learn from. */
    void learn(int context) {
        Memory memory = memories.get(context);
        int held = (int) Math.min(capacity, memory.offered[0]);
        if (held < BATCH) {
            return;
        }
        float[] targets = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            float[] row = memory.rows[random.nextInt(held)];
            System.arraycopy(row, 0, pass.input(), i * inputs, inputs);
            targets[i] = (float) scaled(context, row[inputs]);
        }
        RowGroups groups = RowGroups.single(context, BATCH);
        pass.forward(parameters, groups);
        float[] byOutput = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            byOutput[i] = (pass.output()[i] - targets[i]) / BATCH;
        }
        Arrays.fill(gradient.edit(), 0f);
        pass.backward(parameters, groups, 0, byOutput, gradient);
        optimizer.step(parameters, gradient, LEARNING_RATE, 0, null, 0);
    }

    void save(SavedState state) {
        state.putRandom("random", random);
        state.putFloats("parameters", parameters.values());
        optimizer.save(state.scope("optimizer"));
        moments.save(state.scope("moments"));
        for (int context = 0; context < count(); context++) {
            Memory memory = memories.get(context);
            int held = (int) Math.min(capacity, memory.offered[0]);
            float[] rows = new float[held * (inputs + 1)];
            for (int i = 0; i < held; i++) {
                System.arraycopy(memory.rows[i], 0, rows, i * (inputs + 1), inputs + 1);
            }
            state.putFloats("memory-" + context, rows);
            state.putLongs("offered-" + context, memory.offered[0]);
        }
    }

    /** Takes up what {@link #save} wrote, once as many contexts are open. */
    void load(SavedState state) {
        state.restoreRandom("random", random);
        state.floatsInto("parameters", parameters.edit());
        optimizer.load(state.scope("optimizer"));
        moments.load(state.scope("moments"));
        for (int context = 0; context < count(); context++) {
            Memory memory = memories.get(context);
            float[] rows = state.floats("memory-" + context);
            for (int i = 0; i < rows.length / (inputs + 1); i++) {
                memory.rows[i] = Arrays.copyOfRange(rows, i * (inputs + 1), (i + 1) * (inputs + 1));
            }
            memory.offered[0] = state.getLong("offered-" + context);
        }
    }
}
