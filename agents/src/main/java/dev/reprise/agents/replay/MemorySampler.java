package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;
import java.util.List;

/**
 * Draws from the memories of earlier tasks: first a task, each with equal probability however much it holds, then one of
 * its transitions uniformly. Each is read by the task that owns the memory.
 */
public final class MemorySampler implements Sampler {
    /**
     * @param reader under whose label the memory is read: the task that collected it
     */
    public record Source(ReservoirMemory memory, int reader) {}

    private final List<Source> sources;

    /** Draws from these memories; empty ones are passed over. */
    public MemorySampler(List<Source> sources) {
        this.sources = sources.stream().filter(s -> s.memory().count() > 0).toList();
    }

    @Override
    public boolean ready() {
        return !sources.isEmpty();
    }

    @Override
    public void draw(int count, RandomStream random, Draws draws) {
        if (!ready()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Source source = sources.get(random.nextInt(sources.size()));
            ReservoirMemory memory = source.memory();
            draws.add(memory.table(), random.nextInt(memory.count()), source.reader(), true);
        }
    }
}
