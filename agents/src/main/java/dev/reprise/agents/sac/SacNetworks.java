package dev.reprise.agents.sac;

import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.continual.LearntPolicy;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.TaskId;
import java.util.List;

/**
 * Policy, twin critics and their targets: a backbone with a head per task each, unless the tasks share less or more. The critics share one network and
 * differ by their parameters.
 *
 * <p>Policy: observation → per action dimension a mean, then per dimension a log standard deviation. Critics:
 * observation and action (scaled to [-1, 1]) → one value.
 */
final class SacNetworks implements LearntPolicy {
    private final Executor executor;
    private final int threads;
    private final long seed;
    private Network actorNetwork;
    private Network criticNetwork;
    private ParameterVector actor;
    private final ParameterVector[] critics = new ParameterVector[2];
    private final ParameterVector[] targets = new ParameterVector[2];

    SacNetworks(EnvironmentSpecs specs, SacConfig config, long seed) {
        this.executor = config.executor();
        this.threads = config.threads();
        this.seed = seed;
        int observations = specs.observation().size();
        int actions = specs.action().size();
        actorNetwork =
                network(config, observations, 2 * actions, config.sharing().actor());
        criticNetwork =
                network(config, observations + actions, 1, config.sharing().critics());
        actor = ParameterVector.initial(actorNetwork.layout(), seed, "actor");
        for (int k = 0; k < 2; k++) {
            critics[k] = ParameterVector.initial(criticNetwork.layout(), seed, "critic-" + k);
            targets[k] = critics[k].copy();
        }
    }

    private Network network(SacConfig config, int inputs, int outputs, ParameterSharing sharing) {
        SacConfig.NetworkConfig shape = config.network();
        return executor.network(
                new NetworkSpec(inputs, shape.widths(), shape.trunk(), shape.activation(), outputs, List.of(), sharing),
                threads);
    }

    /** Adds a head for {@code task} to all networks, behind the others. */
    void addHead(TaskId task) {
        actorNetwork = executor.network(actorNetwork.spec().withHead(task), threads);
        criticNetwork = executor.network(criticNetwork.spec().withHead(task), threads);
        actor = actor.extended(actorNetwork.layout(), seed, "actor");
        for (int k = 0; k < 2; k++) {
            int known = critics[k].values().length;
            critics[k] = critics[k].extended(criticNetwork.layout(), seed, "critic-" + k);
            targets[k] = targets[k].extended(criticNetwork.layout());
            System.arraycopy(critics[k].values(), known, targets[k].edit(), known, critics[k].values().length - known);
        }
    }

    /** Fresh parameters of the policy's shape, others for every {@code occasion}. */
    ParameterVector freshActor(String occasion) {
        return ParameterVector.initial(actorNetwork.layout(), seed, "actor/" + occasion);
    }

    /** Fresh parameters of a critic's shape, others for every {@code occasion}. */
    ParameterVector freshCritic(int k, String occasion) {
        return ParameterVector.initial(criticNetwork.layout(), seed, "critic-" + k + "/" + occasion);
    }

    /** What is done to the networks when phase {@code phase} begins. */
    void renew(PlasticityConfig config, int phase) {
        String occasion = "phase-" + phase;
        switch (config.atChange()) {
            case KEEP -> {}
            case SHRINK_PERTURB -> {
                mix(actor, freshActor(occasion), config.keep());
                for (int k = 0; k < 2; k++) {
                    mix(critics[k], freshCritic(k, occasion), config.keep());
                    mix(targets[k], freshCritic(k, occasion), config.keep());
                }
            }
            case RESET_CRITICS, RESET_ALL -> {
                if (config.atChange() == PlasticityConfig.AtChange.RESET_ALL) {
                    actor.set(freshActor(occasion));
                }
                for (int k = 0; k < 2; k++) {
                    critics[k].set(freshCritic(k, occasion));
                    targets[k].set(critics[k]);
                }
            }
        }
    }

    private static void mix(ParameterVector parameters, ParameterVector fresh, double keep) {
        float[] values = parameters.edit();
        for (int i = 0; i < parameters.layout().trunkSize(); i++) {
            values[i] = (float) (keep * values[i] + (1 - keep) * fresh.values()[i]);
        }
    }

    @Override
    public Network actorNetwork() {
        return actorNetwork;
    }

    Network criticNetwork() {
        return criticNetwork;
    }

    @Override
    public ParameterVector actor() {
        return actor;
    }

    ParameterVector critic(int k) {
        return critics[k];
    }

    ParameterVector target(int k) {
        return targets[k];
    }

    /**
     * Takes over what other networks have learnt.
     *
     * @throws IllegalArgumentException with a sentence when they have another shape
     */
    void takeOver(SacNetworks other) {
        TakenOver.check(other.actorNetwork.spec(), actorNetwork.spec());
        TakenOver.check(other.criticNetwork.spec(), criticNetwork.spec());
        TakenOver.copy(other.actor, actor);
        for (int k = 0; k < 2; k++) {
            TakenOver.copy(other.critics[k], critics[k]);
            TakenOver.copy(other.targets[k], targets[k]);
        }
    }

    void save(SavedState state) {
        state.putFloats("actor", actor.values());
        for (int k = 0; k < 2; k++) {
            state.putFloats("critic-" + k, critics[k].values());
            state.putFloats("target-" + k, targets[k].values());
        }
    }

    void load(SavedState state) {
        state.floatsInto("actor", actor.edit());
        for (int k = 0; k < 2; k++) {
            state.floatsInto("critic-" + k, critics[k].edit());
            state.floatsInto("target-" + k, targets[k].edit());
        }
    }
}
