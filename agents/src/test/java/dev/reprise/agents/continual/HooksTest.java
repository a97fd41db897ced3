package dev.reprise.agents.continual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReservoirMemory;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.sac.SacAgent;
import dev.reprise.agents.sac.SacConfig;
import dev.reprise.agents.sac.UpdateReport;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The agent calls every hook of a method, and what the hook says counts. */
class HooksTest {
    /** Writes down which hooks are called and does something harmless in each. */
    private static class Probe implements ContinualMethod {
        final Set<String> called = new TreeSet<>();
        final List<Gradients.Role> adjusted = new ArrayList<>();
        int slices = 3;

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public void onPhaseStart(PhaseStart phase) {
            called.add("onPhaseStart");
        }

        @Override
        public void onTransition(Transition transition) {
            called.add("onTransition");
        }

        @Override
        public boolean onPhaseEnd(PhaseStart phase, Trainer trainer) {
            called.add("onPhaseEnd");
            return --slices == 0;
        }

        @Override
        public @Nullable Exploration exploration(int task, int visit, long visitSteps) {
            called.add("exploration");
            return null;
        }

        @Override
        public List<Mix.Part> replayShare() {
            called.add("replayShare");
            return List.of();
        }

        @Override
        public boolean rehearsedRowsMoveActor() {
            called.add("rehearsedRowsMoveActor");
            return true;
        }

        @Override
        public PolicyTerm policyTerm() {
            called.add("policyTerm");
            return new PolicyTerm() {
                @Override
                public void draw(RowGroups groups) {
                    groups.add(0, 3);
                }

                @Override
                public void fill(float[] input, int row) {}

                @Override
                public double differentiate(float[] output, int row, float[] gradient) {
                    int outputs = 2 * TestSpecs.SPECS.action().size();
                    Arrays.fill(gradient, row * outputs, (row + 3) * outputs, 0f);
                    return 42;
                }
            };
        }

        @Override
        public @Nullable ValueTerm valueTerm() {
            called.add("valueTerm");
            return null;
        }

        @Override
        public void adjustGradients(Gradients gradients) {
            called.add("adjustGradients");
            adjusted.add(gradients.network());
        }

        @Override
        public void afterUpdate() {
            called.add("afterUpdate");
        }

        @Override
        public @Nullable ParameterVector parametersFor(int task) {
            called.add("parametersFor");
            return null;
        }
    }

    private static SacAgent agent(ContinualMethod method) {
        SacConfig config = TestSpecs.config(Executor.FUSED, SacConfig.Sharing.NONE, 0, 0);
        SacAgent agent = new SacAgent(
                config,
                TestSpecs.SPECS,
                (task, before, action, after) -> new Label(0, false, false),
                1,
                1,
                List.of(method));
        agent.meet(new TaskId("only"));
        agent.beginPhase(new PhaseStart(0, 1, List.of(0), List.of(1), 40));
        return agent;
    }

    private static @Nullable UpdateReport collect(SacAgent agent, int steps) {
        RandomStream random = RandomStream.of(1);
        UpdateReport last = null;
        for (int i = 0; i < steps; i++) {
            agent.act(0, TestSpecs.SPECS.observation().sample(random));
            agent.observe(TestSpecs.transition(0, 0, random, null), 0, true);
            last = agent.learn();
        }
        return last;
    }

    @Test
    void everyHookIsCalled() {
        Probe probe = new Probe();
        SacAgent agent = agent(probe);
        UpdateReport report = collect(agent, 20);
        assertFalse(agent.endPhase());
        assertFalse(agent.endPhase());
        assertTrue(agent.endPhase(), "after as many slices as the method wants");
        assertEquals(
                Set.of(
                        "adjustGradients",
                        "afterUpdate",
                        "policyTerm",
                        "exploration",
                        "onPhaseEnd",
                        "onPhaseStart",
                        "onTransition",
                        "parametersFor",
                        "rehearsedRowsMoveActor",
                        "replayShare",
                        "valueTerm"),
                probe.called);
        assertEquals(
                List.of(Gradients.Role.CRITIC_1, Gradients.Role.CRITIC_2, Gradients.Role.ACTOR),
                probe.adjusted.subList(0, 3));
        assertEquals(42, report == null ? Double.NaN : report.auxiliaryLoss());
    }

    @Test
    void aGradientSetToZeroMovesNothing() {
        SacAgent agent = agent(new Probe() {
            @Override
            public void adjustGradients(Gradients gradients) {
                Arrays.fill(gradients.total().edit(), 0f);
            }
        });
        float[] before = agent.snapshot().parameters().values().clone();
        collect(agent, 30);
        assertTrue(agent.gradientSteps() > 10);
        assertArrayEquals(before, agent.snapshot().parameters().values());
    }

    @Test
    void theParametersThatAMethodHasForATaskAreThoseItActsWith() {
        ParameterVector[] own = new ParameterVector[1];
        SacAgent agent = agent(new Probe() {
            @Override
            public @Nullable ParameterVector parametersFor(int task) {
                return own[0];
            }
        });
        float[] observation = {0.3f, -0.1f, 0.2f};
        float[] shared = agent.snapshot().act(0, observation);
        own[0] = ParameterVector.zeros(agent.snapshot().network().layout());
        float[] zero = agent.snapshot().act(0, observation);
        assertNotEquals(shared[0], zero[0]);
        assertEquals(0f, zero[0], 1e-7f);
        assertEquals(1f, zero[1], 1e-6f, "the middle of the second axis");
    }

    @Test
    void anExplorationThatAMethodChoosesIsFollowed() {
        SacAgent agent = agent(new Probe() {
            @Override
            public @Nullable Exploration exploration(int task, int visit, long visitSteps) {
                return Exploration.uniform(task);
            }
        });
        RandomStream random = RandomStream.of(3);
        int far = 0;
        for (int i = 0; i < 400; i++) {
            far += Math.abs(agent.act(0, TestSpecs.SPECS.observation().sample(random))[0]) > 0.18f ? 1 : 0;
        }
        assertEquals(40, far, 25, "a tenth of uniform draws lies in the outer tenth");
    }

    @Test
    void rowsThatAMethodSharesAreInTheBatch() {
        ReservoirMemory memory = new ReservoirMemory(TransitionSchema.of(TestSpecs.SPECS), 4, RandomStream.of(1));
        memory.offer(TestSpecs.transition(0, 0, RandomStream.of(2), new Label(1000, true, false)));
        Probe probe = new Probe() {
            @Override
            public List<Mix.Part> replayShare() {
                return List.of(new Mix.Part(
                        new dev.reprise.agents.replay.MemorySampler(
                                List.of(new dev.reprise.agents.replay.MemorySampler.Source(memory, 0))),
                        5));
            }
        };
        UpdateReport with = collect(agent(probe), 16);
        UpdateReport without = collect(agent(new Probe()), 16);
        assertTrue(with != null && without != null && with.criticLoss() > 100 * without.criticLoss());
    }

    @Test
    void twoMethodsOfOneNameAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SacAgent(
                        TestSpecs.config(Executor.FUSED, SacConfig.Sharing.NONE, 0, 0),
                        TestSpecs.SPECS,
                        (task, before, action, after) -> null,
                        1,
                        1,
                        List.of(new Probe(), new Probe())));
    }
}
