package dev.reprise.app.experiment;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.app.UserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of methods that make no sense are refused, with the reason. */
class MethodRefusalTest {
    private static final String PACKNET =
            "agent={packNet: {enabled: true, retrainSteps: 0}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            curriculum.kind=parallel | phases of several tasks
            agent.rehearsal.policy.coefficient=1 | rehearsal.policy.coefficient must be 0
            agent.rehearsal.experience.rows=16 | rehearsal.experience.rows must be 0
            agent.layers.frozen=[0] | layers.frozen must be empty
            agent.resetOptimizer=false | packNet needs resetOptimizer
            agent.replay.window=everything | replay.window must be visit or task
            agent.weightDecay=0.01 | packNet needs weightDecay 0
            agent.regularization.kind=ewc | regularization.kind must be none
            agent.sharing={heads: one, conditioning: film} | one head for all tasks would change
            agent.sharing={backbone: cross-stitch, sharedLayers: 1} | must not be cross-stitch
            agent.sharing.backbone=columns | sharing.sharedLayers must be at least 1
            """)
    void withPackNet(String setting, String reason) {
        UserException refusal = assertThrows(UserException.class, () -> SmallRun.config(PACKNET, setting));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains(reason), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent.balance.popArtStep=0.001 | normalizeRewards must be false
            agent={balance: {gradients: pcgrad}, rehearsal: {experience: {reference: true}}} | balance.gradients must be sum
            agent.balance.losses=fixed | weights must be given
            agent.balance.weights={a: 2} | weights must be given
            agent={plasticity: {atChange: shrink-perturb}, regularization: {kind: l2}} | regularization.kind must be none
            agent={plasticity: {redoInterval: 10}, executor: dl4j} | executor fused
            agent={plasticity: {atChange: reset-critics}, layers: {frozen: [0]}} | atChange must be keep
            agent={plasticity: {atChange: shrink-perturb}, sharing: {backbone: soft}} | sharedLayers at least 1
            agent={plasticity: {redoInterval: 10}, network: {trunk: residual, widths: [16, 16, 16]}} | network.trunk must be plain or layer-norm
            agent={balance: {losses: grad-norm}, auxiliary: {dynamics: 1, networks: all}} | auxiliary.networks must be actor
            agent={plasticity: {atChange: reset-all}};guard.action=stop | which a guard takes for a loss
            agent={auxiliary: {success: 1}, executor: dl4j} | the executor fused
            agent.auxiliary.success=-1 | success must be in [0, 1e6]
            agent={plasticity: {atChange: reset-all}, resetOptimizer: false} | needs resetOptimizer
            agent.balance.data.steps=proportional | steps must be uniform, weighted or lagging
            agent.balance.data.rows=weighted | weights must be given where
            contexts.known=false | agent.replay.sharing must be none
            environment.lanes=2;agent.exploration=best-return | best-return tries one head after the other
            agent.balance.weights={reach-north-eest: 2};agent.balance.losses=fixed | did you mean 'reach-north-east'?
            agent.balance.data={steps: weighted, weights: {reach-north-eest: 2}} | did you mean 'reach-north-east'?
            agent={replay: {window: everything}, balance: {data: {rows: lagging}}} | balance.data.rows must be uniform
            agent={rehearsal: {experience: {rows: 0}}, balance: {data: {memory: lagging}}} | experience.rows must be at least 1
            agent.rehearsal.experience={rows: 0, reference: true} | experience.rows must be at least 1
            agent.replay={headStart: 2, sharing: none} | replay.sharing must not be none
            curriculum.kind=parallel;agent.exploration=best-return | phases of several tasks
            agent={plasticity: {atChange: reset-all}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}} | something must teach
            contexts.novelty=0 | novelty must be in (0, 100]
            """)
    void amongBalances(String settings, String reason) {
        UserException refusal = assertThrows(UserException.class, () -> SmallRun.config(settings.split(";", -1)));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains(reason), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent.auxiliary.reward=1 | auxiliary.reward and success must be 0
            agent.auxiliary.success=1 | auxiliary.reward and success must be 0
            agent={balance: {losses: fixed, weights: {reach-north-east: 2}}} | weights and clusters name tasks
            agent.balance.data={steps: weighted, weights: {reach-north-east: 2}} | weights and clusters name tasks
            agent.sharing.penalty.clusters=[[reach-north-east]] | weights and clusters name tasks
            agent={packNet: {enabled: true, retrainSteps: 0}, rehearsal: {experience: {rows: 0}, policy: {coefficient: 0}}} | packNet.enabled must be false
            """)
    void withUnknownContexts(String setting, String reason) {
        UserException refusal = assertThrows(
                UserException.class,
                () -> SmallRun.config("contexts.known=false", "agent.replay.sharing=none", setting));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains(reason), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent={executor: dl4j, sharing: {backbone: columns}} | needs the executor fused
            agent.sharing={backbone: columns, sharedLayers: 2} | sharedLayers must be below the number of layers, 2
            agent.sharing.sharedLayers=1 | sharedLayers must be 0 with a hard backbone
            agent.sharing={backbone: columns, conditioning: film} | sharedLayers must be at least 1
            agent.sharing.networks=actor | networks must be all
            agent.sharing={backbone: soft, penalty: {within: 0}} | penalty must have a number above 0
            agent.sharing={backbone: soft, penalty: {clusters: [[a, b], [b]]}} | clusters name a task twice
            agent.sharing.penalty.clusters=[[reach-north-eest]] | did you mean 'reach-north-east'?
            agent={sharing: {backbone: columns}, regularization: {kind: ewc}} | regularization.kind must be none
            agent={sharing: {backbone: columns}, balance: {gradients: pcgrad}} | gradients meet in what tasks share
            agent={sharing: {heads: one}, balance: {popArtStep: 0.01}, normalizeRewards: false} | heads must be per-task
            agent={sharing: {backbone: columns}, weightDecay: 0.01} | weightDecay is of what tasks share
            agent.network.widths=[65536, 65536] | at most 268435456 weights between their layers
            agent.layers.rates=[1, 1] | a number for each of the 2 layers
            agent.layers.frozen=[2] | must name layers below 2
            agent={sharing: {backbone: columns, sharedLayers: 1}, layers: {frozen: [1]}} | a later task's own would never
            """)
    void amongSharings(String setting, String reason) {
        UserException refusal = assertThrows(UserException.class, () -> SmallRun.config(setting));
        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.contains(reason), said);
    }
}
