package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.agents.replay.ReservoirMemory;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Regularisation of weights: coefficient × Σ Ω (θ - θ*)² in the policy's loss, over the backbone. θ* are the parameters at
 * the end of the last phase, Ω is the sum of the importances of all tasks learnt so far ({@link
 * RegularizationConfig.Kind}). Heads are left alone: nothing else trains an absent task's head.
 *
 * <p>Follows the code of Continual World (Wołczyk et al. 2021): one θ* and summed Ω, where Kirkpatrick et al. keep a θ* per
 * task; no factor ½; each observation's Fisher information at least 1e-5. Differs for returning tasks: a task's importance is
 * replaced when it has been trained again, and left out while it is trained, since it may improve (not so with online EWC, whose
 * one sum cannot tell tasks apart: there a returning task is held by its earlier visits, and adds to the sum again);
 * observations come from the rehearsal memory; and the policy's output is the Gaussian before squashing, where that code takes the squashed mean.
 */
final class WeightRegularization implements ContinualMethod {
    /** Observations between two of which the run can be saved. */
    private static final int SLICE = 32;

    private static final float LEAST_INFORMATION = 1e-5f;
    /** Keeps the quotient finite, as in Continual World's code. */
    private static final float EPSILON = 1e-6f;
    /** Under which the one sum of online EWC is kept. */
    private static final int ALL = -1;

    private final RegularizationConfig config;
    private final RehearsalMemory memory;
    private final LearntPolicy policy;
    private final RandomStream random;
    /** By task, over the backbone. */
    private final Map<Integer, float[]> importance = new TreeMap<>();

    private float[] anchor = {};
    /** Ω of this phase; empty: no pull. */
    private float[] pull = {};
    /** Which of the phase's tasks is being measured, how many of its observations have been, and their sum. */
    private int measuring;

    private int measured;
    private float[] sum = {};
    private @Nullable ParameterVector gradient;
    private Network.@Nullable Pass pass;

    /** @param random draws the observations */
    WeightRegularization(
            RegularizationConfig config, RehearsalMemory memory, LearntPolicy policy, RandomStream random) {
        this.config = config;
        this.memory = memory;
        this.policy = policy;
        this.random = random;
    }

    @Override
    public String name() {
        return "weight-regularization";
    }

    @Override
    public void onPhaseStart(PhaseStart phase) {
        pull = new float[0];
        importance.forEach((task, values) -> {
            if (!phase.tasks().contains(task)) {
                pull = pull.length == 0 ? new float[values.length] : pull;
                add(values, 1, pull);
            }
        });
        measuring = 0;
        measured = 0;
        sum = new float[0];
    }

    @Override
    public void adjustGradients(Gradients gradients) {
        if (gradients.network() != Gradients.Role.ACTOR || pull.length == 0) {
            return;
        }
        float[] now = gradients.parameters().values();
        float[] total = gradients.total().edit();
        float twice = (float) (2 * config.coefficient());
        for (int i = 0; i < pull.length; i++) {
            total[i] += twice * pull[i] * (now[i] - anchor[i]);
        }
    }

    /** Measures the importance of every parameter for the phase's tasks, and takes the parameters as the new θ*. */
    @Override
    public boolean onPhaseEnd(PhaseStart phase, Trainer trainer) {
        int trunk = policy.actorNetwork().layout().trunkSize();
        if (measuring < phase.tasks().size()) {
            int task = phase.tasks().get(measuring);
            if (sum.length == 0) {
                sum = new float[trunk];
            }
            if (!measure(task, trunk)) {
                return false;
            }
            file(task);
            measuring++;
            measured = 0;
            sum = new float[0];
            if (measuring < phase.tasks().size()) {
                return false;
            }
        }
        anchor = Arrays.copyOf(policy.actor().values(), trunk);
        return true;
    }

    @Override
    public void onRolledBack() {
        anchor = Arrays.copyOf(
                policy.actor().values(), policy.actorNetwork().layout().trunkSize());
    }

