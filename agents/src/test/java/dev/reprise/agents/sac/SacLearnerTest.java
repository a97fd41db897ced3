package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.TestSpecs;
import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.auxiliary.AuxiliaryLosses;
import dev.reprise.agents.balance.AveragedEpisodicMemory;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.DataConfig;
import dev.reprise.agents.balance.GradientCombination;
import dev.reprise.agents.balance.GradientParts;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.ValueTerm;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.StoreSampler;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

class SacLearnerTest {
    private static final int ROWS = 24;

    /** A learner with two tasks and a batch for both, a gap among its labels. */
    private static final class Bench {
        final SacNetworks networks;
        final SacLearner learner;
        final AuxiliaryStep auxiliary;
        final Batch batch = new Batch(TransitionSchema.of(TestSpecs.SPECS));

        Bench(Executor executor, long seed) {
            this(TestSpecs.config(executor, SacConfig.Sharing.ALL, 0, 0), seed, null);
        }

        Bench(SacConfig config, long seed, @Nullable GradientCombination combination) {
            networks = new SacNetworks(TestSpecs.SPECS, config, seed);
            RewardNormalizer normalizer = new RewardNormalizer(config.normalizeRewards(), 0.9f);
            normalizer.grow(2);
            normalizer.observe(0, 1, 3, true);
            auxiliary = new AuxiliaryStep(config, networks, TransitionSchema.of(TestSpecs.SPECS), 3, seed);
            learner = new SacLearner(
                    config,
                    networks,
                    normalizer,
                    new ActionScaling(TestSpecs.SPECS.action()),
                    RandomStream.named(seed, "noise"),
                    combination,
                    auxiliary);
            learner.addTask(new TaskId("first"));
            learner.addTask(new TaskId("second"));
            ReplayStore store = new ReplayStore(TransitionSchema.of(TestSpecs.SPECS), 4 << 20);
            RandomStream random = RandomStream.named(seed, "transitions");
            for (int i = 0; i < 200; i++) {
                store.append(TestSpecs.transition(i % 2, i, random, new Label(i % 7, i % 5 == 0, false)));
            }
            Draws draws = new Draws(ROWS);
            new Mix(List.of(
                            new Mix.Part(StoreSampler.own(store, 0, 0), ROWS / 3),
                            new Mix.Part(StoreSampler.own(store, 1, 0), ROWS / 3),
                            new Mix.Part(StoreSampler.shared(store, 1, 2, 0), ROWS / 3)))
                    .draw(random, draws);
            batch.gather(
                    draws,
                    2,
                    (task, before, action, after) ->
                            after.get(0) > 0.5f ? null : new Label(after.get(0), false, false));
        }

        /** With all rows moving the policy. */
        double criticGradients() {
            learner.policy().run(batch, learner.work());
            learner.critics().targets(batch, learner.work());
            return learner.critics().gradients(batch, learner.work());
        }

        double policyLoss() {
            PolicyStep policy = learner.policy();
            policy.run(batch, learner.work());
            double value = policy.outputGradient(batch, learner.work());
            policy.differentiate(batch, learner.work());
            return policy.meanTemperedDensity(batch, learner.work()) - value;
        }
    }

    @Test
    @ResourceLock("nd4j")
    void bothExecutorsGiveTheSameGradientsAndTheSameParametersAfterAFewSteps() {
        for (long seed = 1; seed <= 3; seed++) {
            Bench fused = new Bench(Executor.FUSED, seed);
            Bench dl4j = new Bench(Executor.DL4J, seed);
            fused.learner.prepare(fused.batch, true, List.of());
            dl4j.learner.prepare(dl4j.batch, true, List.of());
            fused.criticGradients();
            dl4j.criticGradients();
            for (int k = 0; k < 2; k++) {
                assertClose(
                        fused.learner.critics().gradient(k),
                        dl4j.learner.critics().gradient(k),
                        5e-5);
            }
            fused.policyLoss();
            dl4j.policyLoss();
            assertClose(fused.learner.policy().gradient(), dl4j.learner.policy().gradient(), 5e-5);
            for (int step = 0; step < 5; step++) {
                fused.learner.step(fused.batch, List.of(0, 1), true, 0, List.of());
                dl4j.learner.step(dl4j.batch, List.of(0, 1), true, 0, List.of());
            }
            assertClose(fused.networks.actor(), dl4j.networks.actor(), 5e-5);
            assertClose(fused.networks.critic(0), dl4j.networks.critic(0), 5e-5);
            assertClose(fused.networks.target(1), dl4j.networks.target(1), 5e-5);
        }
    }

