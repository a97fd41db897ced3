package dev.reprise.agents.sac;

/**
 * What one gradient step did.
 *
 * @param criticLoss mean squared error of both critics, on normalised rewards
 * @param actorLoss mean of α·log density - value; NaN when the policy did not move
 * @param value mean of the smaller critic at the policy's actions; NaN when the policy did not move
 * @param entropy minus the mean log density of the policy's actions; NaN when the policy did not move
 * @param temperature mean temperature over the rows
 * @param auxiliaryLoss sum of what methods added to the policy's loss; NaN for none
 * @param gaps rows whose label was missing
 */
public record UpdateReport(
        double criticLoss,
        double actorLoss,
        double value,
        double entropy,
        double temperature,
        double auxiliaryLoss,
        int gaps) {}
