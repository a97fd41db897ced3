package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.balance.PlasticityConfig.AtChange;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What becomes of the networks when a phase begins. */
class SacNetworksTest {
    private static final int PHASE = 3;
    private static final String OCCASION = "phase-3";

    private final SacNetworks networks = learnt();
    private final float[] actor = networks.actor().values().clone();
    private final float[][] critics = {
        networks.critic(0).values().clone(), networks.critic(1).values().clone()
    };
    private final float[][] targets = {
        networks.target(0).values().clone(), networks.target(1).values().clone()
    };

    /** Of two tasks; all parameters have moved away from where they began, targets elsewhere than critics. */
    private static SacNetworks learnt() {
        SacNetworks networks =
                new SacNetworks(TestSpecs.SPECS, TestSpecs.config(Executor.FUSED, SacConfig.Sharing.NONE, 0, 0), 1);
        networks.addHead(new TaskId("first"));
        networks.addHead(new TaskId("second"));
        RandomStream random = RandomStream.of(2);
        for (ParameterVector each : new ParameterVector[] {
            networks.actor(), networks.critic(0), networks.critic(1), networks.target(0), networks.target(1)
        }) {
            for (int i = 0; i < each.values().length; i++) {
                each.edit()[i] += random.nextGaussian();
            }
        }
        return networks;
    }

    private void renew(AtChange how) {
        networks.renew(new PlasticityConfig(how, 0.8, 0, 0.025), PHASE);
    }

    private static void assertMixed(float[] old, ParameterVector fresh, ParameterVector now) {
        int trunk = now.layout().trunkSize();
        for (int i = 0; i < old.length; i++) {
            double expected = i < trunk ? 0.8 * old[i] + 0.2 * fresh.values()[i] : old[i];
            assertEquals(expected, now.values()[i], i < trunk ? 1e-6 : 0, "parameter " + i);
        }
    }

    @Test
    void shrinkAndPerturbMovesBackbonesAFifthOfTheWayToFreshOnesAndNoHead() {
        renew(AtChange.SHRINK_PERTURB);
        assertMixed(actor, networks.freshActor(OCCASION), networks.actor());
        for (int k = 0; k < 2; k++) {
            assertMixed(critics[k], networks.freshCritic(k, OCCASION), networks.critic(k));
            assertMixed(targets[k], networks.freshCritic(k, OCCASION), networks.target(k));
        }
    }

    @Test
    void resetCriticsAreFreshAndTheirTargetsEqualThemAndThePolicyStays() {
        renew(AtChange.RESET_CRITICS);
        assertArrayEquals(actor, networks.actor().values());
        assertFreshCritics();
    }

    @Test
    void resetOfAllLeavesNothing() {
        renew(AtChange.RESET_ALL);
        assertArrayEquals(
                networks.freshActor(OCCASION).values(), networks.actor().values());
        assertFreshCritics();
    }

    private void assertFreshCritics() {
        for (int k = 0; k < 2; k++) {
            assertArrayEquals(
                    networks.freshCritic(k, OCCASION).values(),
                    networks.critic(k).values());
            assertArrayEquals(networks.critic(k).values(), networks.target(k).values());
        }
    }

    @Test
    void whatIsKeptStaysAsItIs() {
        renew(AtChange.KEEP);
        assertArrayEquals(actor, networks.actor().values());
        for (int k = 0; k < 2; k++) {
            assertArrayEquals(critics[k], networks.critic(k).values());
            assertArrayEquals(targets[k], networks.target(k).values());
        }
    }

    @Test
    void freshParametersDifferFromTheFirstOnesFromPhaseToPhaseAndFromCriticToCritic() {
        float[] fresh = networks.freshCritic(0, OCCASION).values();
        float[] first = ParameterVector.initial(networks.criticNetwork().layout(), 1, "critic-0")
                .values();
        assertFalse(Arrays.equals(fresh, first));
        assertFalse(Arrays.equals(fresh, networks.freshCritic(0, "phase-4").values()));
        assertFalse(Arrays.equals(fresh, networks.freshCritic(1, OCCASION).values()));
    }
}
