package dev.reprise.agents.sac;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.DataConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.continual.PackNetConfig;
import dev.reprise.agents.continual.RegularizationConfig;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.sharing.LayersConfig;
import dev.reprise.agents.sharing.SharingConfig;
import java.util.List;

/**
 * All numbers of the agent. Defaults stand in {@code configs/defaults.yaml}, with their reasons.
 *
 * @param executor who runs the networks
 * @param threads that share a gradient step, 1 … 64; the result has the same bits for any number
 * @param network shape of policy and critics
 * @param batch rows per update that the present tasks have collected themselves, over all of them
 * @param discount γ, in [0, 1)
 * @param targetDecay part of the target critics that stays at each update, in [0, 1)
 * @param learningRate of policy and critics at the start of a phase
 * @param finalLearningRate at the end of a phase
 * @param schedule the way from the one to the other
 * @param temperature entropy bonus
 * @param updates gradient steps per environment step
 * @param randomSteps uniform random actions at the start of a task's first visit
 * @param exploration how a task's first {@code randomSteps} are taken
 * @param criticOnlySteps gradient steps at the start of a returning visit that move the critics but not the policy
 * @param gradientClip largest Euclidean norm of each network's gradient; 0 for no limit
 * @param weightDecay part of each parameter that tasks share that a learning rate of 1 would take away at every step, apart from the
 *     gradient (Loshchilov and Hutter 2019); 0 for none
 * @param resetOptimizer whether a phase begins with fresh optimizer moments
 * @param normalizeRewards whether each task's rewards are divided by a scale of their own
 * @param replay what is kept and who may read it
 * @param rehearsal of earlier tasks
 * @param regularization of the policy's backbone towards what earlier tasks need
 * @param packNet weights of its own for each visit
 * @param balance of tasks that learn together
 * @param sharing what tasks share of the networks' parameters
 * @param layers how much each layer learns
 * @param plasticity what is done so that networks can go on learning
 * @param auxiliary what backbones are to predict beside what they are for
 */
