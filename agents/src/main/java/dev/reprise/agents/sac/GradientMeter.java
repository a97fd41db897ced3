package dev.reprise.agents.sac;

import dev.reprise.agents.balance.GradientAgreement;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.RowGroups;

/** Measures now and then how far gradients agree. What is learnt does not depend on it. */
final class GradientMeter {
    private final int interval;
    private final PartwiseBackward partwise = new PartwiseBackward(null);
    private final RowGroups groups = new RowGroups();
    private long updates;

    /** @param interval measures at every so many updates; 0 for never */
    GradientMeter(int interval) {
        this.interval = interval;
    }

    /** Counts an update; whether it is one to be measured. */
    boolean next() {
        updates++;
        return interval > 0 && updates % interval == 0;
    }

    /** Updates so far. */
    long updates() {
        return updates;
    }

    /** Goes on from there. */
    void resume(long from) {
        updates = from;
    }

    /**
     * Measures at the last forward pass.
     *
     * @param of the groups of the pass: some that are left out, those of a batch, those of methods' terms
     * @param firstGroup of the batch
     * @param firstTerm behind those of the batch
     * @param rehearsed whether a row of the batch is from memory
     */
    GradientAgreement measure(
            Network.Pass pass,
            ParameterVector parameters,
            RowGroups of,
            int firstGroup,
            int firstTerm,
            boolean[] rehearsed,
            float[] outputGradient) {
        groups.clear();
        RowGroups batch = new RowGroups();
        for (int g = 0; g < of.count(); g++) {
            int rows = of.to(g) - of.from(g);
            if (g < firstGroup) {
                groups.add(of.head(g), rows);
            } else if (g < firstTerm) {
                batch.add(of.head(g), rows);
            }
        }
        int first = groups.count();
        PartwiseBackward.cut(batch, rehearsed, groups);
        int term = groups.count();
        for (int g = firstTerm; g < of.count(); g++) {
            groups.add(of.head(g), of.to(g) - of.from(g));
        }
        ParameterVector scratch = ParameterVector.zeros(parameters.layout());
        partwise.backward(pass, parameters, groups, first, term, rehearsed, null, outputGradient, null, scratch);
        return partwise.agreement(parameters.layout().trunkSize());
    }
}
