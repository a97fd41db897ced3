package dev.reprise.agents.sac;

import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.continual.RegularizationConfig;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import dev.reprise.agents.sharing.LayersConfig;
import dev.reprise.agents.sharing.SharingConfig;

/** Which sharings of parameters go together with which other parts of the agent. */
final class SharingRules {
    private final int layers;
    private final ParameterSharing actor;
    private final ParameterSharing critics;

    /** @param layers of the trunk */
    SharingRules(SharingConfig sharing, int layers) {
        require(
                sharing.sharedLayers() < layers,
                "sharing.sharedLayers must be below the number of layers, " + layers
                        + ", or nothing is left for the tasks' columns, not " + sharing.sharedLayers());
        this.layers = layers;
        this.actor = sharing.actor();
        this.critics = sharing.critics();
    }

    void check(Executor executor) {
        require(
                executor == Executor.FUSED || (actor.plain() && critics.plain()),
                "executor dl4j runs a backbone that all tasks share and a head for each;"
                        + " another sharing of parameters needs the executor fused");
    }

    void check(LayersConfig config) {
        config.check(layers, Math.min(shared(actor), shared(critics)));
    }

    void check(RegularizationConfig regularization) {
        require(
                regularization.kind() == RegularizationConfig.Kind.NONE || meets(actor),
                "regularization holds what the tasks' policies share, and with this sharing that is nothing;"
                        + " regularization.kind must be none or sharing.sharedLayers at least 1");
    }

    void check(PlasticityConfig plasticity) {
        require(
                plasticity.atChange() != PlasticityConfig.AtChange.SHRINK_PERTURB || (meets(actor) && meets(critics)),
                "plasticity.atChange shrink-perturb moves what tasks share, and with this sharing that is nothing;"
                        + " it must be another or sharing.sharedLayers at least 1");
    }

    void check(BalanceConfig balance) {
        require(
                (balance.gradients() == BalanceConfig.Gradients.SUM
                                && balance.losses() != BalanceConfig.Losses.GRAD_NORM)
                        || (meets(actor) && meets(critics)),
                "tasks' gradients meet in what tasks share, and with this sharing that is nothing;"
                        + " balance.gradients must be sum and balance.losses not grad-norm,"
                        + " or sharing.sharedLayers at least 1");
        require(
                balance.popArtStep() == 0 || critics.heads() == Heads.PER_TASK,
                "balance.popArtStep gives each task's head units of its own, so sharing.heads must be per-task with it");
    }

    void checkWeightDecay() {
        require(
                meets(actor) || meets(critics),
                "weightDecay is of what tasks share, and with this sharing that is nothing; it must be 0 or"
                        + " sharing.sharedLayers at least 1");
    }

    void checkPackNet() {
        require(
                actor.heads() == Heads.PER_TASK,
                "packNet keeps old policies as they are, which one head for all tasks would change;"
                        + " sharing.heads must be per-task with it");
        require(
                !actor.stitched(),
                "packNet keeps old policies as they are, which columns that mix would change;"
                        + " sharing.backbone must not be cross-stitch with it");
        require(
                shared(actor) > 0,
                "packNet packs the layers that the tasks' policies share, and with this sharing there are none;"
                        + " sharing.sharedLayers must be at least 1 with it");
    }

    private int shared(ParameterSharing sharing) {
        return sharing.backbone() == ParameterSharing.Backbone.HARD ? layers : sharing.sharedLayers();
    }

    /** Whether there are parameters that all tasks use. */
    private boolean meets(ParameterSharing sharing) {
        return shared(sharing) > 0 || sharing.heads() == Heads.ONE;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
