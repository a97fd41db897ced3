package dev.reprise.agents.continual;

import dev.reprise.agents.nn.ActionScaling;
import dev.reprise.envs.random.RandomStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Value rehearsal, or cloning of the critics: both are held to what they said of remembered observations and actions at the
 * end of each earlier task's last visit. Loss of each: coefficient × mean of ½ (Q - stored Q)².
 *
 * <p>As value cloning in CLEAR (Rolnick et al. 2019, arXiv 1811.11682, eq. 3), there of state values; an option of ClonEx-SAC
 * (Wołczyk et al. 2022), whose authors leave it off. A task that is being trained is left out.
 */
public final class ValueRehearsal extends RowRehearsal implements ValueTerm {
    private final RehearsalMemory memory;
    private final ActionScaling scaling;

    /** @param random draws the rows */
    public ValueRehearsal(RehearsalConfig config, RehearsalMemory memory, ActionScaling scaling, RandomStream random) {
        // A memory taken over from an agent without value rehearsal has none until its task comes back.
        super(config, memory, random, config.values().rows(), entry -> entry.values != null, false);
        this.memory = memory;
        this.scaling = scaling;
    }

    @Override
    public String name() {
        return "value-rehearsal";
    }

    @Override
    public @Nullable ValueTerm valueTerm() {
        return rows.isEmpty() ? null : this;
    }

    @Override
    public void fill(float[] input, int row) {
        int observations = memory.schema().observations();
        int width = observations + scaling.size();
        for (int i = 0; i < rows.count(); i++) {
            rows.entry(i).memory.copyObservation(rows.index(i), input, (row + i) * width);
            int at = (row + i) * width + observations;
            rows.entry(i).memory.copyAction(rows.index(i), input, at);
            for (int a = 0; a < scaling.size(); a++) {
                input[at + a] = scaling.toUnit(a, input[at + a]);
            }
        }
    }

    @Override
    public void differentiate(int critic, float[] values, int row, float[] gradient) {
        float scale = (float) (config.values().coefficient() / rows.count());
        for (int i = 0; i < rows.count(); i++) {
            float[][] stored = Objects.requireNonNull(rows.entry(i).values);
            gradient[row + i] = scale * (values[row + i] - stored[critic][rows.index(i)]);
        }
    }
}
