package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.balance.DataBalance;
import dev.reprise.agents.balance.DataConfig;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.envs.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperienceRehearsalTest {
    private static final RehearsalConfig CONFIG = new RehearsalConfig(
            0.1,
            new RehearsalConfig.Experience(6, false, false),
            new RehearsalConfig.Policy(1, 0),
            RehearsalConfig.Values.OFF,
            null,
            false);

    private static RehearsalMemory memory() {
        RehearsalMemory memory = new RehearsalMemory(TransitionSchema.of(TestSpecs.SPECS), CONFIG, 1, 2);
        memory.open(0, 200);
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 200; i++) {
            memory.offer(TestSpecs.transition(0, 0, random, null));
        }
        Network actor = Executor.FUSED.network(NetworkSample.spec(3, List.of(4), Activation.RELU, 4, 2));
        memory.recordPolicy(0, actor, ParameterVector.zeros(actor.layout()));
        return memory;
    }

    private static int drawn(ExperienceRehearsal method) {
        Draws draws = new Draws(64);
        new Mix(method.replayShare()).draw(RandomStream.of(2), draws);
        return draws.count();
    }

    @Test
    void emphasisMultipliesTheRowsOfEveryBatchThatFollows() {
        RehearsalMemory memory = memory();
        ExperienceRehearsal method = new ExperienceRehearsal(CONFIG, memory, new DataBalance(DataConfig.UNIFORM));
        method.onPhaseStart(new PhaseStart(1, 2, List.of(1), List.of(1), 200));
        assertEquals(6, drawn(method));
        memory.emphasise(3);
        assertEquals(18, drawn(method));
        memory.emphasise(1.4);
        assertEquals(8, drawn(method), "rounded");
    }
}
