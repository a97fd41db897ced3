package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.envs.random.RandomStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Policy rehearsal: the policy is held to what it did at the end of each earlier task's last visit, in the observations
 * that the memory kept. Loss: coefficient × mean of KL(stored ‖ present), both Gaussian before squashing (squashing
 * leaves the divergence unchanged).
 *
 * <p>After ClonEx-SAC (Wołczyk et al. 2022, arXiv 2209.13900). Differs in that a task that is being trained is left out:
 * a returning task may improve on its old self.
 */
public final class PolicyRehearsal extends RowRehearsal implements PolicyTerm {
    private final RehearsalMemory memory;

    /**
     * @param random draws the observations
     */
    public PolicyRehearsal(RehearsalConfig config, RehearsalMemory memory, RandomStream random) {
        super(config, memory, random, config.policy().rows(), entry -> entry.outputs != null);
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

    /** Mean KL(stored ‖ present) over the rows, times the coefficient in the gradient. */
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
                float inverse = Elementary.exp(-2 * output[logStd]);
                float gap = output[mean] - stored[was];
                float spread = (Elementary.exp(2 * stored[was + actions]) + gap * gap) * inverse;
                sum += output[logStd] - stored[was + actions] + 0.5 * spread - 0.5;
                gradient[mean] = scale * gap * inverse;
                gradient[logStd] = scale * (1 - spread);
            }
        }
        return sum / count;
    }
}
