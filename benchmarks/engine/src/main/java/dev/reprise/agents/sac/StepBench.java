package dev.reprise.agents.sac;

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
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.Axis;
import dev.reprise.envs.spec.BoxSpec;
import dev.reprise.envs.spec.EnvironmentSpecs;
import dev.reprise.envs.spec.Field;
import dev.reprise.envs.spec.Label;
import dev.reprise.envs.spec.Measurement;
import dev.reprise.envs.spec.MeasurementSchema;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A learner and one batch for all its tasks: observation 39, action 4, twin critics, a head per task. {@link #step} is
 * one gradient step: critics, policy, temperatures and targets.
 */
public final class StepBench {
    private static final int OBSERVATIONS = 39;
    private static final int ACTIONS = 4;

    static final EnvironmentSpecs SPECS = new EnvironmentSpecs(
            box("observation", OBSERVATIONS),
            box("action", ACTIONS),
            new MeasurementSchema(List.of(new Field("x", 1, "m", "base"))),
            0.05,
            100);

    static final RehearsalConfig WITHOUT_REHEARSAL = new RehearsalConfig(
            0.1,
            new RehearsalConfig.Experience(0, false, false),
            new RehearsalConfig.Policy(1, 0),
            RehearsalConfig.Values.OFF,
            null,
            false);

    private final List<Integer> widths;
    private final List<Integer> tasks;
    private final SacNetworks networks;
    private final SacLearner learner;
    private final Batch batch;

    /**
     * @param widths units of the trunk's layers, separated by x
     * @param rows of the batch, shared evenly by the tasks
     */
    public StepBench(String executor, String widths, int rows, int taskCount, int threads) {
        this.widths = layers(widths);
        this.tasks = IntStream.range(0, taskCount).boxed().toList();
        SacConfig config = config(executor, widths, rows, threads, WITHOUT_REHEARSAL);
        networks = new SacNetworks(SPECS, config, 1);
        RewardNormalizer normalizer = new RewardNormalizer(false, 0.99f);
        normalizer.grow(taskCount);
        learner = new SacLearner(
                config,
                networks,
                normalizer,
                new ActionScaling(SPECS.action()),
                RandomStream.named(1, "noise"),
                null,
                new AuxiliaryStep(config, networks, TransitionSchema.of(SPECS), taskCount, 1));
        tasks.forEach(task -> learner.addTask(new TaskId("task-" + task)));
        batch = batch(rows);
    }

    static SacConfig config(String executor, String widths, int rows, int threads, RehearsalConfig rehearsal) {
        return new SacConfig(
                Executor.valueOf(executor),
                threads,
                new SacConfig.NetworkConfig(layers(widths), Trunk.PLAIN, Activation.RELU),
                rows,
                0.99,
                0.995,
                3e-4,
                3e-4,
                SacConfig.Schedule.LINEAR,
                new SacConfig.Temperature(0, 3e-4, -1),
                new SacConfig.UpdateRatio(1, 1),
                0,
                SacConfig.FirstSteps.UNIFORM,
                0,
                0,
                0,
                true,
                false,
                new SacConfig.Replay(64, 0, SacConfig.Sharing.NONE, 0, 0.5, 0, SacConfig.Window.VISIT),
                rehearsal,
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                BalanceConfig.OFF,
                SharingConfig.HARD,
                LayersConfig.ALIKE,
                PlasticityConfig.OFF,
                AuxiliaryConfig.NONE);
    }

    private static List<Integer> layers(String widths) {
        return Arrays.stream(widths.split("x")).map(Integer::valueOf).toList();
    }

    private Batch batch(int rows) {
        TransitionSchema schema = TransitionSchema.of(SPECS);
        ReplayStore store = new ReplayStore(schema, 64L << 20);
        RandomStream random = RandomStream.of(1);
        int count = tasks.size();
        for (int i = 0; i < count * 500; i++) {
            store.append(transition(i % count, i / 100, random));
        }
        List<Mix.Part> parts = new ArrayList<>();
        for (int task : tasks) {
            parts.add(new Mix.Part(StoreSampler.own(store, task, 0), rows * (task + 1) / count - rows * task / count));
        }
        Draws draws = new Draws(rows);
        new Mix(parts).draw(random, draws);
        Batch result = new Batch(schema);
        result.gather(draws, count, (task, before, action, after) -> null);
        return result;
    }

    static Transition transition(int task, int episode, RandomStream random) {
        Measurement measured = Measurement.of(SPECS.measurement(), new float[] {random.nextFloat()});
        return new Transition(
                task,
                episode,
                SPECS.observation().sample(random),
                measured,
                SPECS.action().sample(random),
                SPECS.observation().sample(random),
                measured,
                new Label(random.nextFloat(), false, false),
                false);
    }

    /** One gradient step; returns the critics' loss. */
    public double step() {
        return learner.step(batch, tasks, true, 0, List.of()).criticLoss();
    }

    /** The policy as it is. */
    public PolicySnapshot policy() {
        return new PolicySnapshot(networks.actorNetwork(), networks.actor(), SPECS.action());
    }

    /** An observation that the policy takes. */
    public float[] observation() {
        return SPECS.observation().sample(RandomStream.of(2));
    }

    /**
     * Floating-point operations that a step cannot do without: the trunks' products, where the policy runs once on
     * observations and next observations, a row's value goes back through its smaller critic only, and nothing is
     * computed that nobody reads. Heads, activations and optimizers are not counted.
     */
    public double necessaryOperations() {
        double actor = trunk(OBSERVATIONS, 0);
        double actorBack = trunk(OBSERVATIONS, 1);
        double critic = trunk(OBSERVATIONS + ACTIONS, 0);
        double criticBack = trunk(OBSERVATIONS + ACTIONS, 1);
        double targets = 2 * critic;
        double critics = 2 * (critic + criticBack + critic);
        double policy = 2 * actor + actorBack + actor + 2 * critic + criticBack;
        return batch.rows() * (targets + critics + policy);
    }

    /** Operations per row in the trunk's layers from {@code first} on. */
    private double trunk(int inputs, int first) {
        double sum = 0;
        int width = inputs;
        for (int layer = 0; layer < widths.size(); layer++) {
            sum += layer < first ? 0 : 2.0 * width * widths.get(layer);
            width = widths.get(layer);
        }
        return sum;
    }

    private static BoxSpec box(String name, int size) {
        return new BoxSpec(
                name,
                IntStream.range(0, size)
                        .mapToObj(i -> new Axis(name + "-" + i, "1", -1f, 1f))
                        .toList());
    }
}
