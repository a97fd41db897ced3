package dev.reprise.app.science;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tasks should share a backbone: the partition of the tasks in which they gain most from each other. A task's gain in
 * a group is the mean of what the group's other members do for it, and 0 when it is alone, so a task shares only where it
 * is helped on balance.
 *
 * <p>After Standley et al. 2020 ("Which tasks should be learned together in multi-task learning?"), who predict larger
 * groups from pairs as well, and Fifty et al. 2021 ("Efficiently identifying task groupings", TAG). Differs in that gains
 * come from learning one after the other, not from joint training, and that the number of groups is free.
 *
 * @param groups indices of tasks, each group ascending, groups by their first task
 * @param gain mean over all tasks of their gain, in [-1, 1]
 */
public record TaskGroups(List<List<Integer>> groups, double gain) {
    /** Up to so many tasks every partition is looked at (115 975 of them); beyond, groups are merged greedily. */
    public static final int EXACT = 10;

    /** Keeps copies. */
    public TaskGroups {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** The best partition. */
    public static TaskGroups of(TransferMatrix matrix) {
        int count = matrix.tasks().size();
        List<List<Integer>> best = count <= EXACT ? new Search(matrix).best() : merged(matrix);
        return new TaskGroups(best, total(matrix, best) / count);
    }

    private static double total(TransferMatrix matrix, List<List<Integer>> groups) {
        return groups.stream().mapToDouble(group -> total(matrix, group, group)).sum();
    }

    /** What {@code tasks} gain in {@code group}, summed. */
    private static double total(TransferMatrix matrix, List<Integer> group, List<Integer> tasks) {
        double sum = 0;
        for (int b : tasks) {
            for (int a : group) {
                sum += matrix.gain(a, b) / Math.max(1, group.size() - 1);
            }
        }
        return sum;
    }

    /** Joins the two groups that gain most by it, as long as any do. */
    private static List<List<Integer>> merged(TransferMatrix matrix) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int task = 0; task < matrix.tasks().size(); task++) {
            groups.add(List.of(task));
        }
        while (true) {
            double most = 0;
            int first = -1;
            int second = -1;
            for (int i = 0; i < groups.size(); i++) {
                for (int j = i + 1; j < groups.size(); j++) {
                    List<Integer> both = union(groups.get(i), groups.get(j));
                    double more = total(matrix, both, both)
                            - total(matrix, groups.get(i), groups.get(i))
                            - total(matrix, groups.get(j), groups.get(j));
                    if (more > most) {
                        most = more;
                        first = i;
                        second = j;
                    }
                }
            }
            if (first < 0) {
                return groups;
            }
            groups.set(first, union(groups.get(first), groups.remove(second)));
        }
    }

    private static List<Integer> union(List<Integer> one, List<Integer> other) {
        List<Integer> both = new ArrayList<>(one);
        both.addAll(other);
        both.sort(null);
        return both;
    }

    /** Every partition: each task joins a group that stands, or opens the next. */
    private static final class Search {
        private final TransferMatrix matrix;
        private final List<List<Integer>> now = new ArrayList<>();
        private List<List<Integer>> best = List.of();
        private double most = Double.NEGATIVE_INFINITY;

        Search(TransferMatrix matrix) {
            this.matrix = matrix;
        }

        List<List<Integer>> best() {
            place(0);
            return best;
        }

        private void place(int task) {
            if (task == matrix.tasks().size()) {
                double gain = total(matrix, now);
                // A hair of difference is rounding; of equals the one that puts fewer tasks together stands, then the
                // first.
                if (gain > most + 1e-12 || (gain > most - 1e-12 && now.size() > best.size())) {
                    most = gain;
                    best = now.stream().map(List::copyOf).toList();
                }
                return;
            }
            for (int group = 0; group <= now.size(); group++) {
                boolean fresh = group == now.size();
                if (fresh) {
                    now.add(new ArrayList<>());
                }
                now.get(group).add(task);
                place(task + 1);
                now.get(group).remove(now.get(group).size() - 1);
                if (fresh) {
                    now.remove(group);
                    return;
                }
            }
        }
    }
}
