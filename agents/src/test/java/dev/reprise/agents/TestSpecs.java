package dev.reprise.agents;

import dev.reprise.agents.auxiliary.AuxiliaryConfig;
import dev.reprise.agents.balance.BalanceConfig;
import dev.reprise.agents.balance.PlasticityConfig;
import dev.reprise.agents.continual.PackNetConfig;
import dev.reprise.agents.continual.RegularizationConfig;
import dev.reprise.agents.continual.RehearsalConfig;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Executor;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.agents.replay.Transition;
import dev.reprise.agents.sac.SacConfig;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small robot on paper: three observations, two actions, two measurements. */
public final class TestSpecs {
    /** Its specs. */
    public static final EnvironmentSpecs SPECS = new EnvironmentSpecs(
            new BoxSpec(
                    "observation",
                    List.of(new Axis("a", "1", -1, 1), new Axis("b", "1", -1, 1), new Axis("c", "1", -1, 1))),
            new BoxSpec("action", List.of(new Axis("x", "rad", -0.2f, 0.2f), new Axis("y", "rad", -1f, 3f))),
            new MeasurementSchema(List.of(new Field("place", 2, "m", "base"))),
            0.05,
            10);

    private TestSpecs() {}

    /** A configuration with small networks. */
    public static SacConfig config(Executor executor, SacConfig.Sharing sharing, int rehearsedRows, double cloning) {
        return config(
                executor,
                sharing,
                rehearsedRows,
                cloning,
                SacConfig.FirstSteps.UNIFORM,
                RegularizationConfig.OFF,
                PackNetConfig.OFF);
    }

    /** The same with methods. */
    public static SacConfig config(
            SacConfig.FirstSteps exploration, RegularizationConfig regularization, PackNetConfig packNet) {
        return config(Executor.FUSED, SacConfig.Sharing.NONE, 0, 0, exploration, regularization, packNet);
    }

    /** The same with a balance of the tasks. */
    public static SacConfig config(BalanceConfig balance, boolean normalizeRewards) {
        return config(
                Executor.FUSED,
                SacConfig.Sharing.NONE,
                0,
                0,
                SacConfig.FirstSteps.UNIFORM,
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                balance,
                normalizeRewards,
                AuxiliaryConfig.NONE,
                0);
    }

    /** A small agent that rehearses its policy, and whose networks are renewed when a phase begins. */
    public static SacConfig config(PlasticityConfig plasticity, double cloning) {
        return config(
                Executor.FUSED,
                SacConfig.Sharing.NONE,
                0,
                cloning,
                SacConfig.FirstSteps.UNIFORM,
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                BalanceConfig.OFF,
                true,
                AuxiliaryConfig.NONE,
                0,
                plasticity);
    }

    /** A small agent whose backbones have auxiliary tasks. */
    public static SacConfig config(AuxiliaryConfig auxiliary, BalanceConfig balance) {
        return config(
                Executor.FUSED,
                SacConfig.Sharing.ALL,
                4,
                1,
                SacConfig.FirstSteps.UNIFORM,
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                balance,
                true,
                auxiliary,
                0);
    }

    /** A small agent with shared experience and a head start from it. */
    public static SacConfig headStart(int steps) {
        return config(
                Executor.FUSED,
                SacConfig.Sharing.ALL,
                0,
                0,
                SacConfig.FirstSteps.UNIFORM,
                RegularizationConfig.OFF,
                PackNetConfig.OFF,
                BalanceConfig.OFF,
                true,
                AuxiliaryConfig.NONE,
                steps);
    }

    private static SacConfig config(
            Executor executor,
            SacConfig.Sharing sharing,
            int rehearsedRows,
            double cloning,
            SacConfig.FirstSteps exploration,
            RegularizationConfig regularization,
            PackNetConfig packNet) {
        return config(
                executor,
                sharing,
                rehearsedRows,
                cloning,
                exploration,
                regularization,
                packNet,
                BalanceConfig.OFF,
                true,
                AuxiliaryConfig.NONE,
                0);
    }

    private static SacConfig config(
            Executor executor,
            SacConfig.Sharing sharing,
            int rehearsedRows,
            double cloning,
            SacConfig.FirstSteps exploration,
            RegularizationConfig regularization,
            PackNetConfig packNet,
            BalanceConfig balance,
            boolean normalizeRewards,
            AuxiliaryConfig auxiliary,
            int headStart) {
        return config(
                executor,
                sharing,
                rehearsedRows,
                cloning,
                exploration,
                regularization,
                packNet,
                balance,
                normalizeRewards,
                auxiliary,
                headStart,
                PlasticityConfig.OFF);
    }

    private static SacConfig config(
            Executor executor,
            SacConfig.Sharing sharing,
            int rehearsedRows,
            double cloning,
            SacConfig.FirstSteps exploration,
            RegularizationConfig regularization,
            PackNetConfig packNet,
            BalanceConfig balance,
            boolean normalizeRewards,
            AuxiliaryConfig auxiliary,
            int headStart,
            PlasticityConfig plasticity) {
        return new SacConfig(
                executor,
                1,
                new SacConfig.NetworkConfig(List.of(16, 16), Trunk.PLAIN, Activation.RELU),
                16,
                0.9,
                0.99,
                1e-3,
                1e-3,
                SacConfig.Schedule.LINEAR,
                new SacConfig.Temperature(-2, 1e-3, -1.5),
                new SacConfig.UpdateRatio(1, 1),
                10,
                exploration,
                0,
                1,
                0,
                true,
                normalizeRewards,
                new SacConfig.Replay(4, 0, sharing, 8, 0.5, headStart, SacConfig.Window.VISIT),
                new RehearsalConfig(
                        0.1,
                        new RehearsalConfig.Experience(rehearsedRows, false, false),
                        new RehearsalConfig.Policy(8, cloning),
                        RehearsalConfig.Values.OFF,
                        null,
                        false),
                regularization,
                packNet,
                balance,
                SharingConfig.HARD,
                LayersConfig.ALIKE,
                plasticity,
                auxiliary);
    }

    /** A transition whose numbers are drawn; its reward is its first measurement after. */
    public static Transition transition(int task, long episode, RandomStream random, @Nullable Label label) {
        float[] before = {2 * random.nextFloat() - 1, 2 * random.nextFloat() - 1};
        float[] after = {2 * random.nextFloat() - 1, 2 * random.nextFloat() - 1};
        return new Transition(
                task,
                episode,
                SPECS.observation().sample(random),
                Measurement.of(SPECS.measurement(), before),
                SPECS.action().sample(random),
                SPECS.observation().sample(random),
                Measurement.of(SPECS.measurement(), after),
                label == null ? new Label(after[0], false, false) : label,
                false);
    }
}