public record SacConfig(
        Executor executor,
        int threads,
        NetworkConfig network,
        int batch,
        double discount,
        double targetDecay,
        double learningRate,
        double finalLearningRate,
        Schedule schedule,
        Temperature temperature,
        UpdateRatio updates,
        int randomSteps,
        FirstSteps exploration,
        int criticOnlySteps,
        double gradientClip,
        double weightDecay,
        boolean resetOptimizer,
        boolean normalizeRewards,
        Replay replay,
        RehearsalConfig rehearsal,
        RegularizationConfig regularization,
        PackNetConfig packNet,
        BalanceConfig balance,
        SharingConfig sharing,
        LayersConfig layers,
        PlasticityConfig plasticity,
        AuxiliaryConfig auxiliary) {
    /** Checks ranges, and that the parts go together. */
    public SacConfig {
        require(threads >= 1 && threads <= 64, "threads must be 1 to 64, not " + threads);
        require(batch >= 1, "batch must be at least 1, not " + batch);
        require(discount >= 0 && discount < 1, "discount must be in [0, 1), not " + discount);
        require(targetDecay >= 0 && targetDecay < 1, "targetDecay must be in [0, 1), not " + targetDecay);
        require(learningRate > 0 && learningRate < 1, "learningRate must be in (0, 1), not " + learningRate);
        require(
                finalLearningRate > 0 && finalLearningRate < 1,
                "finalLearningRate must be in (0, 1), not " + finalLearningRate);
        require(randomSteps >= 0, "randomSteps must be 0 or more, not " + randomSteps);
        require(criticOnlySteps >= 0, "criticOnlySteps must be 0 or more, not " + criticOnlySteps);
        require(
                gradientClip >= 0 && !Double.isInfinite(gradientClip),
                "gradientClip must be 0 or more, not " + gradientClip);
        require(weightDecay >= 0 && weightDecay < 1, "weightDecay must be in [0, 1), not " + weightDecay);
        require(
                balance.popArtStep() == 0 || !normalizeRewards,
                "balance.popArtStep normalises values already, so normalizeRewards must be false with it");
        require(
                !rehearsal.experience().reference() || balance.gradients() == BalanceConfig.Gradients.SUM,
                "rehearsal.experience.reference puts gradients together by its own rule, so balance.gradients must be sum"
                        + " with it");
        require(
                !rehearsal.experience().reference() || rehearsal.experience().rows() > 0,
                "rehearsal.experience.reference needs rows to refer to, so rehearsal.experience.rows must be at least 1 with it");
        require(
                balance.data().rows() == DataConfig.Share.UNIFORM || replay.window() != Window.EVERYTHING,
                "replay.window everything draws from all that is kept alike, so balance.data.rows must be uniform with it");
        require(
                balance.data().memory() == DataConfig.Share.UNIFORM
                        || rehearsal.experience().rows() > 0,
                "balance.data.memory shares out rehearsed experience, so rehearsal.experience.rows must be at least 1 with it");
        require(
                replay.headStart() == 0 || replay.sharing() != Sharing.NONE,
                "replay.headStart learns from other tasks' rows, so replay.sharing must not be none with it");
        require(
                plasticity.atChange() != PlasticityConfig.AtChange.RESET_ALL
                        || rehearsal.policy().coefficient() > 0
                        || (rehearsal.experience().rows() > 0
                                && rehearsal.experience().moveActor())
                        || replay.window() == Window.EVERYTHING,
                "plasticity.atChange reset-all forgets every policy, so something must teach them again:"
                        + " rehearsal.policy.coefficient above 0, rehearsal.experience.rows with moveActor, or replay.window"
                        + " everything");
        boolean renewed = plasticity.renewsPolicy();
        require(
                !renewed || regularization.kind() == RegularizationConfig.Kind.NONE,
                "plasticity draws weights anew that regularization holds in place, so regularization.kind must be none with"
                        + " it");
        require(!renewed || !packNet.enabled(), "plasticity draws weights anew that packNet keeps; use one of them");
        require(
                plasticity.atChange() == PlasticityConfig.AtChange.KEEP || resetOptimizer,
                "plasticity.atChange needs resetOptimizer: old moments belong to old weights");
        require(
                plasticity.redoInterval() == 0
                        || (executor == Executor.FUSED
                                && sharing.actor().plain()
                                && sharing.critics().plain()),
                "plasticity.redoInterval recycles units of a backbone that all tasks share, on the fused executor: sharing must"
                        + " be hard, with a head per task, and executor fused with it");
        require(
                plasticity.redoInterval() == 0 || network.trunk() != Trunk.RESIDUAL,
                "plasticity.redoInterval silences what leaves a unit, which in a residual trunk goes past the next layer too;"
                        + " network.trunk must be plain or layer-norm with it");
        require(
                balance.losses() != BalanceConfig.Losses.GRAD_NORM || !auxiliary.onCritics(),
                "balance.losses grad-norm compares the lengths of the critics' gradients, to which hints would add;"
                        + " auxiliary.networks must be actor with it");
        require(
                !auxiliary.any() || executor == Executor.FUSED,
                "auxiliary tasks send gradients into a backbone's last layer, which the executor fused can do; use it with them");
        require(
                layers.frozen().isEmpty() || !plasticity.renews(),
                "layers.frozen keeps layers as they were learnt and plasticity draws them anew, so plasticity.atChange must be"
                        + " keep and redoInterval 0 with it");
        SharingRules rules = new SharingRules(sharing, network.widths().size());
        rules.check(executor);
        rules.check(layers);
        rules.check(regularization);
        rules.check(plasticity);
        rules.check(balance);
        if (weightDecay > 0) {
            rules.checkWeightDecay();
        }
        if (packNet.enabled()) {
            rules.checkPackNet();
            require(resetOptimizer, "packNet needs resetOptimizer: old moments would move the weights that it keeps");
            require(weightDecay == 0, "packNet needs weightDecay 0, which would shrink the weights that it keeps");
            require(
                    rehearsal.policy().coefficient() == 0,
                    "packNet keeps old policies as they are, so rehearsal.policy.coefficient must be 0 with it");
            require(
                    rehearsal.experience().rows() == 0,
                    "packNet keeps old policies as they are, so rehearsal.experience.rows must be 0 with it: critics would"
                            + " learn from them what the present weights are worth in an old task, which acts with its own");
            require(
                    layers.frozen().isEmpty(),
                    "packNet takes weights away that a task to come is to train, so layers.frozen must be empty with it");
            require(
                    replay.window() != Window.EVERYTHING,
                    "packNet trains one task's weights, so replay.window must be visit or task with it");
            require(
                    regularization.kind() == RegularizationConfig.Kind.NONE,
                    "packNet keeps old weights as they are, so regularization.kind must be none with it");
        }
    }

    /** How a task's first steps are taken. */
    public enum FirstSteps {
        /** Uniformly over the action box. */
        UNIFORM,
        /** By the policy with the head of the earlier task that gets the largest return here. */
        BEST_RETURN
    }

    /** How the learning rate goes from its first to its last value within a phase. */
    public enum Schedule {
        /** In a straight line. */
        LINEAR {
            @Override
            double way(double progress) {
                return progress;
            }
        },
        /** Along half a cosine (Loshchilov and Hutter 2017, eq. 5, without restarts within a phase). */
        COSINE {
            @Override
            double way(double progress) {
                return 0.5 - 0.5 * StrictMath.cos(Math.PI * progress);
            }
        };

        /** Part of the way that is done when part {@code progress} of the phase is over; 0 … 1. */
        abstract double way(double progress);
    }

    /** The learning rate when part {@code progress} of a phase is over; 0 … 1. */
    double learningRateAt(double progress) {
        return learningRate + schedule.way(progress) * (finalLearningRate - learningRate);
    }

    /**
     * Shape of policy and critics.
     *
     * @param widths units of each layer of the backbone
     * @param trunk how they are put together
     * @param activation after each of them, where the trunk has no other there
     */
    public record NetworkConfig(List<Integer> widths, Trunk trunk, Activation activation) {
        /** Between layers; a gigabyte of parameters and as much again for each moment and gradient. */
        private static final long MOST_WEIGHTS = 1L << 28;

        /** Checks ranges. */
        public NetworkConfig {
            widths = List.copyOf(widths);
            require(
                    !widths.isEmpty() && widths.stream().allMatch(w -> w >= 1 && w <= 65_536),
                    "widths must name at least one layer of 1 to 65536 units, not " + widths);
            long weights = 0;
            for (int i = 1; i < widths.size(); i++) {
                weights += (long) widths.get(i - 1) * widths.get(i);
            }
            require(
                    weights <= MOST_WEIGHTS,
                    "widths must have at most " + MOST_WEIGHTS + " weights between their layers, not " + weights);
            trunk.check(widths);
        }
    }

    /**
     * Entropy bonus: one temperature per task, tuned so that the policy's entropy meets a target (Haarnoja et al. 2018,
     * arXiv 1812.05905, eq. 18).
     *
     * @param initialLog natural logarithm that a task's temperature starts from
     * @param learningRate of the logarithm
     * @param targetEntropyPerAction target for each dimension of the action, in nats, over actions scaled to [-1, 1]
     */
    public record Temperature(double initialLog, double learningRate, double targetEntropyPerAction) {
        /** Checks ranges. */
        public Temperature {
            require(Math.abs(initialLog) <= 20, "initialLog must be in [-20, 20], not " + initialLog);
            require(learningRate >= 0 && learningRate < 1, "learningRate must be in [0, 1), not " + learningRate);
            require(
                    Math.abs(targetEntropyPerAction) <= 20,
                    "targetEntropyPerAction must be in [-20, 20], not " + targetEntropyPerAction);
        }
    }

    /**
     * The one rate limiter: so many gradient steps for so many environment steps.
     *
     * @param gradientSteps 0 or more
     * @param environmentSteps 1 or more
     */
    public record UpdateRatio(int gradientSteps, int environmentSteps) {
        /** Checks ranges. */
        public UpdateRatio {
            require(gradientSteps >= 0, "gradientSteps must be 0 or more, not " + gradientSteps);
            require(environmentSteps >= 1, "environmentSteps must be at least 1, not " + environmentSteps);
        }

        /** Gradient steps that are due after environment step {@code step}, counted from 1. */
        int due(long step) {
            return (int) (step * gradientSteps / environmentSteps - (step - 1) * gradientSteps / environmentSteps);
        }
    }

    /** Who may read what a task has collected. */
    public enum Sharing {
        /** Only the task itself. */
        NONE,
        /** Every task whose label can be given. */
        ALL,
        /**
         * The same, but the critics learn only from rows that are as good for the reading task as the better ones of its own
         * (Yu et al. 2021, "Conservative data sharing for multi-task offline reinforcement learning", arXiv 2109.08128): whose
         * value is not below a quantile of those in the same batch. There values are a conservative critic's, offline; here
         * they are the smaller of both critics'.
         */
        HELPFUL
    }

    /** What of the store the rows of the present tasks are drawn from. */
    public enum Window {
        /** What each of them has collected in this visit, as in Continual World. */
        VISIT,
        /** What each of them has collected in all its visits. */
        TASK,
        /**
         * What any task has ever collected, each transition with equal probability and through its own task's heads:
         * Continual World's perfect memory.
         */
        EVERYTHING
    }

    /**
     * What is kept and who may read it.
     *
     * @param budgetMebibytes of memory for the transitions of all tasks together
     * @param spillMebibytes of disk for the oldest of those that memory does not hold; 0 for none
     * @param sharing who may read what a task has collected
     * @param sharedRows rows per update that come from elsewhere, read under the present tasks' labels, over all of them
     * @param sharedQuantile with {@link Sharing#HELPFUL}: rows are learnt from whose value is at least that of this part of the
     *     task's own rows, in [0, 1)
     * @param headStart with sharing: gradient steps from shared rows alone, a whole batch each, with each of the first {@code
     *     randomSteps} environment steps of a first visit, so that a task is learnt from what others have collected before it
     *     has collected much of its own; 0 for none
     * @param window what of the store the rows of the present tasks are drawn from
     */
    public record Replay(
            int budgetMebibytes,
            int spillMebibytes,
            Sharing sharing,
            int sharedRows,
            double sharedQuantile,
            int headStart,
            Window window) {
        /** Checks ranges. */
        public Replay {
            require(budgetMebibytes >= 1, "budgetMebibytes must be at least 1, not " + budgetMebibytes);
            require(spillMebibytes >= 0, "spillMebibytes must be 0 or more, not " + spillMebibytes);
            require(sharedRows >= 0, "sharedRows must be 0 or more, not " + sharedRows);
            require(headStart >= 0, "headStart must be 0 or more, not " + headStart);
            require(
                    sharedQuantile >= 0 && sharedQuantile < 1,
                    "sharedQuantile must be in [0, 1), not " + sharedQuantile);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
