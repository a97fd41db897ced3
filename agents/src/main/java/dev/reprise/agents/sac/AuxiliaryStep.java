package dev.reprise.agents.sac;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.auxiliary.AuxiliaryLosses;
import dev.reprise.agents.auxiliary.AuxiliaryTargets;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.SavedState;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The auxiliary tasks' part of an update, for all networks whose backbones have them. */
final class AuxiliaryStep {
    /** The policy, behind both critics. */
    static final int ACTOR = 2;

    private final AuxiliaryConfig config;
    private final AuxiliaryTargets targets;
    /** By network: critic 0, critic 1, policy; null for none. */
    private final @Nullable Hints[] hints = new Hints[3];

    private final AuxiliaryLosses[] losses = new AuxiliaryLosses[3];
    private final float[][] byFeatures = new float[3][0];
    private final NetworkSpec[] backbones;
    private int[] every = {};

    /** @param tasks most tasks that the agent will meet */
    AuxiliaryStep(SacConfig config, SacNetworks networks, TransitionSchema schema, int tasks, long seed) {
        this.config = config.auxiliary();
        this.targets = new AuxiliaryTargets(this.config, schema, tasks);
        NetworkSpec critic = networks.criticNetwork().spec();
        this.backbones =
                new NetworkSpec[] {critic, critic, networks.actorNetwork().spec()};
        Arrays.fill(losses, AuxiliaryLosses.NONE);
        ParameterMath math = new ParameterMath(config.threads());
        for (int n = 0; n < hints.length; n++) {
            if (n == ACTOR ? this.config.onActor() : this.config.onCritics()) {
                String name = n == ACTOR ? "actor" : "critic-" + n;
                hints[n] = new Hints(
                        this.config, targets, backbones[n], schema.actions(), config.threads(), math, seed, name);
            }
        }
    }

    /** Reads what the rows of an update are to predict. */
    void read(Batch batch) {
        Arrays.fill(losses, AuxiliaryLosses.NONE);
        if (config.any()) {
            targets.read(batch);
        }
    }

    /** Derivative by the features of a critic's last pass, which began with the batch's rows; null for none. */
    float @Nullable [] critic(int k, Network.Pass pass, Batch batch, float[] taken) {
        int rows = batch.rows();
        if (every.length < rows) {
            every = new int[rows];
            Arrays.setAll(every, row -> row);
        }
        return differentiate(k, pass, 0, every, rows, taken);
    }

    /**
     * Derivative by the features of the policy's last pass; null for none.
     *
     * @param first its first row that observes what a row of the batch observed
     * @param rows those of the batch
     * @param count how many
     */
    float @Nullable [] actor(Network.Pass pass, int first, int[] rows, int count, float[] taken) {
        return differentiate(ACTOR, pass, first, rows, count, taken);
    }

    private float @Nullable [] differentiate(
            int network, Network.Pass pass, int first, int[] rows, int count, float[] taken) {
        Hints of = hints[network];
        if (of == null || count == 0) {
            return null;
        }
        int size = pass.maxRows() * backbones[network].features();
        float[] derivative = byFeatures[network].length == size ? byFeatures[network] : new float[size];
        Arrays.fill(derivative, 0f);
        byFeatures[network] = derivative;
        int last = backbones[network].widths().size() - 1;
        losses[network] = of.differentiate(pass, last, first, rows, count, taken, derivative);
        return derivative;
    }

    /** Lets a network's predictions learn from their last derivative, if there was one in this update. */
    @SuppressWarnings("ReferenceEquality") // losses that are equal to those of nobody may have been learnt from
    void step(int network, double learningRate) {
        Hints of = hints[network];
        if (of != null && losses[network] != AuxiliaryLosses.NONE) {
            of.step(learningRate);
        }
    }

    /** Losses of one network in the present update. */
    AuxiliaryLosses losses(int network) {
        return losses[network];
    }

    /** Losses of the present update. */
    AuxiliaryLosses losses() {
        if (!config.any()) {
            return AuxiliaryLosses.NONE;
        }
        return new AuxiliaryLosses(
                mean(AuxiliaryLosses::dynamics),
                mean(AuxiliaryLosses::reward),
                mean(AuxiliaryLosses::measurements),
                mean(AuxiliaryLosses::success));
    }

    private double mean(ToDoubleFunction<AuxiliaryLosses> of) {
        return Arrays.stream(losses)
                .mapToDouble(of)
                .filter(loss -> !Double.isNaN(loss))
                .average()
                .orElse(Double.NaN);
    }

    void resetOptimizers() {
        for (Hints of : hints) {
            if (of != null) {
                of.resetOptimizer();
            }
        }
    }

    void save(SavedState state) {
        if (config.any()) {
            targets.save(state.scope("targets"));
        }
        for (int n = 0; n < hints.length; n++) {
            Hints of = hints[n];
            if (of != null) {
                of.save(state.scope("hints-" + n));
            }
        }
    }

    void load(SavedState state) {
        if (config.any()) {
            targets.load(state.scope("targets"));
        }
        for (int n = 0; n < hints.length; n++) {
            Hints of = hints[n];
            if (of != null) {
                of.load(state.scope("hints-" + n));
            }
        }
    }
}
