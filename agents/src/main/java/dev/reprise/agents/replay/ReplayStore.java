package dev.reprise.agents.replay;

import dev.reprise.agents.state.SavedState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The replay buffer: append-only segments, each with transitions of one task. A sealed segment never changes. Within
 * the byte budget nothing is dropped; beyond it the task that holds most drops its oldest sealed segment, so that every
 * task keeps its share whatever the others collect.
 */
public final class ReplayStore {
    /** Rows of a segment. */
    static final int SEGMENT_ROWS = 512;

    /** One segment; its number says when it was begun, over all tasks. */
    record Segment(int number, int task, TransitionTable table) {}

    /** What a checkpoint reads and writes of a sealed segment: its number, its collecting task and its transitions. */
    public interface SegmentArchive {
        /** Makes sure that the segment is kept; called with the same content whenever it is called again. */
        void keep(int number, int task, SavedState content);

        /** The content of a kept segment. */
        SavedState read(int number);
    }

    private final TransitionSchema schema;
    private final long budgetBytes;
    private final List<Deque<Segment>> segmentsOfTask = new ArrayList<>();
    private final Map<Integer, Segment> sealed = new TreeMap<>();
    private int nextNumber;
    private long appended;

    /**
     * @param budgetBytes for transitions of all tasks together
     * @throws IllegalArgumentException when the budget does not hold two segments
     */
    public ReplayStore(TransitionSchema schema, long budgetBytes) {
        this.schema = schema;
        this.budgetBytes = budgetBytes;
        if (budgetBytes < 2 * segmentBytes()) {
            throw new IllegalArgumentException(
                    "budget of " + budgetBytes + " bytes does not hold two segments of " + segmentBytes() + " bytes");
        }
    }

    /** What its rows hold. */
    public TransitionSchema schema() {
        return schema;
    }

    /** Appends a transition. */
    public void append(Transition transition) {
        Deque<Segment> segments = segments(transition.task());
        Segment last = segments.peekLast();
        if (last == null || sealed.containsKey(last.number())) {
            last = new Segment(nextNumber++, transition.task(), new TransitionTable(schema, SEGMENT_ROWS));
            segments.addLast(last);
            makeRoom();
        }
        last.table().append(transition);
        appended++;
        if (last.table().full()) {
            sealed.put(last.number(), last);
        }
    }

    /**
     * Seals every open segment and gives the number of the next one: transitions appended from now on lie in segments
     * from that number on.
     */
    public int mark() {
        for (Deque<Segment> segments : segmentsOfTask) {
            Segment last = segments.peekLast();
            if (last != null) {
                sealed.put(last.number(), last);
            }
        }
        return nextNumber;
    }

    /** Transitions held of a task. */
    public int count(int task) {
        return segments(task).stream().mapToInt(s -> s.table().count()).sum();
    }

    /** Transitions ever appended. */
    public long appended() {
        return appended;
    }

    /** Bytes taken by all segments. */
    public long bytes() {
        return segmentsOfTask.stream().mapToLong(Collection::size).sum() * segmentBytes();
    }

    /** Segments of a task, oldest first. */
    Collection<Segment> segmentsOf(int task) {
        return segments(task);
    }

    /** Tasks that may hold transitions are 0 … tasks()-1. */
    int tasks() {
        return segmentsOfTask.size();
    }

    private Deque<Segment> segments(int task) {
        while (segmentsOfTask.size() <= task) {
            segmentsOfTask.add(new ArrayDeque<>());
        }
        return segmentsOfTask.get(task);
    }

    private void makeRoom() {
        while (bytes() > budgetBytes) {
            Deque<Segment> largest = segmentsOfTask.get(0);
            for (Deque<Segment> segments : segmentsOfTask) {
                if (segments.size() > largest.size()) {
                    largest = segments;
                }
            }
            Segment dropped = largest.removeFirst();
            sealed.remove(dropped.number());
        }
    }

    private long segmentBytes() {
        return SEGMENT_ROWS * TransitionTable.bytesPerRow(schema);
    }

    /** Writes the store: sealed segments to the archive, the rest to the state. */
    public void save(SavedState state, SegmentArchive archive) {
        List<Segment> open = new ArrayList<>();
        List<Segment> closed = new ArrayList<>();
        for (Deque<Segment> segments : segmentsOfTask) {
            for (Segment segment : segments) {
                (sealed.containsKey(segment.number()) ? closed : open).add(segment);
            }
        }
        for (Segment segment : closed) {
            SavedState content = new SavedState();
            segment.table().save(content);
            archive.keep(segment.number(), segment.task(), content);
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
        segmentsOfTask.clear();
        sealed.clear();
        appended = state.getLong("appended");
        nextNumber = state.ints("next")[0];
        TreeMap<Integer, Segment> all = new TreeMap<>();
        int[] numbers = state.ints("sealed-numbers");
        int[] tasks = state.ints("sealed-tasks");
        for (int i = 0; i < numbers.length; i++) {
            Segment segment = new Segment(numbers[i], tasks[i], new TransitionTable(schema, SEGMENT_ROWS));
            segment.table().load(archive.read(numbers[i]));
            all.put(numbers[i], segment);
            sealed.put(numbers[i], segment);
        }
        numbers = state.ints("open-numbers");
        tasks = state.ints("open-tasks");
        for (int i = 0; i < numbers.length; i++) {
            Segment segment = new Segment(numbers[i], tasks[i], new TransitionTable(schema, SEGMENT_ROWS));
            segment.table().load(state.scope("open-" + numbers[i]));
            all.put(numbers[i], segment);
        }
        int known = state.ints("tasks")[0];
        for (int task = 0; task < known; task++) {
            segments(task);
        }
        all.values().forEach(segment -> segments(segment.task()).addLast(segment));
    }
}
