package dev.reprise.agents.sac;

import dev.reprise.agents.balance.LossWeights;
import dev.reprise.agents.balance.PopArt;
import dev.reprise.agents.balance.RewardNormalizer;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.replay.Batch;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The critics' part of an update: targets, losses, gradients. */
final class CriticStep {
    private final SacConfig config;
    private final SacNetworks networks;
    private final RewardNormalizer normalizer;
    private final Temperatures temperatures;
    private final ActionScaling scaling;
    private final @Nullable LossWeights lossWeights;
    private final TaskLosses losses = new TaskLosses();
    private final PopArt popArt;
    private final boolean inParts;
    private final PartwiseBackward partwise;
    private final ParameterVector[] gradients = new ParameterVector[2];

    /** @param combined whether {@code partwise} makes anything else than their sum of the parts */
    CriticStep(
            SacConfig config,
            SacNetworks networks,
            RewardNormalizer normalizer,
            Temperatures temperatures,
            ActionScaling scaling,
            PartwiseBackward partwise,
            boolean combined) {
        this.config = config;
        this.networks = networks;
        this.normalizer = normalizer;
        this.temperatures = temperatures;
        this.scaling = scaling;
        this.partwise = partwise;
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
        RowGroups groups = batch.groups();
        if (inParts) {
            work.cutGroups.clear();
            PartwiseBackward.cut(groups, batch.rehearsed(), work.cutGroups);
            groups = work.cutGroups;
        }
        for (int i = 0; i < rows * scaling.size(); i++) {
            work.taken[i] = scaling.toUnit(i % scaling.size(), batch.actions()[i]);
        }
        int labelled = 0;
        for (int row = 0; row < rows; row++) {
            labelled += batch.weights()[row] > 0 ? 1 : 0;
        }
        double loss = 0;
        losses.clear();
        for (int k = 0; k < 2; k++) {
            fillInput(work.critics[k].input(), batch.observations(), 0, work.taken, 0, rows);
            work.critics[k].forward(networks.critic(k), groups);
            loss += errors(batch, work, groups, k, 1f / Math.max(1, labelled));
        }
        weighLosses(work, groups);
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
                        gradients[k]);
                if (k == 0 && lossWeights != null && lossWeights.wantsNorms()) {
                    lossWeights.norms(partwise.norms(
                            losses.count(), networks.criticNetwork().layout().trunkSize()));
                }
            } else {
                Arrays.fill(gradients[k].edit(), 0f);
                work.critics[k].backward(networks.critic(k), groups, 0, work.valueGradients[k], gradients[k]);
            }
        }
        return loss;
    }

    /** Derivatives of the loss by the outputs of critic {@code k}; returns its loss. */
    private double errors(Batch batch, Workspace work, RowGroups groups, int k, float share) {
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
    private void weighLosses(Workspace work, RowGroups groups) {
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
    void observeOutcome(Batch batch, Workspace work) {
        if (lossWeights == null || !lossWeights.wantsOutcome()) {
            return;
        }
        losses.clear();
        for (int k = 0; k < 2; k++) {
            work.critics[k].forward(networks.critic(k), batch.groups());
            errors(batch, work, batch.groups(), k, 0);
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
