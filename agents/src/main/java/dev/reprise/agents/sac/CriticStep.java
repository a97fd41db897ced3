package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.balance.LossWeights;
import dev.reprise.agents.balance.PopArt;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.LearntValues;
import dev.reprise.agents.continual.ValueTerm;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The critics' part of an update: targets, losses, gradients. */
final class CriticStep implements LearntValues {
    private final SacConfig config;
    private final SacNetworks networks;
    private final RewardNormalizer normalizer;
    private final Temperatures temperatures;
    private final ActionScaling scaling;
    private final @Nullable LossWeights lossWeights;
    private final TaskLosses losses = new TaskLosses();
    private final HelpfulRows helpful;
    private final PopArt popArt;
    private final boolean inParts;
    private final PartwiseBackward partwise;
    private final AuxiliaryStep auxiliary;
    private final ParameterVector[] gradients = new ParameterVector[2];
    private final List<ValueTerm> terms = new ArrayList<>();
    private final RowGroups termGroups = new RowGroups();
    /** First row of each term behind those of the batch. */
    private final List<Integer> termStarts = new ArrayList<>();

    /** @param combined whether {@code partwise} makes anything else than their sum of the parts */
    CriticStep(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            Temperatures temperatures,
            ActionScaling scaling,
            PartwiseBackward partwise,
            AuxiliaryStep auxiliary,
            boolean combined) {
        this.config = config;
        this.networks = networks;
        this.normalizer = normalizer;
        this.temperatures = temperatures;
        this.scaling = scaling;
        this.partwise = partwise;
        this.auxiliary = auxiliary;
        this.helpful = new HelpfulRows(config.replay().sharedQuantile());
        this.lossWeights = config.balance().lossWeights();
        this.popArt = new PopArt(config.balance().popArtStep());
        this.inParts = combined || (lossWeights != null && lossWeights.wantsNorms());
        newGradients();
    }

    private void newGradients() {
        for (int k = 0; k < 2; k++) {
            gradients[k] = ParameterVector.zeros(networks.criticNetwork().layout());
        }
    }

    /** The networks have a head for {@code task} now. */
    void addTask(TaskId task) {
        newGradients();
        popArt.addTask();
        losses.addTask();
        if (lossWeights != null) {
            lossWeights.addTask(task);
        }
    }

    /** Whether gradients are wanted in parts. */
    boolean inParts() {
        return inParts;
    }

    /** Part of the shared rows of the last update that was learnt from; NaN without any choice. */
    double helpfulShare() {
        return config.replay().sharing() == SacConfig.Sharing.HELPFUL ? helpful.share() : Double.NaN;
    }

    /** Gradient of critic {@code k}, as the last call of {@link #gradients} left it. */
    ParameterVector gradient(int k) {
        return gradients[k];
    }

    /** What the rows of a task count in the policy's loss. */
    float policyWeight(int task) {
        return lossWeights != null && lossWeights.weighsPolicy() ? losses.weights()[task] : 1;
    }

    /** What one unit of a critic's output is worth for a task. */
    float unit(int task) {
        return popArt.enabled() ? popArt.deviation(task) : 1;
    }

