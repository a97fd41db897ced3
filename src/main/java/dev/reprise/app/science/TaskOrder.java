package dev.reprise.app.science;

import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders in which tasks may be learnt. All of them are functions of their arguments alone; ties keep the order given. */
public final class TaskOrder {
    private TaskOrder() {}

    /** A random order; the same seed gives the same one. */
    public static List<TaskId> random(List<TaskId> tasks, long seed) {
        RandomStream random = RandomStream.named(seed, "task-order");
        List<TaskId> order = new ArrayList<>(tasks);
        for (int i = order.size() - 1; i > 0; i--) {
            order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
        }
        return order;
    }

    /** What is learnt fastest alone comes first. */
    public static List<TaskId> easyFirst(List<TaskId> tasks, TransferMatrix matrix) {
        return tasks.stream()
                .sorted(Comparator.comparingDouble(
                        task -> -matrix.alone().get(index(matrix, task)).mean()))
                .toList();
    }

    /**
     * First the task that does most for the others in the mean, then always the one that gains most, in the mean, from
     * those before it. Greedy, so not the best of all orders.
     */
    public static List<TaskId> byTransfer(List<TaskId> tasks, TransferMatrix matrix) {
        List<TaskId> left = new ArrayList<>(tasks);
        List<TaskId> order = new ArrayList<>();
        while (!left.isEmpty()) {
            TaskId next = left.get(0);
            double most = Double.NEGATIVE_INFINITY;
            for (TaskId task : left) {
                double value = order.isEmpty()
                        ? left.stream()
                                .mapToDouble(other -> gain(matrix, task, other))
                                .sum()
                        : order.stream()
                                .mapToDouble(before -> gain(matrix, before, task))
                                .sum();
                if (value > most) {
                    most = value;
                    next = task;
                }
            }
            order.add(next);
            left.remove(next);
        }
        return order;
    }

    private static double gain(TransferMatrix matrix, TaskId first, TaskId then) {
        return matrix.gain(index(matrix, first), index(matrix, then));
    }

    private static int index(TransferMatrix matrix, TaskId task) {
        int index = matrix.tasks().indexOf(task);
        if (index < 0) {
            throw new IllegalArgumentException("the transfer matrix does not know task '" + task + "'");
        }
        return index;
    }
}
