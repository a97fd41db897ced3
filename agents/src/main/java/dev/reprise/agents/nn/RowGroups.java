package dev.reprise.agents.nn;

/**
 * Which rows of a batch belong to which head. Rows of one head are contiguous; a row goes through its own head only, so
 * the cost of a pass does not grow with the number of tasks. Reusable: {@link #clear()} and fill again.
 */
public final class RowGroups {
    /** What is done to rows low … high - 1, which belong to {@code head}. */
    @FunctionalInterface
    public interface Range {
        /** Does it. */
        void run(int head, int low, int high);
    }

    private int[] heads = new int[8];
    private int[] ends = new int[8];
    private int count;

    /** One group of {@code rows} rows for one head. */
    public static RowGroups single(int head, int rows) {
        RowGroups groups = new RowGroups();
        groups.add(head, rows);
        return groups;
    }

    /** Forgets all groups. */
    public void clear() {
        count = 0;
    }

    /** Appends {@code rows} rows of {@code head}; nothing happens for no rows. */
    public void add(int head, int rows) {
        if (rows == 0) {
            return;
        }
        if (count == heads.length) {
            heads = java.util.Arrays.copyOf(heads, 2 * count);
            ends = java.util.Arrays.copyOf(ends, 2 * count);
        }
        heads[count] = head;
        ends[count] = rows() + rows;
        count++;
    }

    /** Appends all groups of another. */
    public void add(RowGroups other) {
        for (int g = 0; g < other.count; g++) {
            add(other.heads[g], other.to(g) - other.from(g));
        }
    }

    /** Number of groups. */
    public int count() {
        return count;
    }

    /** Rows of all groups together. */
    public int rows() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Head of group {@code group}, as an index into the network's heads. */
    public int head(int group) {
        return heads[group];
    }

    /** First row of group {@code group}. */
    public int from(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    /** One past the last row of group {@code group}. */
    public int to(int group) {
        return ends[group];
    }

    /** Visits the rows {@code from} … {@code to - 1} of each group that has any. */
    public void within(int from, int to, Range range) {
        for (int g = 0; g < count; g++) {
            int low = Math.max(from, from(g));
            int high = Math.min(to, to(g));
            if (low < high) {
                range.run(heads[g], low, high);
            }
        }
    }
}
