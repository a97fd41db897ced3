package dev.reprise.app.science;

import org.jspecify.annotations.Nullable;

/**
 * Normalised forward transfer: FT = (AUC − AUC_ref) / (1 − AUC_ref), in (−∞, 1] (Wołczyk et al. 2021, arXiv 2105.10919,
 * section on metrics). AUC is the mean success over the evaluations inside a visit, AUC_ref the same of a run of the same
 * length on this task alone. 0: as fast as alone; 1: perfect from the first evaluation; negative: slower than alone.
 *
 * <p>It does not exist at AUC_ref = 1 and explodes near it. Deviation: the evaluation at the start of a visit is in
 * neither mean.
 */
public final class ForwardTransfer {
    private ForwardTransfer() {}

    /** The formula; null when a mean is missing or the reference leaves nothing to gain. */
    public static @Nullable Double of(@Nullable Double auc, @Nullable Double referenceAuc) {
        if (auc == null || referenceAuc == null || referenceAuc >= 1) {
            return null;
        }
        return (auc - referenceAuc) / (1 - referenceAuc);
    }
}