    @Test
    void finiteDifferencesConfirmTheCriticsGradient() {
        Bench bench = new Bench(Executor.FUSED, 4);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.criticGradients();
        float[] gradient = bench.learner.critics().gradient(0).values().clone();
        ParameterVector parameters = bench.networks.critic(0);
        compare(gradient, parameters, bench::criticGradients);
    }

    @Test
    void finiteDifferencesConfirmThePolicysGradient() {
        Bench bench = new Bench(Executor.FUSED, 5);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.policyLoss();
        float[] gradient = bench.learner.policy().gradient().values().clone();
        ParameterVector parameters = bench.networks.actor();
        compare(gradient, parameters, bench::policyLoss);
    }

    @Test
    void rehearsedRowsMoveThePolicyOnlyWhenAllMethodsLetThem() {
        Bench bench = new Bench(Executor.FUSED, 6);
        for (int row = 0; row < bench.batch.rows(); row++) {
            bench.batch.rehearsed()[row] = bench.batch.groups().to(0) <= row;
        }
        ContinualMethod holds = new ContinualMethod() {
            @Override
            public String name() {
                return "holds";
            }

            @Override
            public boolean rehearsedRowsMoveActor() {
                return false;
            }
        };
        ParameterLayout layout = bench.networks.actorNetwork().layout();
        for (boolean all : new boolean[] {true, false}) {
            bench.learner.prepare(bench.batch, true, all ? List.of() : List.of(holds));
            bench.policyLoss();
            assertTrue(moves(bench, layout.headWeight(0)));
            assertEquals(all, moves(bench, layout.headWeight(1)));
        }
    }

    private static boolean moves(Bench bench, ParameterLayout.Tensor tensor) {
        float[] gradient = bench.learner.policy().gradient().values();
        boolean moves = false;
        for (int i = 0; i < tensor.size(); i++) {
            moves |= gradient[tensor.offset() + i] != 0;
        }
        return moves;
    }

    /** The plain sum, by way of the parts. */
    private static final GradientCombination SUM =
            (parts, products, coefficients) -> Arrays.fill(coefficients, 0, parts.size(), 1);

    @Test
    void thePartsOfTheGradientsAddUpToThem() {
        SacConfig config = TestSpecs.config(Executor.FUSED, SacConfig.Sharing.ALL, 0, 0);
        Bench whole = new Bench(config, 11, null);
        Bench parts = new Bench(config, 11, SUM);
        for (Bench bench : List.of(whole, parts)) {
            for (int row = 0; row < ROWS; row += 3) {
                bench.batch.rehearsed()[row] = true;
            }
            bench.learner.prepare(bench.batch, true, List.of());
            bench.criticGradients();
            bench.policyLoss();
        }
        assertClose(whole.learner.critics().gradient(0), parts.learner.critics().gradient(0), 1e-5);
        assertClose(whole.learner.critics().gradient(1), parts.learner.critics().gradient(1), 1e-5);
        assertClose(whole.learner.policy().gradient(), parts.learner.policy().gradient(), 1e-5);
    }

    @Test
    void agemLeavesTheRehearsedTasksHeadAloneWhereNothingGoesAgainstIt() {
        SacConfig config = TestSpecs.config(Executor.FUSED, SacConfig.Sharing.ALL, 0, 0);
        boolean agreed = false;
        boolean projected = false;
        for (int seed = 20; seed < 40; seed++) {
            Bench bench = new Bench(config, seed, new AveragedEpisodicMemory());
            for (int row = bench.batch.groups().from(1); row < ROWS; row++) {
                bench.batch.rehearsed()[row] = true;
            }
            bench.learner.prepare(bench.batch, true, List.of());
            bench.criticGradients();
            float[] gradient = bench.learner.critics().gradient(0).values();
            int head = bench.networks.criticNetwork().layout().headBias(1).offset();
            agreed |= gradient[head] == 0;
            projected |= gradient[head] != 0;
        }
        assertTrue(agreed && projected);
    }

