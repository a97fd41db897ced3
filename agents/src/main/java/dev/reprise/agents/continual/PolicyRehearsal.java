package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.TanhGaussian;
import dev.reprise.envs.random.RandomStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Policy rehearsal: the policy is held to what it did at the end of each earlier task's last visit, in the observations
 * that the memory kept. Loss: coefficient × mean of KL(stored ‖ present), both Gaussian before squashing (squashing
 * leaves the divergence unchanged), with their log standard deviations clipped as {@link TanhGaussian} clips them.
 *
 * <p>After ClonEx-SAC (Wołczyk et al. 2022, arXiv 2209.13900). Differs in that a task that is being trained is left out:
 * a returning task may improve on its old self. Where the policy begins anew with each phase there is no old self to go on
 * from, and a returning task is taught again like any other, from those of its observations that the visit has not yet
 * overwritten: half of them at the end of a second visit as long as the first.
 */
public final class PolicyRehearsal extends RowRehearsal implements PolicyTerm {
    private final RehearsalMemory memory;

    /**
     * @param random draws the observations
     * @param anew whether the policy begins anew with every phase but the first
     */
    public PolicyRehearsal(RehearsalConfig config, RehearsalMemory memory, RandomStream random, boolean anew) {
        super(config, memory, random, config.policy().rows(), entry -> entry.outputs != null, anew);
        this.memory = memory;
    }

    @Override
    public String name() {
        return "policy-rehearsal";
    }

    @Override
    public @Nullable PolicyTerm policyTerm() {
        return rows.isEmpty() ? null : this;
    }

    @Override
    public void fill(float[] input, int row) {
        int observations = memory.schema().observations();
        for (int i = 0; i < rows.count(); i++) {
            rows.entry(i).memory.copyObservation(rows.index(i), input, (row + i) * observations);
        }
    }

    /** Mean KL(stored ‖ present) over the rows, times the coefficient in the gradient; overwritten rows count as 0. */
    @Override
    public double differentiate(float[] output, int row, float[] gradient) {
        int count = rows.count();
        int actions = memory.schema().actions();
        int outputs = 2 * actions;
        float scale = (float) (config.policy().coefficient() * memory.emphasis() / count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            float[] stored = Objects.requireNonNull(rows.entry(i).outputs);
            for (int a = 0; a < actions; a++) {
                int was = rows.index(i) * outputs + a;
                int mean = (row + i) * outputs + a;
                int logStd = mean + actions;
                if (Float.isNaN(stored[was])) {
                    gradient[mean] = 0;
                    gradient[logStd] = 0;
                    continue;
                }
                float then = TanhGaussian.clippedLogStd(stored[was + actions]);
                float now = TanhGaussian.clippedLogStd(output[logStd]);
                float inverse = Elementary.exp(-2 * now);
                float gap = output[mean] - stored[was];
                float spread = (Elementary.exp(2 * then) + gap * gap) * inverse;
                sum += now - then + 0.5 * spread - 0.5;
                gradient[mean] = scale * gap * inverse;
                gradient[logStd] = now == output[logStd] ? scale * (1 - spread) : 0;
            }
        }
        return sum / count;
    }
}
