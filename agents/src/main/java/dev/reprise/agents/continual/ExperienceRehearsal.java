package dev.reprise.agents.continual;

import dev.reprise.agents.balance.DataBalance;
import dev.reprise.agents.replay.MemorySampler;
import dev.reprise.agents.replay.Mix;
import dev.reprise.agents.state.SavedState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Experience rehearsal: every batch holds rows from the memories of earlier visits, each task with equal probability
 * unless the balance of data says otherwise (Chaudhry et al. 2019, "On tiny episodic memories in continual learning"). The rows go through their own task's heads
 * in the same pass as the present task's.
 */
public final class ExperienceRehearsal implements ContinualMethod {
    private final RehearsalConfig config;
    private final RehearsalMemory memory;
    private final DataBalance data;
    private List<MemorySampler.Source> sources = List.of();
    /** Of the memories, as they were when the phase began; empty where all are alike. */
    private double[] shares = new double[0];

    private @Nullable MemorySampler sampler;
    private List<Mix.Part> share = List.of();
    private double emphasis;

    /**
     * Rehearses from {@code memory}.
     *
     * @param data says how much each task gets
     */
    public ExperienceRehearsal(RehearsalConfig config, RehearsalMemory memory, DataBalance data) {
        this.config = config;
        this.data = data;
        this.memory = memory;
    }

    @Override
    public String name() {
        return "experience-rehearsal";
    }

    /** Reads the memories of all tasks that had been visited before, the present ones' own included. */
    @Override
    public void onPhaseStart(PhaseStart phase) {
        sources = new ArrayList<>();
        List<Integer> tasks = new ArrayList<>();
        for (int task : memory.tasks()) {
            RehearsalMemory.Entry entry = memory.entry(task);
            if (entry != null && entry.outputs != null) {
                sources.add(new MemorySampler.Source(entry.memory, task));
                tasks.add(task);
            }
        }
        shares = shares(tasks);
        sampler = sources.isEmpty() || config.offIn(phase.phase()) ? null : new MemorySampler(sources, shares);
        divide();
    }

    private void divide() {
        MemorySampler from = sampler;
        emphasis = memory.emphasis();
        int rows = (int) Math.round(config.experience().rows() * emphasis);
        share = from == null ? List.of() : List.of(new Mix.Part(from, rows));
    }

    /** Shares of the memories; empty where all are alike. */
    private double[] shares(List<Integer> tasks) {
        return data.memoriesAlike()
                ? new double[0]
                : data.memoryShares(
                        tasks,
                        sources.stream()
                                .mapToLong(source -> source.memory().count())
                                .toArray());
    }

    @Override
    public List<Mix.Part> replayShare() {
        if (emphasis != memory.emphasis()) {
            divide();
        }
        return share;
    }

    @Override
    public boolean rehearsedRowsMoveActor() {
        return config.experience().moveActor();
    }

    @Override
    public void save(SavedState state) {
        state.putDoubles("shares", shares);
    }

    @Override
    public void load(SavedState state) {
        shares = state.doubles("shares");
        if (sampler != null) {
            sampler = new MemorySampler(sources, shares);
            divide();
        }
    }
}
