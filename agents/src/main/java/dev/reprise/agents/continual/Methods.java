package dev.reprise.agents.continual;

import dev.reprise.agents.balance.DataBalance;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** The list of methods that a configuration asks for. */
public final class Methods {
    private Methods() {}

    /**
     * @param anew whether the policy begins anew with every phase but the first
     * @param explorationSteps of a task's first visit, for best-return exploration; 0 for none
     * @param seed of the run
     */
    public static List<ContinualMethod> of(
            RehearsalConfig rehearsal,
            RegularizationConfig regularization,
            PackNetConfig packNet,
            boolean anew,
            int explorationSteps,
            RehearsalMemory memory,
            DataBalance data,
            LearntPolicy policy,
            ActionScaling scaling,
            long seed) {
        List<ContinualMethod> methods = new ArrayList<>();
        if (rehearsal.experience().rows() > 0) {
            methods.add(new ExperienceRehearsal(rehearsal, memory, data));
        }
        if (rehearsal.policy().coefficient() > 0) {
            methods.add(new PolicyRehearsal(rehearsal, memory, RandomStream.named(seed, "policy-rehearsal"), anew));
        }
        if (rehearsal.values().coefficient() > 0) {
            methods.add(new ValueRehearsal(rehearsal, memory, scaling, RandomStream.named(seed, "value-rehearsal")));
        }
        if (regularization.kind() != RegularizationConfig.Kind.NONE) {
            methods.add(new WeightRegularization(
                    regularization, memory, policy, RandomStream.named(seed, "weight-regularization")));
        }
        if (packNet.enabled()) {
            methods.add(new PackNet(packNet, policy));
        }
        if (explorationSteps > 0) {
            methods.add(new BestReturnExploration(explorationSteps));
        }
        return List.copyOf(methods);
    }
}
