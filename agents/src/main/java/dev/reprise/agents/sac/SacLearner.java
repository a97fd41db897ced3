package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientCombination;
import dev.reprise.agents.balance.LossWeights;
import dev.reprise.agents.balance.PopArt;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.PolicyTerm;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient step of soft actor-critic (Haarnoja et al. 2018, arXiv 1812.05905): twin critics on the clipped double
 * target, the policy through the smaller critic, one temperature per task, Polyak-averaged targets.
 *
 * <p>Critic loss: mean over rows of ½(Q(s, a) - y)² for each critic, y = r/scale + γ·d·(min target Q(s', a') - α log
 * π(a'|s')), d = 0 only where the task ended the episode. Policy loss: mean over rows of α log π(a|s) - min Q(s, a).
 * Rows whose label is missing are left out of the critics' mean. Tasks' losses may be weighed, their gradients may be put
 * together in another way than as a sum, and values may be in units of their own: see {@link
 * dev.reprise.agents.balance.BalanceConfig}.
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
    private final List<PolicyTerm> terms = new ArrayList<>();
    private int[] termRows = {};
    private final RowGroups termGroups = new RowGroups();
    private final UpdateReport report = new UpdateReport();
    /** Of critic 1, critic 2 and the policy, as methods see them. */
    private Gradients[] seen = {};

    private Workspace work;
    private final @Nullable LossWeights lossWeights;
    private final TaskLosses losses = new TaskLosses();
    private final PopArt popArt;
    /** Whether gradients are wanted in parts. */
    private final boolean inParts;

    private final PartwiseBackward partwise;
    private final @Nullable GradientCombination combination;

    SacLearner(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            ActionScaling scaling,
            RandomStream noiseSource,
            @Nullable GradientCombination combination) {
        this.config = config;
        this.networks = networks;
        this.normalizer = normalizer;
        this.scaling = scaling;
        this.noiseSource = noiseSource;
        this.temperatures = new Temperatures(config.temperature(), scaling.size());
        this.lossWeights = config.balance().lossWeights();
        this.popArt = new PopArt(config.balance().popArtStep());
        this.combination = combination;
        this.inParts = combination != null || (lossWeights != null && lossWeights.wantsNorms());
        this.partwise = new PartwiseBackward(combination);
        ParameterMath math = new ParameterMath(config.threads());
        this.actorOptimizer = new Adam(math, networks.actorNetwork().layout());
        this.actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k] = new Adam(math, networks.criticNetwork().layout());
            criticGradients[k] = ParameterVector.zeros(networks.criticNetwork().layout());
        }
        this.work = new Workspace(networks, 1, 0, scaling.size());
        showGradients();
    }

    private void showGradients() {
        seen = new Gradients[] {
            new Gradients(Gradients.Role.CRITIC_1, networks.critic(0), criticGradients[0]),
            new Gradients(Gradients.Role.CRITIC_2, networks.critic(1), criticGradients[1]),
            new Gradients(Gradients.Role.ACTOR, networks.actor(), actorGradient)
        };
    }

    /** Adds a head, a temperature and optimizer state for a task; what stands does not move. */
    void addTask(TaskId task) {
        networks.addHead(task);
        temperatures.addTask();
        popArt.addTask();
        losses.addTask();
        if (lossWeights != null) {
            lossWeights.addTask(task);
        }
        actorOptimizer.extend(networks.actorNetwork().layout());
        actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k].extend(networks.criticNetwork().layout());
            criticGradients[k] = ParameterVector.zeros(networks.criticNetwork().layout());
        }
        work = new Workspace(networks, work.rows, work.termRows, scaling.size());
        showGradients();
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
        prepare(batch, moveActor, methods);
        return update(batch, trained, moveActor, progress, methods);
    }

    /** What {@link #step} does after {@link #prepare}. */
    UpdateReport update(
            Batch batch, List<Integer> trained, boolean moveActor, double progress, List<ContinualMethod> methods) {
        double rate = config.learningRateAt(progress);
        runPolicy(batch);
        targets(batch);
        normaliseValues(batch);
        report.criticLoss = valueGradients(batch);
        for (int k = 0; k < 2; k++) {
            adjust(criticGradients[k], k, methods);
            // The target moves in the same pass, as nothing reads it before the next update.
            criticOptimizers[k].step(
                    networks.critic(k),
                    criticGradients[k],
                    rate,
                    config.weightDecay(),
                    networks.target(k),
                    1 - config.targetDecay());
        }
        observeOutcome(batch);
        report.actorLoss = Double.NaN;
        report.value = Double.NaN;
        report.entropy = Double.NaN;
        report.auxiliaryLoss = Double.NaN;
        if (moveActor) {
            report.value = policyOutputGradient(batch);
            report.auxiliaryLoss = termGradients(batch);
            actorGradient();
            report.entropy = -RowMeans.over(work.logDensities, batch.rows(), work.movingCount);
            report.actorLoss = meanTemperedDensity(batch) - report.value;
            adjust(actorGradient, 2, methods);
            actorOptimizer.step(networks.actor(), actorGradient, rate, config.weightDecay(), null, 0);
            tuneTemperatures(batch, trained);
        }
        for (int i = 0; i < methods.size(); i++) {
            methods.get(i).afterUpdate();
        }
        report.temperature = RowMeans.temperature(batch.groups(), temperatures);
        report.gaps = batch.gaps();
        return report;
    }

    /** What is done to a gradient between back-propagation and optimizer. */
    private void adjust(ParameterVector gradient, int network, List<ContinualMethod> methods) {
        clip(gradient.edit(), config.gradientClip());
        for (int i = 0; i < methods.size(); i++) {
            methods.get(i).adjustGradients(seen[network]);
        }
    }

    /** Gradient of critic {@code k} as the last call of {@link #criticGradients} left it. */
    ParameterVector criticGradient(int k) {
        return criticGradients[k];
    }

    /** The last gradient of the policy. */
    ParameterVector policyGradient() {
        return actorGradient;
    }

    /** Decides on the rows of an update, makes room for them, and draws the noise of their actions. */
    void prepare(Batch batch, boolean moveActor, List<ContinualMethod> methods) {
        terms.clear();
        termGroups.clear();
        boolean rehearsedMove = true;
        for (int i = 0; i < methods.size(); i++) {
            rehearsedMove &= methods.get(i).rehearsedRowsMoveActor();
            PolicyTerm term = moveActor ? methods.get(i).policyTerm() : null;
            if (term != null) {
                addTerm(term);
            }
        }
        if (batch.rows() > work.rows || termGroups.rows() > work.termRows) {
            work = new Workspace(
                    networks,
                    Math.max(batch.rows(), work.rows),
                    Math.max(termGroups.rows(), work.termRows),
                    scaling.size());
        }
        chooseMoving(batch, moveActor, rehearsedMove);
        work.actorGroups.clear();
        work.actorGroups.add(batch.groups());
        work.nextGroups = work.actorGroups.count();
        work.actorGroups.add(work.movingGroups);
        drawNoise(work.actorGroups.rows());
        work.actorGroups.add(termGroups);
    }

    private void addTerm(PolicyTerm term) {
        int before = termGroups.rows();
        term.draw(termGroups);
        if (terms.size() == termRows.length) {
            termRows = Arrays.copyOf(termRows, terms.size() + 1);
        }
        termRows[terms.size()] = termGroups.rows() - before;
        terms.add(term);
    }

    /**
     * Runs the policy once for the whole update, as it does not change before the end of it: on the next observations,
     * on the observations of the rows that move it, and on those of the methods' terms.
     */
    void runPolicy(Batch batch) {
        int rows = batch.rows();
        int observations = networks.actorNetwork().spec().inputs();
        float[] input = work.actor.input();
        System.arraycopy(batch.nextObservations(), 0, input, 0, rows * observations);
        int at = rows;
        for (int i = 0; i < work.movingCount; i++, at++) {
            System.arraycopy(
                    batch.observations(), work.moving[i] * observations, input, at * observations, observations);
        }
        int own = at;
        for (int t = 0; t < terms.size(); t++) {
            terms.get(t).fill(input, at);
            at += termRows[t];
        }
        work.actor.forward(networks.actor(), work.actorGroups);
        TanhGaussian.sample(
                work.actor.output(), work.noise, own, scaling.size(), work.sampled, work.deviations, work.logDensities);
    }

    /** Noise of the update's actions: of the next observations' rows, then of the rows that move the policy. */
    float[] noise() {
        return work.noise;
    }

    private void drawNoise(int rows) {
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.noise[i] = noiseSource.nextGaussian();
        }
    }

    /** Rows that move the policy: all, or all but those from memory. */
    private void chooseMoving(Batch batch, boolean moveActor, boolean rehearsedMove) {
        RowGroups groups = batch.groups();
        work.movingGroups.clear();
        int count = 0;
        for (int g = 0; g < groups.count() && moveActor; g++) {
            int before = count;
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (rehearsedMove || !batch.rehearsed()[row]) {
                    if (inParts && count > before && work.movingRehearsed[count - 1] != batch.rehearsed()[row]) {
                        work.movingGroups.add(groups.head(g), count - before);
                        before = count;
                    }
                    work.moving[count] = row;
                    work.movingRehearsed[count] = batch.rehearsed()[row];
                    count++;
                }
            }
            work.movingGroups.add(groups.head(g), count - before);
        }
        work.movingCount = count;
    }

    /** Gradients of both critics, with the policy's sampled next actions; returns the loss. */
    double criticGradients(Batch batch) {
        targets(batch);
        return valueGradients(batch);
    }

    /** What the critics are to learn, in the units of the (divided) rewards. */
    private void targets(Batch batch) {
        int rows = batch.rows();
        RowGroups groups = batch.groups();
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), batch.nextObservations(), 0, work.sampled, 0, rows);
            work.critics[k].forward(networks.target(k), groups);
        }
        float discount = (float) config.discount();
        for (int g = 0; g < groups.count(); g++) {
            int task = groups.head(g);
            float alpha = temperatures.alpha(task);
            float scale = normalizer.scale(task);
            for (int row = groups.from(g); row < groups.to(g); row++) {
                float smaller =
                        Math.min(work.critics[0].output()[row], work.critics[1].output()[row]);
                float next = value(task, smaller) - alpha * work.logDensities[row];
                work.targets[row] = batch.rewards()[row] / scale + discount * batch.discounts()[row] * next;
            }
        }
    }

    /** The value that an output of a critic stands for. */
    private float value(int task, float output) {
        return popArt.enabled() ? popArt.deviation(task) * output + popArt.mean(task) : output;
    }

    /** Lets running means and deviations follow the targets; the values that the critics stand for stay. */
    private void normaliseValues(Batch batch) {
        if (!popArt.enabled()) {
            return;
        }
        RowGroups groups = batch.groups();
        for (int g = 0; g < groups.count(); g++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (batch.weights()[row] > 0) {
                    sum += work.targets[row];
                    squares += (double) work.targets[row] * work.targets[row];
                    count++;
                }
            }
            if (count > 0) {
                popArt.observe(
                        groups.head(g),
                        sum / count,
                        squares / count,
                        networks.critic(0),
                        networks.critic(1),
                        networks.target(0),
                        networks.target(1));
            }
        }
    }

    /** Gradients of both critics towards the targets; returns the loss. */
    private double valueGradients(Batch batch) {
        int rows = batch.rows();
        RowGroups groups = batch.groups();
        if (inParts) {
            work.cutGroups.clear();
            PartwiseBackward.cut(groups, batch.rehearsed(), work.cutGroups);
            groups = work.cutGroups;
        }
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.taken[i] = scaling.toUnit(i % scaling.size(), batch.actions()[i]);
        }
        int labelled = Math.max(1, rows - batch.gaps());
        double loss = 0;
        losses.clear();
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), batch.observations(), 0, work.taken, 0, rows);
            work.critics[k].forward(networks.critic(k), groups);
            loss += errors(batch, groups, k, 1f / labelled);
        }
        weighLosses(groups);
        for (int k = 0; k < 2; k++) {
            if (inParts) {
                partwise.backward(
                        work.critics[k],
                        networks.critic(k),
                        groups,
                        0,
                        groups.count(),
                        batch.rehearsed(),
                        work.valueGradients[k],
                        criticGradients[k]);
                if (k == 0 && lossWeights != null && lossWeights.wantsNorms()) {
                    lossWeights.norms(partwise.norms(
                            losses.count(), networks.criticNetwork().layout().trunkSize()));
                }
            } else {
                Arrays.fill(criticGradients[k].edit(), 0f);
                work.critics[k].backward(networks.critic(k), groups, 0, work.valueGradients[k], criticGradients[k]);
            }
        }
        return loss;
    }

    /** Derivatives of the loss by the outputs of critic {@code k}; returns its loss. */
    private double errors(Batch batch, RowGroups groups, int k, float share) {
        float[] outputs = work.critics[k].output();
        float[] gradient = work.valueGradients[k];
        double loss = 0;
        for (int g = 0; g < groups.count(); g++) {
            int task = groups.head(g);
            float mean = popArt.enabled() ? popArt.mean(task) : 0;
            float deviation = popArt.enabled() ? popArt.deviation(task) : 1;
            for (int row = groups.from(g); row < groups.to(g); row++) {
                float error = outputs[row] - (work.targets[row] - mean) / deviation;
                float weight = batch.weights()[row] * share;
                gradient[row] = weight * error;
                loss += 0.5 * weight * error * error;
                losses.add(task, batch.weights()[row], 0.5 * error * error);
            }
        }
        return loss;
    }

    /** Multiplies the derivatives with the weights of their tasks' losses. */
    private void weighLosses(RowGroups groups) {
        if (lossWeights == null) {
            return;
        }
        lossWeights.weigh(losses.means(), losses.weights());
        for (int g = 0; g < groups.count(); g++) {
            float weight = losses.weights()[groups.head(g)];
            for (int row = groups.from(g); row < groups.to(g); row++) {
                work.valueGradients[0][row] *= weight;
                work.valueGradients[1][row] *= weight;
            }
        }
    }

    /** Tells the loss weights what became of the losses, where they want to know. */
    private void observeOutcome(Batch batch) {
        if (lossWeights == null || !lossWeights.wantsOutcome()) {
            return;
        }
        losses.clear();
        for (int k = 0; k < 2; k++) {
            work.critics[k].forward(networks.critic(k), batch.groups());
            errors(batch, batch.groups(), k, 0);
        }
        lossWeights.outcome(losses.means());
    }

    private void fillCriticInput(
            float[] input, float[] observations, int observationRow, float[] actions, int actionRow, int rows) {
        int observationSize = networks.actorNetwork().spec().inputs();
        int actionSize = scaling.size();
        int width = observationSize + actionSize;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    observations, (observationRow + row) * observationSize, input, row * width, observationSize);
            System.arraycopy(actions, (actionRow + row) * actionSize, input, row * width + observationSize, actionSize);
        }
    }

    /** Derivative of the policy's loss by the outputs of its moving rows; returns the mean value of their actions. */
    double policyOutputGradient(Batch batch) {
        int rows = batch.rows();
        int count = work.movingCount;
        for (int k = 0; k < 2; k++) {
            fillCriticInput(work.critics[k].input(), work.actor.input(), rows, work.sampled, rows, count);
            work.critics[k].forward(networks.critic(k), work.movingGroups);
        }
        double value = chooseSmaller();
        valueSlopes();
        int actionSize = scaling.size();
        float[] outputs = work.actor.output();
        float[] gradient = work.actorOutputGradient;
        RowGroups groups = work.movingGroups;
        for (int g = 0; g < groups.count(); g++) {
            float alpha = temperatures.alpha(groups.head(g));
            float weight = policyWeight(groups.head(g)) / Math.max(1, count);
            for (int i = groups.from(g); i < groups.to(g); i++) {
                for (int a = 0; a < actionSize; a++) {
                    int mean = 2 * (rows + i) * actionSize + a;
                    int logStd = mean + actionSize;
                    int at = (rows + i) * actionSize + a;
                    float action = work.sampled[at];
                    float valueSlope = work.valueSlopes[i * actionSize + a];
                    float byU = 2 * alpha * action - valueSlope * (1 - action * action);
                    float raw = outputs[logStd];
                    float clipped = TanhGaussian.clippedLogStd(raw);
                    float std = work.deviations[at];
                    gradient[mean] = weight * byU;
                    gradient[logStd] = raw == clipped ? weight * (byU * std * work.noise[at] - alpha) : 0;
                }
            }
        }
        return value;
    }

    /** What the rows of a task count in the policy's loss. */
    private float policyWeight(int task) {
        return lossWeights != null && lossWeights.weighsPolicy() ? losses.weights()[task] : 1;
    }

    /** Splits the moving rows by their smaller critic; returns the mean of the smaller values. */
    private double chooseSmaller() {
        float[] one = work.critics[0].output();
        float[] two = work.critics[1].output();
        double sum = 0;
        work.chosenCount[0] = 0;
        work.chosenCount[1] = 0;
        RowGroups groups = work.movingGroups;
        for (int g = 0; g < groups.count(); g++) {
            for (int i = groups.from(g); i < groups.to(g); i++) {
                int k = one[i] <= two[i] ? 0 : 1;
                work.unit[k][work.chosenCount[k]] = popArt.enabled() ? popArt.deviation(groups.head(g)) : 1;
                work.chosen[k][work.chosenCount[k]++] = i;
                sum += value(groups.head(g), Math.min(one[i], two[i]));
            }
        }
        return sum / Math.max(1, work.movingCount);
    }

    /** Slopes of the smaller value by the actions. */
    private void valueSlopes() {
        int actionSize = scaling.size();
        int observationSize = networks.actorNetwork().spec().inputs();
        for (int k = 0; k < 2; k++) {
            int[] chosen = work.chosen[k];
            int count = work.chosenCount[k];
            work.critics[k].inputGradient(
                    networks.critic(k),
                    work.movingGroups,
                    chosen,
                    count,
                    work.unit[k],
                    observationSize,
                    work.chosenSlopes);
            for (int i = 0; i < count; i++) {
                System.arraycopy(
                        work.chosenSlopes, i * actionSize, work.valueSlopes, chosen[i] * actionSize, actionSize);
            }
        }
    }

    /** Derivative of the methods' terms by the outputs of their rows; returns their sum, NaN without any. */
    private double termGradients(Batch batch) {
        double sum = Double.NaN;
        int row = batch.rows() + work.movingCount;
        for (int t = 0; t < terms.size(); t++) {
            double value = terms.get(t).differentiate(work.actor.output(), row, work.actorOutputGradient);
            sum = Double.isNaN(sum) ? value : sum + value;
            row += termRows[t];
        }
        return sum;
    }

    /** Gradient of the policy from the derivatives by its outputs. */
    void actorGradient() {
        if (inParts) {
            partwise.backward(
                    work.actor,
                    networks.actor(),
                    work.actorGroups,
                    work.nextGroups,
                    work.nextGroups + work.movingGroups.count(),
                    work.movingRehearsed,
                    work.actorOutputGradient,
                    actorGradient);
            return;
        }
        Arrays.fill(actorGradient.edit(), 0f);
        work.actor.backward(
                networks.actor(), work.actorGroups, work.nextGroups, work.actorOutputGradient, actorGradient);
    }

    private void tuneTemperatures(Batch batch, List<Integer> trained) {
        RowGroups groups = work.movingGroups;
        for (int g = 0; g < groups.count(); g++) {
            double sum = 0;
            int count = 0;
            for (int i = groups.from(g); i < groups.to(g); i++) {
                if (!work.movingRehearsed[i]) {
                    sum += work.logDensities[batch.rows() + i];
                    count++;
                }
            }
            for (int t = 0; count > 0 && t < trained.size(); t++) {
                if (trained.get(t) == groups.head(g)) {
                    temperatures.update(groups.head(g), sum / count);
                }
            }
        }
    }

    /** Mean of α·log density over the rows that move the policy, at the actions sampled last. */
    double meanTemperedDensity(Batch batch) {
        return RowMeans.tempered(work.logDensities, batch.rows(), work.movingGroups, temperatures);
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
        popArt.save(state.scope("pop-art"));
        if (lossWeights != null) {
            lossWeights.save(state.scope("loss-weights"));
        }
        if (combination != null) {
            combination.save(state.scope("gradient-combination"));
        }
    }

    void load(SavedState state) {
        state.restoreRandom("noise", noiseSource);
        temperatures.load(state.scope("temperature"));
        actorOptimizer.load(state.scope("actor-optimizer"));
        criticOptimizers[0].load(state.scope("critic-0-optimizer"));
        criticOptimizers[1].load(state.scope("critic-1-optimizer"));
        popArt.load(state.scope("pop-art"));
        if (lossWeights != null) {
            lossWeights.load(state.scope("loss-weights"));
        }
        if (combination != null) {
            combination.load(state.scope("gradient-combination"));
        }
    }
}
