package dev.reprise.agents.replay;

import dev.reprise.agents.state.SavedState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The replay buffer: append-only segments, each with transitions of one task. A sealed segment never changes. Within
 * the byte budget nothing is dropped; beyond it the task that holds most drops its oldest sealed segment, so that every
 * task keeps its share whatever the others collect.
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
        /** Makes sure that the segment is kept; called with the same content whenever it is called again. */
        void keep(int number, int task, SavedState content);

        /** The content of a kept segment. */
        SavedState read(int number);
    }

    private final TransitionSchema schema;
    private final long budgetBytes;
    private final List<List<Segment>> segmentsOfTask = new ArrayList<>();
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
        List<Segment> segments = segments(transition.task());
        Segment last = last(segments);
        if (last == null || sealed.containsKey(last.number())) {
            last = new Segment(
                    nextNumber++, transition.task(), end(segments), new TransitionTable(schema, SEGMENT_ROWS));
            segments.add(last);
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
        for (List<Segment> segments : segmentsOfTask) {
            Segment last = last(segments);
            if (last != null) {
                sealed.put(last.number(), last);
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

    /** Bytes taken by all segments. */
    public long bytes() {
        return segmentsOfTask.stream().mapToLong(Collection::size).sum() * segmentBytes();
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
        while (bytes() > budgetBytes) {
            List<Segment> largest = segmentsOfTask.get(0);
            for (List<Segment> segments : segmentsOfTask) {
                if (segments.size() > largest.size()) {
                    largest = segments;
                }
            }
            Segment dropped = largest.remove(0);
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
        for (List<Segment> segments : segmentsOfTask) {
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
        TreeMap<Integer, SavedState> contents = new TreeMap<>();
        Map<Integer, Integer> taskOf = new TreeMap<>();
        Set<Integer> closed = new TreeSet<>();
        int[] numbers = state.ints("sealed-numbers");
        int[] tasks = state.ints("sealed-tasks");
        for (int i = 0; i < numbers.length; i++) {
            contents.put(numbers[i], archive.read(numbers[i]));
            taskOf.put(numbers[i], tasks[i]);
            closed.add(numbers[i]);
        }
        numbers = state.ints("open-numbers");
        tasks = state.ints("open-tasks");
        for (int i = 0; i < numbers.length; i++) {
            contents.put(numbers[i], state.scope("open-" + numbers[i]));
            taskOf.put(numbers[i], tasks[i]);
        }
        int known = state.ints("tasks")[0];
        for (int task = 0; task < known; task++) {
            segments(task);
        }
        contents.forEach((number, content) -> {
            int task = Objects.requireNonNull(taskOf.get(number));
            TransitionTable table = new TransitionTable(schema, SEGMENT_ROWS);
            table.load(content);
            Segment segment = new Segment(number, task, end(segments(task)), table);
            segments(task).add(segment);
            if (closed.contains(number)) {
                sealed.put(number, segment);
            }
        });
    }
}