    /** One slice; true when the task has been measured. */
    private boolean measure(int task, int trunk) {
        ReservoirMemory observations = memory.memory(task);
        if (config.kind() == RegularizationConfig.Kind.L2) {
            Arrays.fill(sum, 1f);
            measured = 1;
            return true;
        }
        if (observations == null || observations.count() == 0) {
            return true;
        }
        Network.Pass single = policy.actorNetwork().newPass(1);
        pass = single;
        gradient = ParameterVector.zeros(policy.actorNetwork().layout());
        for (int i = 0; i < SLICE && measured < config.samples(); i++, measured++) {
            observations.copyObservation(random.nextInt(observations.count()), single.input(), 0);
            single.forward(policy.actor(), RowGroups.single(task, 1));
            if (config.kind() == RegularizationConfig.Kind.MAS) {
                addSensitivity(task, trunk);
            } else {
                addInformation(task, trunk);
            }
        }
        return measured == config.samples();
    }

    /** |∂(‖mean‖² + ‖log std‖²)/∂θ|, of the clipped log standard deviation. */
    private void addSensitivity(int task, int trunk) {
        float[] output = Objects.requireNonNull(pass).output();
        float[] slope = new float[output.length];
        for (int o = 0; o < output.length; o++) {
            boolean clipped = o >= output.length / 2 && TanhGaussian.clippedLogStd(output[o]) != output[o];
            slope[o] = clipped ? 0 : 2 * output[o];
        }
        float[] by = backward(task, slope);
        for (int i = 0; i < trunk; i++) {
            sum[i] += Math.abs(by[i]);
        }
    }

    /** Fisher information of the Gaussian before squashing: Σ over actions of ((∂mean)² + 2 (∂std)²)/std². */
    private void addInformation(int task, int trunk) {
        float[] output = Objects.requireNonNull(pass).output();
        int actions = output.length / 2;
        float[] information = new float[trunk];
        for (int o = 0; o < output.length; o++) {
            int action = o % actions;
            float raw = output[actions + action];
            float std = (float) Math.exp(TanhGaussian.clippedLogStd(raw));
            float[] slope = new float[output.length];
            boolean spread = o >= actions;
            slope[o] = !spread ? 1 : TanhGaussian.clippedLogStd(raw) == raw ? std : 0;
            float weight = (spread ? 2 : 1) / (std * std + EPSILON);
            float[] by = backward(task, slope);
            for (int i = 0; i < trunk; i++) {
                information[i] += weight * by[i] * by[i];
            }
        }
        for (int i = 0; i < trunk; i++) {
            sum[i] += Math.max(LEAST_INFORMATION, information[i]);
        }
    }

    private float[] backward(int task, float[] slope) {
        ParameterVector to = Objects.requireNonNull(gradient);
        Arrays.fill(to.edit(), 0f);
        Objects.requireNonNull(pass).backward(policy.actor(), RowGroups.single(task, 1), 0, slope, to);
        return to.values();
    }

    private void file(int task) {
        float[] mean = new float[sum.length];
        add(sum, 1f / Math.max(1, measured), mean);
        if (config.kind() == RegularizationConfig.Kind.ONLINE_EWC) {
            float[] before = importance.get(ALL);
            if (before != null) {
                add(before, (float) config.decay(), mean);
            }
            importance.put(ALL, mean);
        } else {
            importance.put(task, mean);
        }
    }

    private static void add(float[] values, float factor, float[] to) {
        for (int i = 0; i < values.length; i++) {
            to[i] += factor * values[i];
        }
    }

    @Override
    public void save(SavedState state) {
        state.putRandom("random", random);
        state.putInts("tasks", importance.keySet().stream().mapToInt(i -> i).toArray());
        importance.forEach((task, values) -> state.putFloats("importance" + task, values));
        state.putFloats("anchor", anchor);
        state.putFloats("pull", pull);
        state.putInts("measured", measuring, measured);
        state.putFloats("sum", sum);
    }

    @Override
    public void load(SavedState state) {
        state.restoreRandom("random", random);
        importance.clear();
        for (int task : state.ints("tasks")) {
            importance.put(task, state.floats("importance" + task));
        }
        anchor = state.floats("anchor");
        pull = state.floats("pull");
        measuring = state.ints("measured")[0];
        measured = state.ints("measured")[1];
        sum = state.floats("sum");
    }
}