    @Test
    void aTermOfTheCriticsLossAddsItsGradientAndNothingElse() {
        float[] row = {0.3f, -0.2f, 0.5f, 0.1f, -0.7f};
        ValueTerm term = new ValueTerm() {
            @Override
            public void draw(RowGroups groups) {
                groups.add(1, 1);
            }

            @Override
            public void fill(float[] input, int at) {
                System.arraycopy(row, 0, input, at * row.length, row.length);
            }

            @Override
            public void differentiate(int critic, float[] values, int at, float[] gradient) {
                gradient[at] = 2;
            }
        };
        ContinualMethod method = new ContinualMethod() {
            @Override
            public String name() {
                return "values";
            }

            @Override
            public ValueTerm valueTerm() {
                return term;
            }
        };
        Bench bench = new Bench(Executor.FUSED, 15);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.criticGradients();
        float[] without = bench.learner.critics().gradient(1).values().clone();
        float[] noise = bench.learner.work().noise.clone();
        bench.learner.prepare(bench.batch, true, List.of(method));
        System.arraycopy(noise, 0, bench.learner.work().noise, 0, noise.length);
        bench.criticGradients();
        float[] with = bench.learner.critics().gradient(1).values();
        Network.Pass pass = bench.networks.criticNetwork().newPass(1);
        System.arraycopy(row, 0, pass.input(), 0, row.length);
        pass.forward(bench.networks.critic(1), RowGroups.single(1, 1));
        ParameterVector expected =
                ParameterVector.zeros(bench.networks.criticNetwork().layout());
        pass.backward(bench.networks.critic(1), RowGroups.single(1, 1), 0, new float[] {2}, expected);
        for (int i = 0; i < without.length; i++) {
            assertEquals(without[i] + expected.values()[i], with[i], 1e-4f);
        }
    }

    private static SacConfig balanced(BalanceConfig balance) {
        return TestSpecs.config(balance, balance.popArtStep() == 0);
    }

    @Test
    void aTaskOfWeightZeroMovesNoHeadOfItsOwn() {
        Bench bench = new Bench(
                balanced(new BalanceConfig(
                        BalanceConfig.Losses.FIXED,
                        Map.of("second", 0.0),
                        BalanceConfig.Gradients.SUM,
                        0.1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        DataConfig.UNIFORM)),
                12,
                null);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.criticGradients();
        bench.policyLoss();
        ParameterLayout layout = bench.networks.actorNetwork().layout();
        assertTrue(moves(bench, layout.headWeight(0)));
        assertFalse(moves(bench, layout.headWeight(1)));
        ParameterLayout critic = bench.networks.criticNetwork().layout();
        float[] gradient = bench.learner.critics().gradient(0).values();
        assertEquals(0f, gradient[critic.headBias(1).offset()]);
        assertNotEquals(0f, gradient[critic.headBias(0).offset()]);
    }

    @Test
    void criticsLearnUnderEveryBalance() {
        for (BalanceConfig.Losses losses : BalanceConfig.Losses.values()) {
            for (BalanceConfig.Gradients gradients : BalanceConfig.Gradients.values()) {
                if (losses == BalanceConfig.Losses.FIXED) {
                    continue;
                }
                BalanceConfig balance =
                        new BalanceConfig(losses, null, gradients, 0.025, 0.12, 0.001, 0.5, 0, 1, DataConfig.UNIFORM);
                Bench bench = new Bench(balanced(balance), 13, balance.combination(RandomStream.of(1)));
                double first = 0;
                double last = 0;
                for (int step = 0; step < 300; step++) {
                    last = bench.learner
                            .step(bench.batch, List.of(0, 1), true, 0, List.of())
                            .criticLoss();
                    first = step == 0 ? last : first;
                }
                assertTrue(last < first, losses + " " + gradients + ": " + first + " to " + last);
            }
        }
    }

    private static BalanceConfig measured(BalanceConfig.Losses losses) {
        return new BalanceConfig(
                losses, null, BalanceConfig.Gradients.SUM, 0.025, 0, 0.001, 0.5, 0, 1, DataConfig.UNIFORM);
    }

    /** Makes the second task's rewards larger. */
    private static void louder(Bench bench, float factor) {
        for (int row = bench.batch.groups().from(1); row < ROWS; row++) {
            bench.batch.rewards()[row] *= factor;
        }
    }

    @Test
    void gradNormBringsTheLengthsOfTheTasksGradientsTogether() {
        double[] ratios = new double[2];
        for (BalanceConfig.Losses losses :
                new BalanceConfig.Losses[] {BalanceConfig.Losses.NONE, BalanceConfig.Losses.GRAD_NORM}) {
            Bench bench = new Bench(balanced(measured(losses)), 13, null);
            louder(bench, 20);
            double sum = 0;
            for (int step = 0; step < 200; step++) {
                UpdateReport report = bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
                sum += step < 100 ? 0 : Math.log(report.criticAgreement().taskRatio());
            }
            ratios[losses == BalanceConfig.Losses.NONE ? 0 : 1] = Math.exp(sum / 100);
        }
        assertTrue(ratios[1] < 0.5 * ratios[0], "apart by " + ratios[1] + " with it, " + ratios[0] + " without");
    }

