package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientCombination;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.LearntValues;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.fused.Adam;
import dev.reprise.agents.nn.fused.ParameterMath;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
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
    private final int actions;
    private final RandomStream noiseSource;
    private final Adam[] criticOptimizers = new Adam[2];
    private final Adam actorOptimizer;
    private final UpdateReport report = new UpdateReport();
    /** Of critic 1, critic 2 and the policy, as methods see them. */
    private Gradients[] seen = {};

    private Workspace work;
    private int phase;
    private final @Nullable GradientCombination combination;
    private final AuxiliaryStep auxiliary;
    private final CriticStep critics;
    private final PolicyStep policy;
    private final GradientMeter meter;
    private final PlasticityMeter plasticity;

    SacLearner(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            ActionScaling scaling,
            RandomStream noiseSource,
            @Nullable GradientCombination combination,
            AuxiliaryStep auxiliary) {
        this.config = config;
        this.networks = networks;
        this.actions = scaling.size();
        this.noiseSource = noiseSource;
        this.temperatures = new Temperatures(config.temperature(), scaling.size());
        this.combination = combination;
        this.auxiliary = auxiliary;
        PartwiseBackward partwise = new PartwiseBackward(combination);
        this.critics = new CriticStep(
                config, networks, normalizer, temperatures, scaling, partwise, auxiliary, combination != null);
        this.policy = new PolicyStep(networks, temperatures, scaling, noiseSource, critics, partwise, auxiliary);
        this.plasticity = new PlasticityMeter(config.plasticity().dormant());
        this.meter = new GradientMeter(config.balance().measureInterval());
        ParameterMath math = new ParameterMath(config.threads());
        this.actorOptimizer = new Adam(math, networks.actorNetwork().layout());
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k] = new Adam(math, networks.criticNetwork().layout());
        }
        this.work = new Workspace(networks, 1, 0, 0, actions);
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
            new Gradients(Gradients.Role.ACTOR, networks.actor(), policy.gradient())
        };
    }

    /** Adds a head, a temperature and optimizer state for a task; what stands does not move. */
    void addTask(TaskId task) {
        networks.addHead(task);
        temperatures.addTask();
        critics.addTask(task);
        actorOptimizer.extend(networks.actorNetwork().layout());
        policy.addTask();
        for (int k = 0; k < 2; k++) {
            criticOptimizers[k].extend(networks.criticNetwork().layout());
        }
        work = new Workspace(networks, work.rows, work.termRows, work.valueTermRows, actions);
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
        auxiliary.resetOptimizers();
    }

    /**
     * One gradient step.
     *
     * @param trained tasks whose temperatures are tuned
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
        auxiliary.read(batch);
        policy.run(batch, work);
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
            auxiliary.step(k, rate);
        }
        critics.observeOutcome(batch, work);
        report.actorLoss = Double.NaN;
        report.value = Double.NaN;
        report.entropy = Double.NaN;
        report.auxiliaryLoss = Double.NaN;
        if (moveActor) {
            report.value = policy.outputGradient(batch, work);
            report.auxiliaryLoss = policy.termGradients(batch, work);
            policy.differentiate(batch, work);
            if (measured) {
                report.policyAgreement = policy.agreement(work, meter);
            }
            report.entropy = -RowMeans.over(work.logDensities, batch.rows(), work.movingCount);
            report.actorLoss = policy.meanTemperedDensity(batch, work) - report.value;
            adjust(policy.gradient(), AuxiliaryStep.ACTOR, methods);
            actorOptimizer.step(networks.actor(), policy.gradient(), rate, config.weightDecay(), null, 0);
            auxiliary.step(AuxiliaryStep.ACTOR, rate);
            policy.tuneTemperatures(batch, work, trained);
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
        report.hints = auxiliary.losses();
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

    /** The policy's part of an update. */
    PolicyStep policy() {
        return policy;
    }

    /** The critics' part of an update. */
    CriticStep critics() {
        return critics;
    }

    /** What the present update works with. */
    Workspace work() {
        return work;
    }

    /** Decides on the rows of an update, makes room for them, and draws the noise of their actions. */
    void prepare(Batch batch, boolean moveActor, List<ContinualMethod> methods) {
        boolean rehearsedMove = true;
        for (int i = 0; i < methods.size(); i++) {
            rehearsedMove &= methods.get(i).rehearsedRowsMoveActor();
        }
        int termRows = policy.drawTerms(moveActor ? methods : List.of());
        int valueRows = critics.drawTerms(methods);
        if (batch.rows() > work.rows || termRows > work.termRows || valueRows > work.valueTermRows) {
            work = new Workspace(
                    networks,
                    Math.max(batch.rows(), work.rows),
                    Math.max(termRows, work.termRows),
                    Math.max(valueRows, work.valueTermRows),
                    actions);
        }
        policy.prepare(batch, work, moveActor, rehearsedMove);
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
        auxiliary.save(state.scope("auxiliary"));
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
        auxiliary.load(state.scope("auxiliary"));
        meter.resume(state.getLong("updates"));
        report.setAgreements(state.doubles("agreement"));
        report.setPlasticities(state.doubles("plasticity"));
        if (combination != null) {
            combination.load(state.scope("gradient-combination"));
        }
    }
}
