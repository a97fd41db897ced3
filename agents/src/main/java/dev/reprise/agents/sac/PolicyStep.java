package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.PolicyTerm;
import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.agents.replay.Batch;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The policy's part of an update: sampled actions, loss, gradient, and the temperatures that go with them. */
final class PolicyStep {
    private final SacNetworks networks;
    private final Temperatures temperatures;
    private final ActionScaling scaling;
    private final RandomStream noiseSource;
    private final CriticStep critics;
    private final PartwiseBackward partwise;
    private final AuxiliaryStep auxiliary;
    private ParameterVector gradient;
    private final List<PolicyTerm> terms = new ArrayList<>();
    private int[] termRows = {};
    private final RowGroups termGroups = new RowGroups();

    PolicyStep(
            SacNetworks networks,
            Temperatures temperatures,
            ActionScaling scaling,
            RandomStream noiseSource,
            CriticStep critics,
            PartwiseBackward partwise,
            AuxiliaryStep auxiliary) {
        this.networks = networks;
        this.temperatures = temperatures;
        this.scaling = scaling;
        this.noiseSource = noiseSource;
        this.critics = critics;
        this.partwise = partwise;
        this.auxiliary = auxiliary;
        this.gradient = ParameterVector.zeros(networks.actorNetwork().layout());
    }

    /** The networks have one more head now. */
    void addTask() {
        gradient = ParameterVector.zeros(networks.actorNetwork().layout());
    }

    /** The last gradient. */
    ParameterVector gradient() {
        return gradient;
    }

    /** Lets the methods' terms draw their rows for the update that begins. Returns how many rows they are. */
    int drawTerms(List<ContinualMethod> methods) {
        terms.clear();
        termGroups.clear();
        for (int i = 0; i < methods.size(); i++) {
            PolicyTerm term = methods.get(i).policyTerm();
            if (term != null) {
                addTerm(term);
            }
        }
        return termGroups.rows();
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
    void run(Batch batch, Workspace work) {
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

    /**
     * Decides on the rows of an update, once its terms are drawn, and draws the noise of their actions.
     *
     * @param rehearsedMove whether rows from memory move the policy
     */
    void prepare(Batch batch, Workspace work, boolean moveActor, boolean rehearsedMove) {
        chooseMoving(batch, work, moveActor, rehearsedMove);
        work.actorGroups.clear();
        work.actorGroups.add(batch.groups());
        work.nextGroups = work.actorGroups.count();
        work.actorGroups.add(work.movingGroups);
        for (int i = 0; i < work.actorGroups.rows() * scaling.size(); i++) {
            work.noise[i] = noiseSource.nextGaussian();
        }
        work.actorGroups.add(termGroups);
    }

    /**
     * Rows that move the policy: all that have a label, or all of those but the ones from memory. Of what is done where
     * nobody can say what it is worth, the critics know nothing either.
     */
    private void chooseMoving(Batch batch, Workspace work, boolean moveActor, boolean rehearsedMove) {
        RowGroups groups = batch.groups();
        work.movingGroups.clear();
        int count = 0;
        for (int g = 0; g < groups.count() && moveActor; g++) {
            int before = count;
            for (int row = groups.from(g); row < groups.to(g); row++) {
                if (batch.weights()[row] != 0 && (rehearsedMove || !batch.rehearsed()[row])) {
                    if (critics.inParts()
                            && count > before
                            && work.movingRehearsed[count - 1] != batch.rehearsed()[row]) {
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

    /** Derivative of the policy's loss by the outputs of its moving rows; returns the mean value of their actions. */
    double outputGradient(Batch batch, Workspace work) {
        int rows = batch.rows();
        int count = work.movingCount;
        for (int k = 0; k < 2; k++) {
            critics.fillInput(work.critics[k].input(), work.actor.input(), rows, work.sampled, rows, count);
            work.critics[k].forward(networks.critic(k), work.movingGroups);
        }
        double value = chooseSmaller(work);
        valueSlopes(work);
        int actionSize = scaling.size();
        float[] outputs = work.actor.output();
        float[] byOutput = work.actorOutputGradient;
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
                    byOutput[mean] = weight * byU;
                    byOutput[logStd] = raw == clipped ? weight * (byU * std * work.noise[at] - alpha) : 0;
                }
            }
        }
        return value;
    }

    /** Splits the moving rows by their smaller critic; returns the mean of the smaller values. */
    private double chooseSmaller(Workspace work) {
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
    private void valueSlopes(Workspace work) {
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
    double termGradients(Batch batch, Workspace work) {
        double sum = Double.NaN;
        int row = batch.rows() + work.movingCount;
        for (int t = 0; t < terms.size(); t++) {
            double value = terms.get(t).differentiate(work.actor.output(), row, work.actorOutputGradient);
            sum = Double.isNaN(sum) ? value : sum + value;
            row += termRows[t];
        }
        return sum;
    }

    /** Gradient of the policy from the derivatives by its outputs, and from those of its auxiliary tasks. */
    void differentiate(Batch batch, Workspace work) {
        float[] byFeatures = auxiliary.actor(work.actor, batch.rows(), work.moving, work.movingCount, work.taken);
        if (critics.inParts()) {
            partwise.backward(
                    work.actor,
                    networks.actor(),
                    work.actorGroups,
                    work.nextGroups,
                    work.nextGroups + work.movingGroups.count(),
                    work.movingRehearsed,
                    null,
                    work.actorOutputGradient,
                    byFeatures,
                    gradient);
            return;
        }
        Arrays.fill(gradient.edit(), 0f);
        work.actor.backward(
                networks.actor(),
                work.actorGroups,
                work.nextGroups,
                work.actorGroups.count(),
                work.actorOutputGradient,
                byFeatures,
                gradient);
    }

    /** Whether the parts of the policy's gradient agree, at the last call of {@link #differentiate}. */
    GradientAgreement agreement(Workspace work, GradientMeter meter) {
        return meter.measure(
                work.actor,
                networks.actor(),
                work.actorGroups,
                work.nextGroups,
                work.nextGroups + work.movingGroups.count(),
                work.movingRehearsed,
                work.actorOutputGradient);
    }

    void tuneTemperatures(Batch batch, Workspace work, List<Integer> trained) {
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
    double meanTemperedDensity(Batch batch, Workspace work) {
        return RowMeans.tempered(work.logDensities, batch.rows(), work.movingGroups, temperatures);
    }
}
