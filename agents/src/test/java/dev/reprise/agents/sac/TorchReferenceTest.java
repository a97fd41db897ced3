package dev.reprise.agents.sac;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.PackNetConfig;
import dev.reprise.agents.continual.RegularizationConfig;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.replay.Draws;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.replay.ReplayStore;
import dev.reprise.agents.replay.StoreSampler;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.replay.TransitionSchema;
import dev.reprise.agents.sharing.LayersConfig;
import dev.reprise.agents.sharing.SharingConfig;
import dev.reprise.agents.state.Safetensors;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with PyTorch's autograd and Adam; benchmarks/peers/torch_reference.py made the numbers. */
class TorchReferenceTest {
    private static final int OBSERVATIONS = 7;
    private static final int ACTIONS = 3;
    private static final int TASKS = 3;
    private static final int ROWS = 30;

    private final EnvironmentSpecs specs = new EnvironmentSpecs(
            box("observation", OBSERVATIONS),
            box("action", ACTIONS),
            new MeasurementSchema(List.of(new Field("x", 1, "m", "base"))),
            0.05,
            100);
    private final SavedState torch = read();

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2})
    void gradientsAndFiveAdamStepsAreThoseOfPyTorch(int threads) {
        SacConfig config = config(threads);
        SacNetworks networks = new SacNetworks(specs, config, 1);
        RewardNormalizer normalizer = new RewardNormalizer(false, 0.9f);
        normalizer.grow(TASKS);
        SacLearner learner = new SacLearner(
                config,
                networks,
                normalizer,
                new ActionScaling(specs.action()),
                RandomStream.named(1, "noise"),
                null,
                new AuxiliaryStep(config, networks, TransitionSchema.of(specs), TASKS, 1));
        List<Integer> tasks = IntStream.range(0, TASKS).boxed().toList();
        tasks.forEach(task -> learner.addTask(new TaskId("task-" + task)));
        set(networks.actor(), "actor");
        for (int k = 0; k < 2; k++) {
            set(networks.critic(k), "critic-" + k);
            set(networks.target(k), "target-" + k);
        }
        Batch batch = batch();
        for (int step = 0; step < 5; step++) {
            learner.prepare(batch, true, List.of());
            copy("next-noise-" + step, learner.work().noise, 0);
            copy("noise-" + step, learner.work().noise, ROWS * ACTIONS);
            learner.update(batch, tasks, true, 0, List.of());
            if (step == 0) {
                assertClose("critic-0-gradient", learner.critics().gradient(0).values(), 1e-6);
                assertClose("critic-1-gradient", learner.critics().gradient(1).values(), 1e-6);
                assertClose("actor-gradient", learner.policy().gradient().values(), 1e-6);
            }
        }
        assertClose("actor-after", networks.actor().values(), 1e-5);
        for (int k = 0; k < 2; k++) {
            assertClose("critic-" + k + "-after", networks.critic(k).values(), 1e-5);
            assertClose("target-" + k + "-after", networks.target(k).values(), 1e-5);
        }
    }

    private static SacConfig config(int threads) {
        return new SacConfig(
                Executor.FUSED,
                threads,
                new SacConfig.NetworkConfig(List.of(20, 12), Trunk.PLAIN, Activation.RELU),
                ROWS,
                0.9,
                0.99,
                1e-3,
                1e-3,
                SacConfig.Schedule.LINEAR,
                new SacConfig.Temperature(-2, 0, -1),
                new SacConfig.UpdateRatio(1, 1),
                0,
                SacConfig.FirstSteps.UNIFORM,
                0,
                0,
                0,
                true,
                false,
                new SacConfig.Replay(4, 0, SacConfig.Sharing.NONE, 0, 0.5, 0, SacConfig.Window.VISIT),
                new RehearsalConfig(
                        0.1,
                        new RehearsalConfig.Experience(0, false, false),
                        new RehearsalConfig.Policy(1, 0),
                        RehearsalConfig.Values.OFF,
                        null,
                        false),
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                BalanceConfig.OFF,
                SharingConfig.HARD,
                LayersConfig.ALIKE,
                PlasticityConfig.OFF,
                AuxiliaryConfig.NONE);
    }

    /** Ten rows of each task, with PyTorch's numbers in them. */
    private Batch batch() {
        TransitionSchema schema = TransitionSchema.of(specs);
        ReplayStore store = new ReplayStore(schema, 4 << 20);
        RandomStream random = RandomStream.of(1);
        Measurement measured = Measurement.of(specs.measurement(), new float[1]);
        for (int i = 0; i < ROWS; i++) {
            store.append(new Transition(
                    i % TASKS,
                    0,
                    specs.observation().sample(random),
                    measured,
                    specs.action().sample(random),
                    specs.observation().sample(random),
                    measured,
                    new Label(0, false, false),
                    false));
        }
        Draws draws = new Draws(ROWS);
        new Mix(IntStream.range(0, TASKS)
                        .mapToObj(task -> new Mix.Part(StoreSampler.own(store, task, 0), ROWS / TASKS))
                        .toList())
                .draw(random, draws);
        Batch batch = new Batch(schema);
        batch.gather(draws, TASKS, (task, before, action, after) -> null);
        copy("observations", batch.observations(), 0);
        copy("next-observations", batch.nextObservations(), 0);
        copy("actions", batch.actions(), 0);
        copy("rewards", batch.rewards(), 0);
        copy("discounts", batch.discounts(), 0);
        copy("weights", batch.weights(), 0);
        return batch;
    }

    private void set(ParameterVector vector, String name) {
        torch.floatsInto(name, vector.edit());
    }

    private void copy(String name, float[] to, int at) {
        float[] from = torch.floats(name);
        System.arraycopy(from, 0, to, at, from.length);
    }

    private void assertClose(String name, float[] found, double tolerance) {
        float[] expected = torch.floats(name);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        assertTrue(
                expected.length == found.length && difference <= tolerance * largest,
                name + " differs by " + difference / largest);
    }

    private static SavedState read() {
        try {
            return Safetensors.read(
                    Path.of(Objects.requireNonNull(TorchReferenceTest.class.getResource("/torch-sac.safetensors"))
                            .toURI()));
        } catch (java.io.IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BoxSpec box(String name, int size) {
        return new BoxSpec(
                name,
                IntStream.range(0, size)
                        .mapToObj(i -> new Axis(name + "-" + i, "1", -1f, 1f))
                        .toList());
    }
}
