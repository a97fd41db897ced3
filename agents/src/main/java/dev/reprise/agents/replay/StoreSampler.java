package dev.reprise.agents.replay;

import dev.reprise.envs.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws from a replay store: first a source (a collecting task and a range of its segments), each that holds anything with
 * equal probability or by how much it holds, then one of its transitions uniformly.
 */
public final class StoreSampler implements Sampler {
    private record Source(int task, int fromSegment, int toSegment, int reader) {}

    private final ReplayStore store;
    private final boolean bySize;
    private final Origin origin;
    private final List<Source> sources;
    private final int[] sizes;
    private final long[] starts;

    private StoreSampler(ReplayStore store, boolean bySize, Origin origin, List<Source> sources) {
        this.store = store;
        this.bySize = bySize;
        this.origin = origin;
        this.sources = sources;
        this.sizes = new int[sources.size()];
        this.starts = new long[sources.size()];
    }

    /** What {@code task} itself collected in segments from {@code fromSegment} on. */
    public static StoreSampler own(ReplayStore store, int task, int fromSegment) {
        return new StoreSampler(
                store, false, Origin.OWN, List.of(new Source(task, fromSegment, Integer.MAX_VALUE, task)));
    }

    /**
     * What {@link #own} leaves out, read under {@code reader}'s label: what other tasks collected at any time, and its
     * own of segments before {@code fromSegment}.
     *
     * @param tasks how many tasks there are
     */
    public static StoreSampler shared(ReplayStore store, int reader, int tasks, int fromSegment) {
        List<Source> sources = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            sources.add(new Source(task, 0, task == reader ? fromSegment : Integer.MAX_VALUE, reader));
        }
        return new StoreSampler(store, false, Origin.SHARED, sources);
    }

    /**
     * Whatever any task has collected, each transition with equal probability, read by the task that collected it.
     *
     * @param tasks how many tasks there are
     */
    public static StoreSampler everything(ReplayStore store, int tasks) {
        List<Source> sources = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            sources.add(new Source(task, 0, Integer.MAX_VALUE, task));
        }
        return new StoreSampler(store, true, Origin.OWN, sources);
    }

    @Override
    public boolean ready() {
        return size() > 0;
    }

    /** Transitions that can be drawn. */
    public int size() {
        int size = 0;
        for (int i = 0; i < sources.size(); i++) {
            starts[i] = store.position(sources.get(i).task(), sources.get(i).fromSegment());
            sizes[i] = store.rows(
                    sources.get(i).task(),
                    sources.get(i).fromSegment(),
                    sources.get(i).toSegment());
            size += sizes[i];
        }
        return size;
    }

    @Override
    public void draw(int count, RandomStream random, Draws draws) {
        int size = size();
        if (size == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int number;
            int row;
            if (bySize) {
                row = random.nextInt(size);
                for (number = 0; row >= sizes[number]; number++) {
                    row -= sizes[number];
                }
            } else {
                do {
                    number = random.nextInt(sizes.length);
                } while (sizes[number] == 0);
                row = random.nextInt(sizes[number]);
            }
            Source source = sources.get(number);
            long position = starts[number] + row;
            ReplayStore.Segment segment = store.at(source.task(), position);
            draws.add(segment.table(), (int) (position - segment.start()), source.reader(), origin);
        }
    }
}
