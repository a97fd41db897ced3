package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;
import java.util.List;

/**
 * Draws from the memories of earlier tasks: first a task, each with equal probability however much it holds unless shares
 * are given, then one of its transitions uniformly. Each is read by the task that owns the memory.
 */
public final class MemorySampler implements Sampler {
    /**
     * @param reader under whose label the memory is read: the task that collected it
     */
    public record Source(ReservoirMemory memory, int reader) {}

    private final List<Source> sources;
    /** Probability of each source and all before it; empty: all alike. */
    private final double[] cumulative;

    /** Draws from these memories, from each alike; empty ones are passed over. */
    public MemorySampler(List<Source> sources) {
        this(sources.stream().filter(s -> s.memory().count() > 0).toList(), new double[0]);
    }

    /**
     * Draws from these memories.
     *
     * @param sources none of them empty
     * @param shares a probability for each; empty: all alike
     */
    public MemorySampler(List<Source> sources, double[] shares) {
        this.sources = List.copyOf(sources);
        this.cumulative = shares.clone();
        for (int i = 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
    }

    @Override
    public boolean ready() {
        return !sources.isEmpty();
    }

    private int choose(RandomStream random) {
        if (cumulative.length == 0) {
            return random.nextInt(sources.size());
        }
        float chance = random.nextFloat();
        int chosen = 0;
        while (chosen < cumulative.length - 1 && chance >= cumulative[chosen]) {
            chosen++;
        }
        return chosen;
    }

    @Override
    public void draw(int count, RandomStream random, Draws draws) {
        if (!ready()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Source source = sources.get(choose(random));
            ReservoirMemory memory = source.memory();
            draws.add(memory.table(), random.nextInt(memory.count()), source.reader(), Origin.REHEARSED);
        }
    }
}