    /** What the critics are to learn, in the units of the (divided) rewards. */
    void targets(Batch batch, Workspace work) {
        int rows = batch.rows();
        RowGroups groups = batch.groups();
        for (int k = 0; k < 2; k++) {
            fillInput(work.critics[k].input(), batch.nextObservations(), 0, work.sampled, 0, rows);
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
    float value(int task, float output) {
        return popArt.enabled() ? popArt.deviation(task) * output + popArt.mean(task) : output;
    }

    /** Lets running means and deviations follow the targets; the values that the critics stand for stay. */
    void normaliseValues(Batch batch, Workspace work) {
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
    double gradients(Batch batch, Workspace work) {
        int rows = batch.rows();
        RowGroups groups = work.valueGroups;
        groups.clear();
        if (inParts) {
            PartwiseBackward.cut(batch.groups(), batch.rehearsed(), groups);
        } else {
            groups.add(batch.groups());
        }
        int firstTerm = groups.count();
        groups.add(termGroups);
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.taken[i] = scaling.toUnit(i % scaling.size(), batch.actions()[i]);
        }
        for (int k = 0; k < 2; k++) {
            fillInput(work.critics[k].input(), batch.observations(), 0, work.taken, 0, rows);
            for (int t = 0; t < terms.size(); t++) {
                terms.get(t).fill(work.critics[k].input(), rows + termStarts.get(t));
            }
            work.critics[k].forward(networks.critic(k), groups);
        }
        if (config.replay().sharing() == SacConfig.Sharing.HELPFUL) {
            helpful.keep(batch, work.critics[0].output(), work.critics[1].output());
        }
        int labelled = 0;
        for (int row = 0; row < rows; row++) {
            labelled += batch.weights()[row] > 0 ? 1 : 0;
        }
        double loss = 0;
        losses.clear();
        for (int k = 0; k < 2; k++) {
            loss += errors(batch, work, k, 1f / Math.max(1, labelled));
        }
        weighLosses(batch, work);
        termErrors(work, groups, firstTerm, rows);
        for (int k = 0; k < 2; k++) {
            float[] byFeatures = auxiliary.critic(k, work.critics[k], batch, work.taken);
            if (inParts) {
                partwise.backward(
                        work.critics[k],
                        networks.critic(k),
                        groups,
                        0,
                        firstTerm,
                        batch.rehearsed(),
                        batch.weights(),
                        work.valueGradients[k],
                        byFeatures,
                        gradients[k]);
                if (k == 0 && lossWeights != null && lossWeights.wantsNorms()) {
                    lossWeights.norms(meanNorms());
                }
            } else {
                Arrays.fill(gradients[k].edit(), 0f);
                work.critics[k].backward(
                        networks.critic(k),
                        groups,
                        0,
                        groups.count(),
                        work.valueGradients[k],
                        byFeatures,
                        gradients[k]);
            }
        }
        return loss;
    }

    /** Lengths of the gradients of the tasks' mean losses, which count in the whole loss by their labelled rows. */
    private double[] meanNorms() {
        double[] norms =
                partwise.norms(losses.count(), networks.criticNetwork().layout().trunkSize());
        for (int task = 0; task < norms.length; task++) {
            norms[task] /= losses.share(task);
        }
        return norms;
    }

    /** Whether the gradients of the first critic agree, at the last call of {@link #gradients}. */
    GradientAgreement agreement(Batch batch, Workspace work, GradientMeter meter) {
        return meter.measure(
                work.critics[0],
                networks.critic(0),
                work.valueGroups,
                0,
                work.valueGroups.count() - termGroups.count(),
                batch.rehearsed(),
                work.valueGradients[0]);
    }

    /** Derivatives of the loss by the outputs of critic {@code k}; returns its loss. */
    private double errors(Batch batch, Workspace work, int k, float share) {
        RowGroups groups = batch.groups();
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
    private void weighLosses(Batch batch, Workspace work) {
        if (lossWeights == null) {
            return;
        }
        RowGroups groups = batch.groups();
        lossWeights.weigh(losses.means(), losses.weights());
        for (int g = 0; g < groups.count(); g++) {
            float weight = losses.weights()[groups.head(g)];
            for (int row = groups.from(g); row < groups.to(g); row++) {
                work.valueGradients[0][row] *= weight;
                work.valueGradients[1][row] *= weight;
            }
        }
    }

    /** Derivatives of the methods' terms; their differences of values count in the units of their task. */
    private void termErrors(Workspace work, RowGroups groups, int firstTerm, int firstRow) {
        if (terms.isEmpty()) {
            return;
        }
        for (int k = 0; k < 2; k++) {
            float[] outputs = work.critics[k].output();
            for (int g = firstTerm; g < groups.count(); g++) {
                for (int row = groups.from(g); row < groups.to(g); row++) {
                    outputs[row] = value(groups.head(g), outputs[row]);
                }
            }
            for (int t = 0; t < terms.size(); t++) {
                terms.get(t).differentiate(k, outputs, firstRow + termStarts.get(t), work.valueGradients[k]);
            }
            for (int g = firstTerm; g < groups.count(); g++) {
                for (int row = groups.from(g); row < groups.to(g); row++) {
                    work.valueGradients[k][row] /= unit(groups.head(g));
                }
            }
        }
    }

    /** Lets the methods' terms draw their rows for the update that begins. Returns how many rows they are. */
    int drawTerms(List<ContinualMethod> methods) {
        terms.clear();
        termStarts.clear();
        termGroups.clear();
        for (int i = 0; i < methods.size(); i++) {
            ValueTerm term = methods.get(i).valueTerm();
            if (term != null) {
                terms.add(term);
                termStarts.add(termGroups.rows());
                term.draw(termGroups);
            }
        }
        return termGroups.rows();
    }

    @Override
    public float[] values(int critic, int task, float[] input, int rows) {
        Network.Pass pass = networks.criticNetwork().newPass(rows);
        System.arraycopy(input, 0, pass.input(), 0, input.length);
        pass.forward(networks.critic(critic), RowGroups.single(task, rows));
        float[] values = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = value(task, pass.output()[row]);
        }
        return values;
    }

    /** Tells the loss weights what became of the losses, where they want to know. */
    void observeOutcome(Batch batch, Workspace work) {
        if (lossWeights == null || !lossWeights.wantsOutcome()) {
            return;
        }
        losses.clear();
        for (int k = 0; k < 2; k++) {
            work.critics[k].forward(networks.critic(k), batch.groups());
            errors(batch, work, k, 0);
        }
        lossWeights.outcome(losses.means());
    }

    /** Rows of observations and actions (in [-1, 1]) as a critic reads them. */
    void fillInput(float[] input, float[] observations, int observationRow, float[] actions, int actionRow, int rows) {
        int observationSize = networks.actorNetwork().spec().inputs();
        int actionSize = scaling.size();
        int width = observationSize + actionSize;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    observations, (observationRow + row) * observationSize, input, row * width, observationSize);
            System.arraycopy(actions, (actionRow + row) * actionSize, input, row * width + observationSize, actionSize);
        }
    }

    /** Goes on from where another agent's units of a task's values stand. */
    void takeOver(int task, CriticStep other, int otherTask) {
        popArt.takeOver(task, other.popArt, otherTask);
    }

    void save(SavedState state) {
        popArt.save(state.scope("pop-art"));
        if (lossWeights != null) {
            lossWeights.save(state.scope("loss-weights"));
        }
    }

    void load(SavedState state) {
        popArt.load(state.scope("pop-art"));
        if (lossWeights != null) {
            lossWeights.load(state.scope("loss-weights"));
        }
    }
}
