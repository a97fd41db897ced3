package dev.reprise.agents.sac;

import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.ExperienceRehearsal;
import dev.reprise.agents.continual.PolicyRehearsal;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.agents.continual.RehearsalMemory;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** The list of methods that a configuration asks for. */
final class Methods {
    private Methods() {}

    static List<ContinualMethod> of(RehearsalConfig config, RehearsalMemory memory, long seed) {
        List<ContinualMethod> methods = new ArrayList<>();
        if (config.experience().rows() > 0) {
            methods.add(new ExperienceRehearsal(config, memory));
        }
        if (config.policy().coefficient() > 0) {
            methods.add(new PolicyRehearsal(config, memory, RandomStream.named(seed, "policy-rehearsal")));
        }
        return List.copyOf(methods);
    }
}
