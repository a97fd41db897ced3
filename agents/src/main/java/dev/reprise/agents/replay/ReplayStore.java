package dev.reprise.agents.replay;

import dev.reprise.agents.state.SavedState;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The replay buffer: append-only segments, each with transitions of one task. A sealed segment never changes. Within
 * the byte budgets nothing is dropped: what memory does not hold goes to disk, the oldest sealed segments first. Beyond
 * them the task that holds most drops its oldest sealed segment, so that every task keeps its share whatever the others
 * collect. Open segments, of which each task has one at most, are never dropped, even if they alone exceed the budget.
 */
public final class ReplayStore {
    /** Rows of a segment. */
    static final int SEGMENT_ROWS = 512;

    /** One segment; its number says when it was begun, over all tasks. */
    record Segment(int number, int task, long start, TransitionTable table) {
        long end() {
            return start + table.count();
        }
    }

    /** What a checkpoint reads and writes of a sealed segment: its number, its collecting task and its transitions. */
    public interface SegmentArchive {
        /** Makes sure that the segment is kept; the content, asked for or not, is the same in every call. */
        void keep(int number, int task, Supplier<SavedState> content);

        /** The content of a kept segment. */
        SavedState read(int number);
    }

    private final TransitionSchema schema;
    private final long budgetBytes;
    private final @Nullable SpillFile spill;
    private final List<List<Segment>> segmentsOfTask = new ArrayList<>();
    private final TreeMap<Integer, Segment> sealed = new TreeMap<>();
    /** No sealed segment before this number is in memory. */
    private int firstInMemory;

    private int nextNumber;
    private long appended;
    /** Segments that are not on disk. */
    private long inMemory;

    /** All in memory. */
    public ReplayStore(TransitionSchema schema, long budgetBytes) {
        this(schema, budgetBytes, 0);
    }

    /**
     * @param budgetBytes of memory for the transitions of all tasks together
     * @param spillBytes of disk for those that memory does not hold; beside it, memory keeps 13 bytes for each of them
     * @throws IllegalArgumentException when the budget of memory does not hold two segments
     * @throws java.io.UncheckedIOException when no file can be made for the others
     */
    public ReplayStore(TransitionSchema schema, long budgetBytes, long spillBytes) {
        this.schema = schema;
        this.budgetBytes = budgetBytes;
        this.spill = spillBytes > 0 ? new SpillFile(SEGMENT_ROWS * schema.stride(), spillBytes) : null;
        if (budgetBytes < 2 * segmentBytes()) {
            throw new IllegalArgumentException(
                    "budget of " + budgetBytes + " bytes does not hold two segments of " + segmentBytes() + " bytes");
        }
    }

    /** Transitions of all tasks together that fit into both budgets. */
    public long capacity() {
        long segments = budgetBytes / segmentBytes() + (spill == null ? 0 : spill.slots());
        return segments * SEGMENT_ROWS;
    }

    /** What its rows hold. */
    public TransitionSchema schema() {
        return schema;
    }

    /** Appends a transition. */
    public void append(Transition transition) {
        List<Segment> segments = segments(transition.task());
        Segment last = last(segments);
        if (last == null || sealed.containsKey(last.number())) {
            last = new Segment(
                    nextNumber++, transition.task(), end(segments), new TransitionTable(schema, SEGMENT_ROWS));
            segments.add(last);
            inMemory++;
            makeRoom();
        }
        last.table().append(transition);
        appended++;
        if (last.table().full()) {
            seal(last);
        }
    }

    private void seal(Segment segment) {
        sealed.put(segment.number(), segment);
        if (segment.table().spilled() == null) {
            firstInMemory = Math.min(firstInMemory, segment.number());
        }
    }

    /**
     * Seals every open segment and gives the number of the next one: transitions appended from now on lie in segments
     * from that number on.
     */
    public int mark() {
        for (List<Segment> segments : segmentsOfTask) {
            Segment last = last(segments);
            if (last != null) {
                seal(last);
            }
        }
        return nextNumber;
    }

    /** Transitions held of a task. */
    public int count(int task) {
        return rows(task, 0, Integer.MAX_VALUE);
    }

    /** Transitions ever appended. */
    public long appended() {
        return appended;
    }

    /** Bytes of memory taken by the segments that are not on disk. */
    public long bytes() {
        return inMemory * segmentBytes();
    }

    /** Bytes of disk taken by the others. */
    public long spilledBytes() {
        return spill == null ? 0 : spill.bytes();
    }

    private static @Nullable Segment last(List<Segment> segments) {
        return segments.isEmpty() ? null : segments.get(segments.size() - 1);
    }

    private static long end(List<Segment> segments) {
        Segment last = last(segments);
        return last == null ? 0 : last.end();
    }

    /** Transitions of a task in segments from number {@code from} to {@code to - 1}. */
    int rows(int task, int from, int to) {
        return (int) (startOf(segments(task), to) - startOf(segments(task), from));
    }

    /** Position among a task's transitions at which segments from number {@code from} on start. */
    long position(int task, int from) {
        return startOf(segments(task), from);
    }

