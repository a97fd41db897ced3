package dev.reprise.agents.sac;

import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ActorLoss;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient step of soft actor-critic (Haarnoja et al. 2018, arXiv 1812.05905): twin critics on the clipped double
 * target, the policy through the smaller critic, one temperature per task, Polyak-averaged targets.
 *
 * <p>Critic loss: mean over rows of ½(Q(s, a) - y)² for each critic, y = r/scale + γ·d·(min target Q(s', a') - α log
 * π(a'|s')), d = 0 only where the task ended the episode. Policy loss: mean over rows of α log π(a|s) - min Q(s, a).
 * Rows whose label is missing are left out of the critics' mean.
 */
final class SacLearner {
    private final SacConfig config;
    private final SacNetworks networks;
    private final RewardNormalizer normalizer;
    private final Temperatures temperatures;
    private final ActionScaling scaling;
    private final RandomStream noiseSource;
    private final Adam[] criticOptimizers = new Adam[2];
    private final Adam actorOptimizer;
    private ParameterVector actorGradient;
    private final ParameterVector[] criticGradients = new ParameterVector[2];
    private Workspace work;

    /** Passes and buffers for batches up to a size; rebuilt when heads are added or batches grow. */
    private static final class Workspace {
        final Network.Pass actor;
        final Network.Pass[] critics;
        final float[] noise;
        final float[] actions;
        final float[] logDensities;
        final float[] targets;
        final float[][] valueGradients;
        final float[][] inputGradients;
        final float[] actorOutputGradient;

        Workspace(SacNetworks networks, int rows, int actions) {
            Network critic = networks.criticNetwork();
            this.actor = networks.actorNetwork().newPass(rows);
            this.critics = new Network.Pass[] {critic.newPass(rows), critic.newPass(rows)};
            this.noise = new float[rows * actions];
            this.actions = new float[rows * actions];
            this.logDensities = new float[rows];
            this.targets = new float[rows];
            this.valueGradients = new float[2][rows];
            this.inputGradients = new float[2][rows * critic.spec().inputs()];
            this.actorOutputGradient = new float[2 * rows * actions];
        }
    }