    /** Length of the gradient of a task's mean loss over the first critic's backbone, before anything is learnt. */
    private static double ownLength(float factor, int task) {
        Bench bench = new Bench(balanced(measured(BalanceConfig.Losses.NONE)), 13, null);
        louder(bench, factor);
        int other = 1 - task;
        Arrays.fill(
                bench.batch.weights(),
                bench.batch.groups().from(other),
                bench.batch.groups().to(other),
                0f);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.criticGradients();
        double squares = 0;
        for (int i = 0; i < bench.networks.criticNetwork().layout().trunkSize(); i++) {
            double slope = bench.learner.critics().gradient(0).values()[i];
            squares += slope * slope;
        }
        return Math.sqrt(squares);
    }

    @Test
    void gradNormComparesTheTasksOwnGradientsAndNotHowManyRowsTheyHave() {
        // The second task has about twice the rows of the first; its own gradient is to be the shorter by less than
        // that.
        float factor = 4;
        while (ownLength(factor, 1) > 0.9 * ownLength(factor, 0)) {
            factor *= 0.95f;
        }
        assertTrue(ownLength(factor, 1) > 0.7 * ownLength(factor, 0));
        Bench bench = new Bench(balanced(measured(BalanceConfig.Losses.GRAD_NORM)), 13, null);
        louder(bench, factor);
        bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        SavedState state = new SavedState();
        bench.learner.save(state);
        double[] weights = state.scope("loss-weights").doubles("values");
        assertTrue(weights[1] > weights[0], Arrays.toString(weights));
    }

    @Test
    void finiteDifferencesConfirmThePolicysGradientInUnitsOfTheValues() {
        Bench bench = new Bench(balanced(BalanceConfig.valuesOnly(0.05)), 14, null);
        for (int step = 0; step < 50; step++) {
            bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        }
        bench.learner.prepare(bench.batch, true, List.of());
        bench.policyLoss();
        float[] gradient = bench.learner.policy().gradient().values().clone();
        compare(gradient, bench.networks.actor(), bench::policyLoss);
        bench.criticGradients();
        compare(bench.learner.critics().gradient(1).values().clone(), bench.networks.critic(1), bench::criticGradients);
    }

    @Test
    void finiteDifferencesConfirmTheGradientsWithAuxiliaryTasksInOnePieceAndInParts() {
        AuxiliaryConfig all = new AuxiliaryConfig(0.7, 0.5, 0.3, 0.9, AuxiliaryConfig.Networks.ALL, 8);
        for (GradientCombination combination : new GradientCombination[] {null, new SumOfParts()}) {
            Bench bench = new Bench(TestSpecs.config(all, BalanceConfig.OFF), 5, combination);
            bench.learner.prepare(bench.batch, true, List.of());
            bench.auxiliary.read(bench.batch);
            bench.criticGradients();
            float[] gradient = bench.learner.critics().gradient(1).values().clone();
            compare(
                    gradient,
                    bench.networks.critic(1),
                    () -> bench.criticGradients() + weighted(all, bench.auxiliary.losses(1)));
            bench.policyLoss();
            gradient = bench.learner.policy().gradient().values().clone();
            compare(
                    gradient,
                    bench.networks.actor(),
                    () -> bench.policyLoss() + weighted(all, bench.auxiliary.losses(AuxiliaryStep.ACTOR)));
        }
    }

    private static double weighted(AuxiliaryConfig config, AuxiliaryLosses losses) {
        return config.dynamics() * losses.dynamics()
                + config.reward() * losses.reward()
                + config.measurements() * losses.measurements()
                + config.success() * losses.success();
    }

    /** As if nothing were combined, but part by part. */
    private static final class SumOfParts implements GradientCombination {
        @Override
        public void weigh(List<GradientParts.Part> parts, double[][] products, double[] coefficients) {
            Arrays.fill(coefficients, 1);
        }
    }

    @Test
    void auxiliaryTasksAreLearntByTheNetworksThatHaveThem() {
        AuxiliaryConfig dynamics = new AuxiliaryConfig(1, 0, 0, 1, AuxiliaryConfig.Networks.CRITICS, 16);
        Bench bench = new Bench(TestSpecs.config(dynamics, BalanceConfig.OFF), 5, null);
        AuxiliaryLosses first = bench.learner
                .step(bench.batch, List.of(0, 1), true, 0, List.of())
                .hints();
        for (int i = 0; i < 400; i++) {
            bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        }
        AuxiliaryLosses last = bench.learner
                .step(bench.batch, List.of(0, 1), true, 0, List.of())
                .hints();
        assertTrue(last.dynamics() < 0.5 * first.dynamics(), first + " → " + last);
        assertTrue(last.success() < 0.5 * first.success(), first + " → " + last);
        assertTrue(Double.isNaN(last.reward()) && Double.isNaN(last.measurements()));
        assertEquals(AuxiliaryLosses.NONE, bench.auxiliary.losses(AuxiliaryStep.ACTOR));
    }

