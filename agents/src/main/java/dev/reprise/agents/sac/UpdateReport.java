package dev.reprise.agents.sac;

import dev.reprise.agents.auxiliary.AuxiliaryLosses;
import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.balance.Plasticity;
import java.util.Arrays;

/** What an update did. The learner writes its figures anew at each update. */
public final class UpdateReport {
    double criticLoss = Double.NaN;
    double actorLoss = Double.NaN;
    double value = Double.NaN;
    double entropy = Double.NaN;
    double temperature = Double.NaN;
    double auxiliaryLoss = Double.NaN;
    int gaps;
    double helpfulShare = Double.NaN;
    GradientAgreement criticAgreement = GradientAgreement.NONE;
    GradientAgreement policyAgreement = GradientAgreement.NONE;
    Plasticity criticPlasticity = Plasticity.NONE;
    Plasticity policyPlasticity = Plasticity.NONE;
    AuxiliaryLosses hints = AuxiliaryLosses.NONE;

    UpdateReport() {}

    /** A report with these figures, in the order of the accessors below. */
    public static UpdateReport of(double[] figures) {
        UpdateReport report = new UpdateReport();
        report.criticLoss = figures[0];
        report.actorLoss = figures[1];
        report.value = figures[2];
        report.entropy = figures[3];
        report.temperature = figures[4];
        report.auxiliaryLoss = figures[5];
        report.gaps = (int) figures[6];
        report.setAgreements(Arrays.copyOfRange(figures, 7, 15));
        report.helpfulShare = figures[15];
        report.setPlasticities(Arrays.copyOfRange(figures, 16, 22));
        report.hints = new AuxiliaryLosses(figures[22], figures[23], figures[24], figures[25]);
        return report;
    }

    /** All figures, as {@link #of} takes them. */
    public double[] figures() {
        double[] figures = Arrays.copyOf(
                new double[] {criticLoss, actorLoss, value, entropy, temperature, auxiliaryLoss, gaps}, 26);
        System.arraycopy(agreements(), 0, figures, 7, 8);
        figures[15] = helpfulShare;
        System.arraycopy(plasticities(), 0, figures, 16, 6);
        figures[22] = hints.dynamics();
        figures[23] = hints.reward();
        figures[24] = hints.measurements();
        figures[25] = hints.success();
        return figures;
    }

    double[] plasticities() {
        return new double[] {
            criticPlasticity.dormant(), criticPlasticity.rank(), criticPlasticity.norm(),
            policyPlasticity.dormant(), policyPlasticity.rank(), policyPlasticity.norm()
        };
    }

    void setPlasticities(double[] numbers) {
        criticPlasticity = new Plasticity(numbers[0], numbers[1], numbers[2]);
        policyPlasticity = new Plasticity(numbers[3], numbers[4], numbers[5]);
    }

    double[] agreements() {
        return new double[] {
            criticAgreement.rehearsalCosine(),
            criticAgreement.rehearsalRatio(),
            criticAgreement.taskCosine(),
            criticAgreement.taskRatio(),
            policyAgreement.rehearsalCosine(),
            policyAgreement.rehearsalRatio(),
            policyAgreement.taskCosine(),
            policyAgreement.taskRatio()
        };
    }

    void setAgreements(double[] numbers) {
        criticAgreement = new GradientAgreement(numbers[0], numbers[1], numbers[2], numbers[3]);
        policyAgreement = new GradientAgreement(numbers[4], numbers[5], numbers[6], numbers[7]);
    }

    /** Sum of both critics' losses, over rows with a label. */
    public double criticLoss() {
        return criticLoss;
    }

    /** Policy loss; NaN when the policy did not move. */
    public double actorLoss() {
        return actorLoss;
    }

    /** Mean of the smaller critic at the policy's actions; NaN when the policy did not move. */
    public double value() {
        return value;
    }

    /** Minus the mean log density of the policy's actions; NaN when the policy did not move. */
    public double entropy() {
        return entropy;
    }

    /** Mean temperature over the rows. */
    public double temperature() {
        return temperature;
    }

    /** Sum of what methods added to the policy's loss; NaN for none. */
    public double auxiliaryLoss() {
        return auxiliaryLoss;
    }

    /** Part of the labelled rows of other tasks that the critics learnt from; NaN where none are chosen between. */
    public double helpfulShare() {
        return helpfulShare;
    }

    /** Whether the first critic's gradients agreed when they were last measured. */
    public GradientAgreement criticAgreement() {
        return criticAgreement;
    }

    /** Whether the policy's gradients agreed when they were last measured. */
    public GradientAgreement policyAgreement() {
        return policyAgreement;
    }

    /** Whether the first critic could still learn when it was last measured. */
    public Plasticity criticPlasticity() {
        return criticPlasticity;
    }

    /** Whether the policy could still learn when it was last measured. */
    public Plasticity policyPlasticity() {
        return policyPlasticity;
    }

    /** Losses of the auxiliary tasks. */
    public AuxiliaryLosses hints() {
        return hints;
    }

    /** Rows whose label was missing. */
    public int gaps() {
        return gaps;
    }

    @Override
    public String toString() {
        return "critic loss " + criticLoss + ", actor loss " + actorLoss + ", value " + value + ", entropy " + entropy
                + ", temperature " + temperature + ", auxiliary loss " + auxiliaryLoss + ", gaps " + gaps;
    }
}