    SacLearner(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            ActionScaling scaling,
            RandomStream noiseSource) {
        this.config = config;
        this.networks = networks;
        this.normalizer = normalizer;
        this.scaling = scaling;
        this.noiseSource = noiseSource;
        this.temperatures = new Temperatures(config.temperature(), scaling.size());
        this.actorOptimizer = new Adam(networks.actorNetwork().layout());
        this.actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k] = new Adam(networks.criticNetwork().layout());
            criticGradients[k] = ParameterVector.zeros(networks.criticNetwork().layout());
        }
        this.work = new Workspace(networks, 1, scaling.size());
    }

    /** Adds a head, a temperature and optimizer state for a task; what stands does not move. */
    void addTask(TaskId task) {
        networks.addHead(task);
        temperatures.addTask();
        actorOptimizer.extend(networks.actorNetwork().layout());
        actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k].extend(networks.criticNetwork().layout());
            criticGradients[k] = ParameterVector.zeros(networks.criticNetwork().layout());
        }
        work = new Workspace(networks, work.actor.maxRows(), scaling.size());
    }

    float temperature(int task) {
        return temperatures.alpha(task);
    }

    void resetOptimizers() {
        actorOptimizer.reset();
        criticOptimizers[0].reset();
        criticOptimizers[1].reset();
        temperatures.resetOptimizer();
    }

    /**
     * One gradient step.
     *
     * @param trained tasks of the present phase, whose temperatures are tuned
     * @param moveActor false: only the critics and their targets learn
     * @param progress part of the phase that is over, in [0, 1]
     * @param methods whose hooks are called
     */
    UpdateReport step(
            Batch batch, List<Integer> trained, boolean moveActor, double progress, List<ContinualMethod> methods) {
        int rows = batch.rows();
        double rate = config.learningRate() + progress * (config.finalLearningRate() - config.learningRate());
        prepare(rows);
        double criticLoss = criticGradients(batch);
        for (int k = 0; k < 2; k++) {
            Gradients.Role role = k == 0 ? Gradients.Role.CRITIC_1 : Gradients.Role.CRITIC_2;
            Gradients gradients = new Gradients(role, networks.critic(k), criticGradients[k]);
            methods.forEach(method -> method.adjustGradients(gradients));
            criticOptimizers[k].step(networks.critic(k), criticGradients[k], rate);
        }
        double actorLoss = Double.NaN;
        double value = Double.NaN;
        double entropy = Double.NaN;
        double auxiliary = Double.NaN;
        if (moveActor) {
            boolean[] moves = actorRows(batch, methods);
            drawNoise(rows);
            value = actorGradient(batch, moves);
            double[] meanLogDensity = RowMeans.perTask(
                    work.logDensities,
                    batch,
                    networks.actorNetwork().spec().heads().size());
            entropy = -RowMeans.over(work.logDensities, moves);
            actorLoss = meanTemperedDensity(batch, moves) - value;
            for (ContinualMethod method : methods) {
                double term =
                        method.auxiliaryLoss(new ActorLoss(networks.actorNetwork(), networks.actor(), actorGradient));
                auxiliary = Double.isNaN(term) ? auxiliary : Double.isNaN(auxiliary) ? term : auxiliary + term;
            }
            clip(actorGradient.values(), config.gradientClip());
            Gradients gradients = new Gradients(Gradients.Role.ACTOR, networks.actor(), actorGradient);
            methods.forEach(method -> method.adjustGradients(gradients));
            actorOptimizer.step(networks.actor(), actorGradient, rate);
            for (int task : trained) {
                if (!Double.isNaN(meanLogDensity[task])) {
                    temperatures.update(task, meanLogDensity[task]);
                }
            }
        }
        networks.moveTargets(config.targetDecay());
        methods.forEach(ContinualMethod::afterUpdate);
        return new UpdateReport(
                criticLoss,
                actorLoss,
                value,
                entropy,
                RowMeans.temperature(batch.groups(), temperatures),
                auxiliary,
                batch.gaps());
    }

    /** Gradient of critic {@code k} as the last call of {@link #criticGradients} left it. */
    ParameterVector criticGradient(int k) {
        return criticGradients[k];
    }

    /** Gradient of the policy as the last call of {@link #actorGradient(Batch, boolean[])} left it. */
    ParameterVector actorGradient() {
        return actorGradient;
    }

    /** Makes room for a batch and draws noise for its actions. */
    void prepare(int rows) {
        if (rows > work.actor.maxRows()) {
            work = new Workspace(networks, rows, scaling.size());
        }
        drawNoise(rows);
    }

    private void drawNoise(int rows) {
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.noise[i] = noiseSource.nextGaussian();
        }
    }

    /** Rows that move the policy: all, or all but those from memory when a method says so. */
    private static boolean[] actorRows(Batch batch, List<ContinualMethod> methods) {
        boolean all = methods.stream().allMatch(ContinualMethod::rehearsedRowsMoveActor);
        boolean[] moves = new boolean[batch.rows()];
        for (int row = 0; row < moves.length; row++) {
            moves[row] = all || !batch.rehearsed()[row];
        }
        return moves;
    }

    /** Gradients of both critics, with the noise of the workspace for the next actions; returns the loss. */
    double criticGradients(Batch batch) {
        int rows = batch.rows();
        RowGroups groups = batch.groups();
        int observations = networks.actorNetwork().spec().inputs();
        System.arraycopy(batch.nextObservations(), 0, work.actor.input(), 0, rows * observations);
        work.actor.forward(networks.actor(), groups);
        TanhGaussian.sample(work.actor.output(), work.noise, rows, scaling.size(), work.actions, work.logDensities);
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), batch.nextObservations(), work.actions, rows);
            work.critics[k].forward(networks.target(k), groups);
        }
        float discount = (float) config.discount();
        int labelled = 0;
        for (int g = 0; g < groups.count(); g++) {
            float alpha = temperatures.alpha(groups.head(g));
            float scale = normalizer.scale(groups.head(g));
            for (int row = groups.from(g); row < groups.to(g); row++) {
                float next =
                        Math.min(work.critics[0].output()[row], work.critics[1].output()[row])
                                - alpha * work.logDensities[row];
                work.targets[row] = batch.rewards()[row] / scale + discount * batch.discounts()[row] * next;
                labelled += batch.weights()[row] > 0 ? 1 : 0;
            }
        }
        scaleActions(batch, rows);
        double loss = 0;
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), batch.observations(), work.actions, rows);
            work.critics[k].forward(networks.critic(k), groups);
            float[] values = work.critics[k].output();
            float[] gradient = work.valueGradients[k];
            for (int row = 0; row < rows; row++) {
                float error = values[row] - work.targets[row];
                float weight = batch.weights()[row] / Math.max(1, labelled);
                gradient[row] = weight * error;
                loss += 0.5 * weight * error * error;
            }
            Arrays.fill(criticGradients[k].values(), 0f);
            work.critics[k].backward(networks.critic(k), groups, gradient, criticGradients[k], null);
        }
        return loss;
    }

    private void scaleActions(Batch batch, int rows) {
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.actions[i] = scaling.toUnit(i % scaling.size(), batch.actions()[i]);
        }
    }

    private void fillCriticInput(float[] input, float[] observations, float[] actions, int rows) {
        int observationSize = networks.actorNetwork().spec().inputs();
        int actionSize = scaling.size();
        int width = observationSize + actionSize;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(observations, row * observationSize, input, row * width, observationSize);
            System.arraycopy(actions, row * actionSize, input, row * width + observationSize, actionSize);
        }
    }

    /** Gradient of the policy with the noise of the workspace; returns the mean value of its actions. */
    double actorGradient(Batch batch, boolean[] moves) {
        int rows = batch.rows();
        int actionSize = scaling.size();
        RowGroups groups = batch.groups();
        int observationSize = networks.actorNetwork().spec().inputs();
        System.arraycopy(batch.observations(), 0, work.actor.input(), 0, rows * observationSize);
        work.actor.forward(networks.actor(), groups);
        TanhGaussian.sample(work.actor.output(), work.noise, rows, actionSize, work.actions, work.logDensities);
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), batch.observations(), work.actions, rows);
            work.critics[k].forward(networks.critic(k), groups);
        }
        double value = chooseSmaller(rows, moves);
        for (int k = 0; k < 2; k++) {
            work.critics[k].backward(networks.critic(k), groups, work.valueGradients[k], null, work.inputGradients[k]);
        }
        policyOutputGradient(batch, moves);
        Arrays.fill(actorGradient.values(), 0f);
        work.actor.backward(networks.actor(), groups, work.actorOutputGradient, actorGradient, null);
        return value;
    }

    /** Lets each row's gradient pass through its smaller critic only; returns the mean of the smaller values. */
    private double chooseSmaller(int rows, boolean[] moves) {
        float[] one = work.critics[0].output();
        float[] two = work.critics[1].output();
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            boolean first = one[row] <= two[row];
            work.valueGradients[0][row] = first ? 1 : 0;
            work.valueGradients[1][row] = first ? 0 : 1;
            if (moves[row]) {
                sum += Math.min(one[row], two[row]);
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    private void policyOutputGradient(Batch batch, boolean[] moves) {
        int actionSize = scaling.size();
        int observationSize = networks.actorNetwork().spec().inputs();
        int width = observationSize + actionSize;
        RowGroups groups = batch.groups();
        int moving = 0;
        for (boolean move : moves) {
            moving += move ? 1 : 0;
        }
        float weight = 1f / Math.max(1, moving);
        float[] outputs = work.actor.output();
        float[] gradient = work.actorOutputGradient;
        for (int g = 0; g < groups.count(); g++) {
            float alpha = temperatures.alpha(groups.head(g));
            for (int row = groups.from(g); row < groups.to(g); row++) {
                for (int a = 0; a < actionSize; a++) {
                    int mean = 2 * row * actionSize + a;
                    int logStd = mean + actionSize;
                    if (!moves[row]) {
                        gradient[mean] = 0;
                        gradient[logStd] = 0;
                        continue;
                    }
                    int at = row * actionSize + a;
                    int input = row * width + observationSize + a;
                    float action = work.actions[at];
                    float valueSlope = work.inputGradients[0][input] + work.inputGradients[1][input];
                    float byU = 2 * alpha * action - valueSlope * (1 - action * action);
                    float raw = outputs[logStd];
                    float clipped = TanhGaussian.clippedLogStd(raw);
                    float std = Elementary.exp(clipped);
                    gradient[mean] = weight * byU;
                    gradient[logStd] = raw == clipped ? weight * (byU * std * work.noise[at] - alpha) : 0;
                }
            }
        }
    }

    /** Mean of α·log density over the rows that move the policy, at its last actions. */
    double meanTemperedDensity(Batch batch, boolean[] moves) {
        return RowMeans.tempered(work.logDensities, batch.groups(), temperatures, moves);
    }

    /** Scales a gradient down to a largest Euclidean norm; 0 for no limit. */
    private static void clip(float[] gradient, double largest) {
        if (largest == 0) {
            return;
        }
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        double norm = Math.sqrt(squares);
        if (norm > largest) {
            float factor = (float) (largest / norm);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
        }
    }

    void save(SavedState state) {
        state.putRandom("noise", noiseSource);
        temperatures.save(state.scope("temperature"));
        actorOptimizer.save(state.scope("actor-optimizer"));
        criticOptimizers[0].save(state.scope("critic-0-optimizer"));
        criticOptimizers[1].save(state.scope("critic-1-optimizer"));
    }

    void load(SavedState state) {
        state.restoreRandom("noise", noiseSource);
        temperatures.load(state.scope("temperature"));
        actorOptimizer.load(state.scope("actor-optimizer"));
        criticOptimizers[0].load(state.scope("critic-0-optimizer"));
        criticOptimizers[1].load(state.scope("critic-1-optimizer"));
    }
}
