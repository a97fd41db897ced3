package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientCombination;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.LearntValues;
import dev.reprise.agents.continual.PolicyTerm;
import dev.reprise.agents.nn.ActionScaling;
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
    private final Temperatures temperatures;
    private final ActionScaling scaling;
    private final RandomStream noiseSource;
    private final Adam[] criticOptimizers = new Adam[2];
    private final Adam actorOptimizer;
    private ParameterVector actorGradient;
    private final List<PolicyTerm> terms = new ArrayList<>();
    private int[] termRows = {};
    private final RowGroups termGroups = new RowGroups();
    private final UpdateReport report = new UpdateReport();
    /** Of critic 1, critic 2 and the policy, as methods see them. */
    private Gradients[] seen = {};

    private Workspace work;
    private int phase;
    /** Whether gradients are wanted in parts. */
    private final boolean inParts;

    private final PartwiseBackward partwise;
    private final @Nullable GradientCombination combination;
    private final CriticStep critics;
    private final GradientMeter meter;
    private final PlasticityMeter plasticity;

    SacLearner(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            ActionScaling scaling,
            RandomStream noiseSource,
            @Nullable GradientCombination combination) {
        this.config = config;
        this.networks = networks;
        this.scaling = scaling;
        this.noiseSource = noiseSource;
        this.temperatures = new Temperatures(config.temperature(), scaling.size());
        this.combination = combination;
        this.partwise = new PartwiseBackward(combination);
        this.critics =
                new CriticStep(config, networks, normalizer, temperatures, scaling, partwise, combination != null);
        this.inParts = critics.inParts();
        this.plasticity = new PlasticityMeter(config.plasticity().dormant());
        this.meter = new GradientMeter(config.balance().measureInterval());
        ParameterMath math = new ParameterMath(config.threads());
        this.actorOptimizer = new Adam(math, networks.actorNetwork().layout());
        this.actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k] = new Adam(math, networks.criticNetwork().layout());
        }
        this.work = new Workspace(networks, 1, 0, 0, scaling.size());
        showGradients();
        chooseRates();
    }

    /** A phase begins, counted from 0, or goes on when a run is taken up. */
    void enter(int phase) {
        this.phase = phase;
        chooseRates();
    }

    private void chooseRates() {
        actorOptimizer.rates(config.layers().spans(networks.actorNetwork().layout(), phase));
        for (Adam optimizer : criticOptimizers) {
            optimizer.rates(config.layers().spans(networks.criticNetwork().layout(), phase));
        }
    }

    private void showGradients() {
        seen = new Gradients[] {
            new Gradients(Gradients.Role.CRITIC_1, networks.critic(0), critics.gradient(0)),
            new Gradients(Gradients.Role.CRITIC_2, networks.critic(1), critics.gradient(1)),
            new Gradients(Gradients.Role.ACTOR, networks.actor(), actorGradient)
        };
    }

    /** Adds a head, a temperature and optimizer state for a task; what stands does not move. */
    void addTask(TaskId task) {
        networks.addHead(task);
        temperatures.addTask();
        critics.addTask(task);
        actorOptimizer.extend(networks.actorNetwork().layout());
        actorGradient = ParameterVector.zeros(networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k].extend(networks.criticNetwork().layout());
        }
        work = new Workspace(networks, work.rows, work.termRows, work.valueTermRows, scaling.size());
        showGradients();
        chooseRates();
    }

    /** Goes on from where another agent's temperature and units of values of a task stand. */
    void takeOver(int task, SacLearner other, int otherTask) {
        temperatures.takeOver(task, other.temperatures, otherTask);
        critics.takeOver(task, other.critics, otherTask);
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
        critics.targets(batch, work);
        critics.normaliseValues(batch, work);
        report.criticLoss = critics.gradients(batch, work);
        report.helpfulShare = critics.helpfulShare();
        boolean measured = meter.next();
        if (measured) {
            report.criticAgreement = critics.agreement(batch, work, meter);
            report.criticPlasticity = plasticity.measure(
                    work.critics[0], networks.criticNetwork().spec(), networks.critic(0), batch.rows());
            report.policyPlasticity =
                    plasticity.measure(work.actor, networks.actorNetwork().spec(), networks.actor(), batch.rows());
        }
        for (int k = 0; k < 2; k++) {
            adjust(critics.gradient(k), k, methods);
            // The target moves in the same pass, as nothing reads it before the next update.
            criticOptimizers[k].step(
                    networks.critic(k),
                    critics.gradient(k),
                    rate,
                    config.weightDecay(),
                    networks.target(k),
                    1 - config.targetDecay());
        }
        critics.observeOutcome(batch, work);
        report.actorLoss = Double.NaN;
        report.value = Double.NaN;
        report.entropy = Double.NaN;
        report.auxiliaryLoss = Double.NaN;
        if (moveActor) {
            report.value = policyOutputGradient(batch);
            report.auxiliaryLoss = termGradients(batch);
            actorGradient();
            if (measured) {
                report.policyAgreement = meter.measure(
                        work.actor,
                        networks.actor(),
                        work.actorGroups,
                        work.nextGroups,
                        work.nextGroups + work.movingGroups.count(),
                        work.movingRehearsed,
                        work.actorOutputGradient);
            }
            report.entropy = -RowMeans.over(work.logDensities, batch.rows(), work.movingCount);
            report.actorLoss = meanTemperedDensity(batch) - report.value;
            adjust(actorGradient, 2, methods);
            actorOptimizer.step(networks.actor(), actorGradient, rate, config.weightDecay(), null, 0);
            tuneTemperatures(batch, trained);
        }
        int interval = config.plasticity().redoInterval();
        if (interval > 0 && meter.updates() % interval == 0) {
            recycle(batch);
        }
        for (int i = 0; i < methods.size(); i++) {
            methods.get(i).afterUpdate();
        }
        report.temperature = RowMeans.temperature(batch.groups(), temperatures);
        report.gaps = batch.gaps();
        return report;
    }

    /** Recycles the dormant units of all networks, as the rows of the batch show them. */
    private void recycle(Batch batch) {
        String occasion = "update-" + meter.updates();
        Recycling recycling = new Recycling(plasticity);
        int rows = batch.rows();
        for (int k = 0; k < 2; k++) {
            critics.fillInput(work.critics[k].input(), batch.observations(), 0, work.taken, 0, rows);
            work.critics[k].forward(networks.critic(k), batch.groups());
            recycling.recycle(
                    work.critics[k],
                    networks.criticNetwork().spec(),
                    networks.critic(k),
                    networks.freshCritic(k, occasion),
                    criticOptimizers[k],
                    rows);
        }
        System.arraycopy(
                batch.observations(),
                0,
                work.actor.input(),
                0,
                rows * networks.actorNetwork().spec().inputs());
        work.actor.forward(networks.actor(), batch.groups());
        recycling.recycle(
                work.actor,
                networks.actorNetwork().spec(),
                networks.actor(),
                networks.freshActor(occasion),
                actorOptimizer,
                rows);
    }

    /** What is done to a gradient between back-propagation and optimizer. */
    private void adjust(ParameterVector gradient, int network, List<ContinualMethod> methods) {
        clip(gradient.edit(), config.gradientClip());
        for (int i = 0; i < methods.size(); i++) {
            methods.get(i).adjustGradients(seen[network]);
        }
    }

    /** The critics as they are now. */
    LearntValues values() {
        return critics;
    }

    /** Gradient of critic {@code k} as the last call of {@link #criticGradients} left it. */
    ParameterVector criticGradient(int k) {
        return critics.gradient(k);
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
        int valueRows = critics.drawTerms(methods);
        if (batch.rows() > work.rows || termGroups.rows() > work.termRows || valueRows > work.valueTermRows) {
            work = new Workspace(
                    networks,
                    Math.max(batch.rows(), work.rows),
                    Math.max(termGroups.rows(), work.termRows),
                    Math.max(valueRows, work.valueTermRows),
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
        critics.targets(batch, work);
        return critics.gradients(batch, work);
    }

    /** Derivative of the policy's loss by the outputs of its moving rows; returns the mean value of their actions. */
    double policyOutputGradient(Batch batch) {
        int rows = batch.rows();
        int count = work.movingCount;
        for (int k = 0; k < 2; k++) {
            critics.fillInput(work.critics[k].input(), work.actor.input(), rows, work.sampled, rows, count);
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
            float weight = critics.policyWeight(groups.head(g)) / Math.max(1, count);
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
                work.unit[k][work.chosenCount[k]] = critics.unit(groups.head(g));
                work.chosen[k][work.chosenCount[k]++] = i;
                sum += critics.value(groups.head(g), Math.min(one[i], two[i]));
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
        critics.save(state);
        state.putLongs("updates", meter.updates());
        state.putDoubles("agreement", report.agreements());
        state.putDoubles("plasticity", report.plasticities());
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
        critics.load(state);
        meter.resume(state.getLong("updates"));
        report.setAgreements(state.doubles("agreement"));
        report.setPlasticities(state.doubles("plasticity"));
        if (combination != null) {
            combination.load(state.scope("gradient-combination"));
        }
    }
}