    @Test
    void gapsDoNotMoveTheCritics() {
        Bench bench = new Bench(Executor.FUSED, 7);
        assertTrue(bench.batch.gaps() > 0);
        bench.learner.prepare(bench.batch, true, List.of());
        bench.criticGradients();
        float[] before = bench.learner.critics().gradient(0).values().clone();
        for (int row = 0; row < bench.batch.rows(); row++) {
            if (bench.batch.weights()[row] == 0) {
                bench.batch.rewards()[row] = 1e6f;
            }
        }
        bench.criticGradients();
        assertArrayEquals(before, bench.learner.critics().gradient(0).values());
    }

    @Test
    void gapsMoveNeitherThePolicyNorItsTemperature() {
        float[][] policies = new float[2][];
        for (int i = 0; i < 2; i++) {
            Bench bench = new Bench(Executor.FUSED, 7);
            assertTrue(bench.batch.gaps() > 0);
            int width = bench.batch.observations().length / bench.batch.rows();
            for (int row = 0; row < bench.batch.rows(); row++) {
                if (bench.batch.weights()[row] == 0) {
                    bench.batch.observations()[row * width] += i;
                }
            }
            UpdateReport report = bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
            policies[i] = Arrays.copyOf(
                    bench.networks.actor().values(), bench.networks.actor().values().length + 1);
            policies[i][policies[i].length - 1] = (float) report.temperature();
        }
        assertArrayEquals(policies[0], policies[1]);
    }

    @Test
    void aNewHeadMovesNoBitOfTheOthersOutputs() {
        Bench bench = new Bench(Executor.FUSED, 8);
        for (int step = 0; step < 10; step++) {
            bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        }
        float[][] before = {outputs(bench, 0), outputs(bench, 1)};
        float[] actor = bench.networks.actor().values().clone();
        bench.learner.addTask(new TaskId("third"));
        assertArrayEquals(before[0], outputs(bench, 0));
        assertArrayEquals(before[1], outputs(bench, 1));
        assertArrayEquals(
                actor,
                Arrays.copyOf(bench.networks.actor().values(), actor.length),
                "old vector is a prefix of the new");
        bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        assertTrue(bench.networks.actor().values().length > actor.length);
    }

    @Test
    void aHeadWithoutRowsStaysAsItIs() {
        Bench bench = new Bench(Executor.FUSED, 9);
        bench.learner.addTask(new TaskId("third"));
        int known = bench.networks.actorNetwork().layout().headWeight(2).offset();
        float[] before = bench.networks.actor().values().clone();
        for (int step = 0; step < 20; step++) {
            bench.learner.step(bench.batch, List.of(0, 1), true, 0, List.of());
        }
        float[] after = bench.networks.actor().values();
        assertArrayEquals(
                Arrays.copyOfRange(before, known, before.length), Arrays.copyOfRange(after, known, after.length));
    }

    private static float[] outputs(Bench bench, int head) {
        var pass = bench.networks.actorNetwork().newPass(bench.batch.rows());
        System.arraycopy(bench.batch.observations(), 0, pass.input(), 0, bench.batch.rows() * 3);
        pass.forward(bench.networks.actor(), RowGroups.single(head, bench.batch.rows()));
        return pass.output().clone();
    }

    private interface Loss {
        double value();
    }

    private static void compare(float[] gradient, ParameterVector vector, Loss loss) {
        double largest = 0;
        for (float g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        float[] parameters = vector.values();
        RandomStream random = RandomStream.of(1);
        int off = 0;
        int checked = 200;
        for (int trial = 0; trial < checked; trial++) {
            int i = random.nextInt(parameters.length);
            float kept = parameters[i];
            float step = 1e-3f;
            vector.edit()[i] = kept + step;
            double up = loss.value();
            vector.edit()[i] = kept - step;
            double down = loss.value();
            vector.edit()[i] = kept;
            double slope = (up - down) / (2 * step);
            off += Math.abs(slope - gradient[i]) > 0.01 * largest ? 1 : 0;
        }
        // A kink of a ReLU or a change of the smaller critic may lie between the two points now and then.
        assertTrue(off <= checked / 25, off + " of " + checked + " slopes differ from the gradient");
    }

    private static void assertClose(ParameterVector expected, ParameterVector found, double tolerance) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs(expected.values()[i] - found.values()[i]));
        }
        assertTrue(difference <= tolerance * largest, difference + " of " + largest);
    }
}
