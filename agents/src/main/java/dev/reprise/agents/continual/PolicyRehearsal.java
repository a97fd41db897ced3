package dev.reprise.agents.continual;

import dev.reprise.agents.nn.Elementary;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.RowGroups;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policy rehearsal: the policy is held to what it did at the end of each earlier task's last visit, in the observations
 * that the memory kept. Loss: coefficient × mean of KL(stored ‖ present), both Gaussian before squashing (squashing
 * leaves the divergence unchanged).
 *
 * <p>After ClonEx-SAC (Wołczyk et al. 2022, arXiv 2209.13900). Differs in that a task that is being trained is left out:
 * a returning task may improve on its old self.
 */
public final class PolicyRehearsal implements ContinualMethod {
    private final RehearsalConfig config;
    private final RehearsalMemory memory;
    private final RandomStream random;
    private List<Integer> rehearsed = List.of();
    private Network.@Nullable Pass pass;
    private @Nullable Network passOf;
    private float[] stored = {};
    private float[] outputGradient = {};
    private final RowGroups groups = new RowGroups();

    /**
     * @param random draws the observations
     */
    public PolicyRehearsal(RehearsalConfig config, RehearsalMemory memory, RandomStream random) {
        this.config = config;
        this.memory = memory;
        this.random = random;
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
    }

    @Override
    public double auxiliaryLoss(ActorLoss loss) {
        if (rehearsed.isEmpty()) {
            return Double.NaN;
        }
        Network actor = loss.actor();
        Network.Pass rows = passFor(actor);
        int[] counts = new int[rehearsed.size()];
        for (int i = 0; i < config.policy().rows(); i++) {
            counts[random.nextInt(counts.length)]++;
        }
        int row = 0;
        int outputs = actor.spec().headOutputs();
        int inputs = actor.spec().inputs();
        groups.clear();
        for (int k = 0; k < counts.length; k++) {
            int task = rehearsed.get(k);
            RehearsalMemory.Entry entry = memory.entry(task);
            if (entry == null || entry.outputs == null) {
                throw new IllegalStateException("task " + task + " lost its memory");
            }
            groups.add(task, counts[k]);
            for (int i = 0; i < counts[k]; i++, row++) {
                int index = random.nextInt(entry.outputs.length / outputs);
                entry.memory.copyObservation(index, rows.input(), row * inputs);
                System.arraycopy(entry.outputs, index * outputs, stored, row * outputs, outputs);
            }
        }
        rows.forward(loss.parameters(), groups);
        double divergence = divergence(rows.output(), row, outputs);
        rows.backward(loss.parameters(), groups, outputGradient, loss.gradient(), null);
        return divergence;
    }

    /** Mean KL(stored ‖ present) over the rows; leaves the weighted gradient in outputGradient. */
    private double divergence(float[] present, int rows, int outputs) {
        int actions = outputs / 2;
        float scale = (float) (config.policy().coefficient() / rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int a = 0; a < actions; a++) {
                int mean = row * outputs + a;
                int logStd = mean + actions;
                float inverse = Elementary.exp(-2 * present[logStd]);
                float gap = present[mean] - stored[mean];
                float spread = (Elementary.exp(2 * stored[logStd]) + gap * gap) * inverse;
                sum += present[logStd] - stored[logStd] + 0.5 * spread - 0.5;
                outputGradient[mean] = scale * gap * inverse;
                outputGradient[logStd] = scale * (1 - spread);
            }
        }
        return sum / rows;
    }

    private Network.Pass passFor(Network actor) {
        Network.Pass ready = pass;
        if (ready == null || passOf != actor) {
            ready = actor.newPass(config.policy().rows());
            pass = ready;
            passOf = actor;
            stored = new float[config.policy().rows() * actor.spec().headOutputs()];
            outputGradient = new float[stored.length];
        }
        return ready;
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
