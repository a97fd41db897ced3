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
        Draft draft = new Draft();
        draft.executor = executor;
        draft.sharing = sharing;
        draft.rehearsedRows = rehearsedRows;
        draft.cloning = cloning;
        return draft.config();
    }

    /** One that shares nothing and rehearses nothing, with methods. */
    public static SacConfig config(
            SacConfig.FirstSteps exploration, RegularizationConfig regularization, PackNetConfig packNet) {
        Draft draft = new Draft();
        draft.exploration = exploration;
        draft.regularization = regularization;
        draft.packNet = packNet;
        return draft.config();
    }

    /** One that shares nothing and rehearses nothing, with a balance of the tasks. */
    public static SacConfig config(BalanceConfig balance, boolean normalizeRewards) {
        Draft draft = new Draft();
        draft.balance = balance;
        draft.normalizeRewards = normalizeRewards;
        return draft.config();
    }

    /** One that rehearses its policy, and whose networks are renewed when a phase begins. */
    public static SacConfig config(PlasticityConfig plasticity, double cloning) {
        Draft draft = new Draft();
        draft.plasticity = plasticity;
        draft.cloning = cloning;
        return draft.config();
    }

    /** One that shares and rehearses, and whose backbones have auxiliary tasks. */
    public static SacConfig config(AuxiliaryConfig auxiliary, BalanceConfig balance) {
        Draft draft = new Draft();
        draft.sharing = SacConfig.Sharing.ALL;
        draft.rehearsedRows = 4;
        draft.cloning = 1;
        draft.auxiliary = auxiliary;
        draft.balance = balance;
        return draft.config();
    }

    /** One with shared experience and a head start from it. */
    public static SacConfig headStart(int steps, boolean normalizeRewards) {
        Draft draft = new Draft();
        draft.sharing = SacConfig.Sharing.ALL;
        draft.headStart = steps;
        draft.normalizeRewards = normalizeRewards;
        return draft.config();
    }

    /** One that learns from all that it has collected. */
    public static SacConfig perfectMemory() {
        Draft draft = new Draft();
        draft.window = SacConfig.Window.EVERYTHING;
        return draft.config();
    }

    /** What the configurations here differ in. */
    private static final class Draft {
        Executor executor = Executor.FUSED;
        SacConfig.Sharing sharing = SacConfig.Sharing.NONE;
        int rehearsedRows;
        double cloning;
        SacConfig.FirstSteps exploration = SacConfig.FirstSteps.UNIFORM;
        RegularizationConfig regularization = RegularizationConfig.OFF;
        PackNetConfig packNet = PackNetConfig.OFF;
        BalanceConfig balance = BalanceConfig.OFF;
        boolean normalizeRewards = true;
        AuxiliaryConfig auxiliary = AuxiliaryConfig.NONE;
        int headStart;
        SacConfig.Window window = SacConfig.Window.VISIT;
        PlasticityConfig plasticity = PlasticityConfig.OFF;

        SacConfig config() {
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
                    new SacConfig.Replay(4, 0, sharing, 8, 0.5, headStart, window),
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