    /** The segment that holds the transition of a task at {@code position}. */
    Segment at(int task, long position) {
        List<Segment> segments = segments(task);
        // No segment holds more than SEGMENT_ROWS, so this one or a later one: later by as many as were sealed half
        // full.
        int at = (int) ((position - segments.get(0).start()) / SEGMENT_ROWS);
        while (at + 1 < segments.size() && segments.get(at + 1).start() <= position) {
            at++;
        }
        return segments.get(at);
    }

    /** Where the first segment with at least this number starts, or would start. */
    private static long startOf(List<Segment> segments, int number) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < segments.size() ? segments.get(low).start() : end(segments);
    }

    /** Tasks that may hold transitions are 0 … tasks()-1. */
    int tasks() {
        return segmentsOfTask.size();
    }

    private List<Segment> segments(int task) {
        while (segmentsOfTask.size() <= task) {
            segmentsOfTask.add(new ArrayList<>());
        }
        return segmentsOfTask.get(task);
    }

    private void makeRoom() {
        boolean done = false;
        while (bytes() > budgetBytes && !done) {
            done = !spillOldest() && !dropOldest();
        }
    }

    private boolean spillOldest() {
        Segment oldest = spill != null && spill.hasRoom() ? oldestInMemory() : null;
        if (spill == null || oldest == null) {
            return false;
        }
        oldest.table().spill(spill.take());
        inMemory--;
        return true;
    }

    /** The oldest sealed segment of all that are not on disk. */
    private @Nullable Segment oldestInMemory() {
        for (Segment segment : sealed.tailMap(firstInMemory).values()) {
            if (segment.table().spilled() == null) {
                firstInMemory = segment.number();
                return segment;
            }
        }
        return null;
    }

    private boolean dropOldest() {
        List<Segment> largest = List.of();
        for (List<Segment> segments : segmentsOfTask) {
            if (segments.size() > largest.size()
                    && sealed.containsKey(segments.get(0).number())) {
                largest = segments;
            }
        }
        if (largest.isEmpty()) {
            return false;
        }
        Segment dropped = largest.remove(0);
        sealed.remove(dropped.number());
        FloatBuffer slot = dropped.table().spilled();
        if (spill != null && slot != null) {
            spill.giveBack(slot);
        } else {
            inMemory--;
        }
        return true;
    }

    private long segmentBytes() {
        return SEGMENT_ROWS * TransitionTable.bytesPerRow(schema);
    }

    /** Writes the store: sealed segments to the archive, the rest to the state. */
    public void save(SavedState state, SegmentArchive archive) {
        List<Segment> open = new ArrayList<>();
        List<Segment> closed = new ArrayList<>();
        for (List<Segment> segments : segmentsOfTask) {
            for (Segment segment : segments) {
                (sealed.containsKey(segment.number()) ? closed : open).add(segment);
            }
        }
        for (Segment segment : closed) {
            archive.keep(segment.number(), segment.task(), () -> {
                SavedState content = new SavedState();
                segment.table().save(content);
                return content;
            });
        }
        state.putLongs("appended", appended);
        state.putInts("tasks", segmentsOfTask.size());
        state.putInts("next", nextNumber);
        putSegments(state, "sealed", closed);
        putSegments(state, "open", open);
        for (Segment segment : open) {
            segment.table().save(state.scope("open-" + segment.number()));
        }
    }

    private static void putSegments(SavedState state, String name, List<Segment> segments) {
        state.putInts(
                name + "-numbers", segments.stream().mapToInt(Segment::number).toArray());
        state.putInts(name + "-tasks", segments.stream().mapToInt(Segment::task).toArray());
    }

    /** Takes up what {@link #save} wrote. */
    public void load(SavedState state, SegmentArchive archive) {
        for (Segment segment : sealed.values()) {
            FloatBuffer slot = segment.table().spilled();
            if (spill != null && slot != null) {
                spill.giveBack(slot);
            }
        }
        segmentsOfTask.clear();
        sealed.clear();
        inMemory = 0;
        firstInMemory = 0;
        appended = state.getLong("appended");
        nextNumber = state.ints("next")[0];
        Map<Integer, Integer> taskOf = new TreeMap<>();
        Set<Integer> closed = new TreeSet<>();
        int[] numbers = state.ints("sealed-numbers");
        int[] tasks = state.ints("sealed-tasks");
        for (int i = 0; i < numbers.length; i++) {
            taskOf.put(numbers[i], tasks[i]);
            closed.add(numbers[i]);
        }
        numbers = state.ints("open-numbers");
        tasks = state.ints("open-tasks");
        for (int i = 0; i < numbers.length; i++) {
            taskOf.put(numbers[i], tasks[i]);
        }
        int known = state.ints("tasks")[0];
        for (int task = 0; task < known; task++) {
            segments(task);
        }
        // One after the other: memory need not hold all of them. Nothing is dropped that was kept then.
        taskOf.forEach((number, task) -> {
            TransitionTable table = new TransitionTable(schema, SEGMENT_ROWS);
            table.load(closed.contains(number) ? archive.read(number) : state.scope("open-" + number));
            Segment segment = new Segment(number, task, end(segments(task)), table);
            segments(task).add(segment);
            if (closed.contains(number)) {
                seal(segment);
            }
            inMemory++;
            while (bytes() > budgetBytes && spillOldest()) {
                // The next oldest.
            }
        });
    }
}
