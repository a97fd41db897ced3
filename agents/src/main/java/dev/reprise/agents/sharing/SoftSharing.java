package dev.reprise.agents.sharing;

import dev.reprise.agents.continual.ContinualMethod;
import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.envs.spec.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 * <p>Heads are left alone. Columns of tasks that are not trained in a phase count, but are not moved: they would forget.
 */
public final class SoftSharing implements ContinualMethod {
    private final SharingConfig.Penalty penalty;
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
        int[] clusters = clusters(layout.tasks());
        float[] mean = mean(columns, values);
        for (int cluster : Arrays.stream(clusters).distinct().toArray()) {
            List<Column> members = new ArrayList<>();
            boolean moves = false;
            for (int task = 0; task < clusters.length; task++) {
                if (clusters[task] == cluster) {
                    members.add(columns.get(task));
                    moves |= present.contains(task);
                }
            }
            float[] own = moves ? mean(members, values) : mean;
            for (Column member : members) {
                if (present.contains(columns.indexOf(member))) {
                    pull(member, values, own, mean, total);
                }
            }
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
    private record Column(int offset, int size) {}

    /** By task; empty where tasks have none. */
    private static List<Column> columns(ParameterLayout layout) {
        List<Column> columns = new ArrayList<>();
        for (TaskId task : layout.tasks()) {
            List<ParameterLayout.Tensor> own = layout.tensors().stream()
                    .filter(tensor ->
                            task.equals(tensor.task()) && tensor.layer().startsWith(ParameterLayout.TRUNK))
                    .toList();
            if (!own.isEmpty()) {
                ParameterLayout.Tensor last = own.get(own.size() - 1);
                int offset = own.get(0).offset();
                columns.add(new Column(offset, last.offset() + last.size() - offset));
            }
        }
        return columns;
    }

    /** By task: the number of its cluster. */
    private int[] clusters(List<TaskId> tasks) {
        int[] clusters = new int[tasks.size()];
        List<List<String>> given = penalty.clusters();
        for (int task = 0; task < clusters.length && given != null; task++) {
            clusters[task] = given.size() + task;
            for (int cluster = 0; cluster < given.size(); cluster++) {
                if (given.get(cluster).contains(tasks.get(task).name())) {
                    clusters[task] = cluster;
                }
            }
        }
        return clusters;
    }
}
