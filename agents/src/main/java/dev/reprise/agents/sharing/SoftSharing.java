package dev.reprise.agents.sharing;

import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.state.SavedState;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Soft sharing: a penalty on the distance between the parameters of the tasks' columns, in the loss of each network that has
 * them. With w of task t's column, w̄ of a cluster c with m tasks the mean of its columns, and w̄ the mean of all:
 *
 * <p>within · Σ over clusters and their tasks of |w(t) - w̄(c)|² + between · Σ over clusters of m |w̄(c) - w̄|² + mean · n |w̄|²
 *
 * <p>for n tasks: clustered multi-task learning of Jacob et al. 2008 (arXiv 0809.2085, eqs. 3 to 6) with clusters that are
 * given, where the paper finds them. With one cluster {@code within} alone is the penalty of Duong et al. 2015 (ACL, "Low
 * Resource Dependency Parsing"), λ |w(1) - w(2)|² with λ = within/2 for two tasks.
 *
 * <p>Heads are left alone. The sums go over the tasks that have been trained. Of these, only the columns of the phase's tasks
 * are moved: the others would forget.
 */
public final class SoftSharing implements ContinualMethod {
    private final SharingConfig.Penalty penalty;
    /** In the order of arrival. */
    private final NavigableSet<Integer> trained = new TreeSet<>();

    private List<Integer> present = List.of();

    /** @param penalty coefficients and clusters */
    public SoftSharing(SharingConfig.Penalty penalty) {
        this.penalty = penalty;
    }

    @Override
    public String name() {
        return "soft-sharing";
    }

    @Override
    public void onPhaseStart(PhaseStart phase) {
        present = phase.tasks();
        trained.addAll(present);
    }

    @Override
    public void onTakenOver(List<Integer> tasks) {
        trained.addAll(tasks);
    }

    @Override
    public void adjustGradients(Gradients gradients) {
        ParameterLayout layout = gradients.parameters().layout();
        List<Column> columns = columns(layout);
        if (columns.isEmpty()) {
            return;
        }
        float[] values = gradients.parameters().values();
        float[] total = gradients.total().edit();
        float[] mean = mean(columns, values);
        for (int task : present) {
            int cluster = cluster(layout.tasks().get(task));
            List<Column> members = columns.stream()
                    .filter(column -> cluster < 0 ? column.task == task : cluster == cluster(column.name))
                    .toList();
            Column own = members.stream()
                    .filter(column -> column.task == task)
                    .findFirst()
                    .orElseThrow();
            pull(own, values, mean(members, values), mean, total);
        }
    }

    /** Adds the derivative of the penalty by one column; the terms of the means vanish but for these. */
    private void pull(Column column, float[] values, float[] cluster, float[] mean, float[] total) {
        float within = (float) (2 * penalty.within());
        float between = (float) (2 * penalty.between());
        float all = (float) (2 * penalty.mean());
        for (int i = 0; i < mean.length; i++) {
            int at = column.offset + i;
            total[at] += within * (values[at] - cluster[i]) + between * (cluster[i] - mean[i]) + all * mean[i];
        }
    }

    private static float[] mean(List<Column> columns, float[] values) {
        float[] mean = new float[columns.get(0).size];
        float share = 1f / columns.size();
        for (Column column : columns) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * values[column.offset + i];
            }
        }
        return mean;
    }

    /** Where a task's own layers of the trunk lie; all columns have the same size. */
    private record Column(int task, TaskId name, int offset, int size) {}

    /** Of the tasks that have been trained; empty where tasks have none. */
    private List<Column> columns(ParameterLayout layout) {
        List<Column> columns = new ArrayList<>();
        for (int task : trained) {
            TaskId name = layout.tasks().get(task);
            List<ParameterLayout.Tensor> own = layout.tensors().stream()
                    .filter(tensor ->
                            name.equals(tensor.task()) && tensor.layer().startsWith(ParameterLayout.TRUNK))
                    .toList();
            if (!own.isEmpty()) {
                ParameterLayout.Tensor last = own.get(own.size() - 1);
                int offset = own.get(0).offset();
                columns.add(new Column(task, name, offset, last.offset() + last.size() - offset));
            }
        }
        return columns;
    }

    /** The number of a task's cluster; -1 for one of its own. */
    private int cluster(TaskId task) {
        List<List<String>> given = penalty.clusters();
        if (given == null) {
            return 0;
        }
        for (int cluster = 0; cluster < given.size(); cluster++) {
            if (given.get(cluster).contains(task.name())) {
                return cluster;
            }
        }
        return -1;
    }

    @Override
    public void save(SavedState state) {
        state.putInts("trained", trained.stream().mapToInt(i -> i).toArray());
    }

    @Override
    public void load(SavedState state) {
        trained.clear();
        Arrays.stream(state.ints("trained")).forEach(trained::add);
    }
}
