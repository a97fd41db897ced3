package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
public final class PolicyRehearsal implements ContinualMethod, PolicyTerm {
    private final RehearsalConfig config;
    private final RehearsalMemory memory;
    private final RandomStream random;
    private List<Integer> rehearsed = List.of();
    private int[] counts = {};
    private final RehearsalMemory.Entry[] entries;
    private final int[] indices;

    /**
     * @param random draws the observations
     */
    public PolicyRehearsal(RehearsalConfig config, RehearsalMemory memory, RandomStream random) {
        this.config = config;
        this.memory = memory;
        this.random = random;
        this.entries = new RehearsalMemory.Entry[config.policy().rows()];
        this.indices = new int[config.policy().rows()];
    }

    @Override
    public String name() {
        return "policy-rehearsal";
    }

    @Override
    public void onPhaseStart(PhaseStart phase) {
        List<Integer> tasks = new ArrayList<>();
        for (int task : memory.tasks()) {
            RehearsalMemory.Entry entry = memory.entry(task);
            if (entry != null && entry.outputs != null && !phase.tasks().contains(task)) {
                tasks.add(task);
            }
        }
        rehearsed = config.offIn(phase.phase()) ? List.of() : List.copyOf(tasks);
        counts = new int[rehearsed.size()];
    }

    @Override
    public @Nullable PolicyTerm policyTerm() {
        return rehearsed.isEmpty() ? null : this;
    }

    @Override
    public void draw(RowGroups groups) {
        int rows = config.policy().rows();
        Arrays.fill(counts, 0);
        for (int i = 0; i < rows; i++) {
            counts[random.nextInt(rehearsed.size())]++;
        }
        int outputs = 2 * memory.schema().actions();
        int row = 0;
        for (int k = 0; k < rehearsed.size(); k++) {
            int task = rehearsed.get(k);
            RehearsalMemory.Entry entry = Objects.requireNonNull(memory.entry(task), "a rehearsed task has a memory");
            float[] stored = Objects.requireNonNull(entry.outputs);
            groups.add(task, counts[k]);
            for (int i = 0; i < counts[k]; i++, row++) {
                entries[row] = entry;
                indices[row] = random.nextInt(stored.length / outputs);
            }
        }
    }

    @Override
    public void fill(float[] input, int row) {
        int observations = memory.schema().observations();
        for (int i = 0; i < entries.length; i++) {
            entries[i].memory.copyObservation(indices[i], input, (row + i) * observations);
        }
    }

    /** Mean KL(stored ‖ present) over the rows, times the coefficient in the gradient. */
    @Override
    public double differentiate(float[] output, int row, float[] gradient) {
        int rows = config.policy().rows();
        int actions = memory.schema().actions();
        int outputs = 2 * actions;
        float scale = (float) (config.policy().coefficient() / rows);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            float[] stored = Objects.requireNonNull(entries[i].outputs);
            for (int a = 0; a < actions; a++) {
                int was = indices[i] * outputs + a;
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
        return sum / rows;
    }

    @Override
    public void save(SavedState state) {
        state.putRandom("random", random);
    }

    @Override
    public void load(SavedState state) {
        state.restoreRandom("random", random);
    }
}
