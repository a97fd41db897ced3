package dev.reprise.agents.sharing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.agents.continual.Gradients;
import dev.reprise.agents.continual.PhaseStart;
import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterLayout;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import dev.reprise.agents.nn.ParameterVector;
import dev.reprise.agents.nn.Trunk;
import dev.reprise.envs.random.RandomStream;
import dev.reprise.envs.spec.TaskId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftSharingTest {
    private static final List<TaskId> TASKS =
            List.of(new TaskId("a"), new TaskId("b"), new TaskId("c"), new TaskId("d"), new TaskId("e"));
    private static final ParameterLayout LAYOUT = layout(Backbone.SOFT);
    private static final SharingConfig.Penalty CLUSTERED =
            new SharingConfig.Penalty(0.3, 0.05, 0.02, List.of(List.of("a", "c"), List.of("d", "b")));

    private static ParameterLayout layout(Backbone backbone) {
        return ParameterLayout.of(new NetworkSpec(
                3,
                List.of(4, 3),
                Trunk.LAYER_NORM,
                Activation.TANH,
                2,
                TASKS,
                new ParameterSharing(
                        backbone, backbone == Backbone.HARD ? 0 : 1, Conditioning.NONE, 1, Heads.PER_TASK)));
    }

    private static ParameterVector drawn() {
        ParameterVector parameters = ParameterVector.zeros(LAYOUT);
        RandomStream random = RandomStream.of(6);
        for (int i = 0; i < LAYOUT.size(); i++) {
            parameters.edit()[i] = random.nextGaussian();
        }
        return parameters;
    }

    /** The penalty, number by number as Jacob et al. write it. */
    private static double penalty(SharingConfig.Penalty penalty, int[][] clusters, double[] values) {
        int size = 4 * 3 + 3;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double all = 0;
            for (int task = 0; task < TASKS.size(); task++) {
                all += values[column(task) + i] / TASKS.size();
            }
            sum += penalty.mean() * TASKS.size() * all * all;
            for (int[] cluster : clusters) {
                double mean = 0;
                for (int task : cluster) {
                    mean += values[column(task) + i] / cluster.length;
                }
                sum += penalty.between() * cluster.length * (mean - all) * (mean - all);
                for (int task : cluster) {
                    double apart = values[column(task) + i] - mean;
                    sum += penalty.within() * apart * apart;
                }
            }
        }
        return sum;
    }

    private static int column(int task) {
        return LAYOUT.tensor(ParameterLayout.Role.WEIGHT, "trunk-1", TASKS.get(task))
                .offset();
    }

    private static float[] gradient(SharingConfig.Penalty penalty, ParameterVector parameters, List<Integer> present) {
        return gradient(penalty, parameters, List.of(0, 1, 2, 3, 4), present);
    }

    private static float[] gradient(
            SharingConfig.Penalty penalty, ParameterVector parameters, List<Integer> before, List<Integer> present) {
        SoftSharing method = new SoftSharing(penalty);
        method.onPhaseStart(phase(0, before));
        method.onPhaseStart(phase(1, present));
        ParameterVector gradient = ParameterVector.zeros(parameters.layout());
        method.adjustGradients(new Gradients(Gradients.Role.CRITIC_1, parameters, gradient));
        return gradient.values();
    }

    private static PhaseStart phase(int number, List<Integer> tasks) {
        return new PhaseStart(number, 2, tasks, tasks.stream().map(task -> 1).toList(), 10);
    }

    private static double[] differences(SharingConfig.Penalty penalty, int[][] clusters, ParameterVector parameters) {
        double[] values = new double[LAYOUT.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters.values()[i];
        }
        double[] slopes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double here = values[i];
            values[i] = here + 1e-4;
            double above = penalty(penalty, clusters, values);
            values[i] = here - 1e-4;
            slopes[i] = (above - penalty(penalty, clusters, values)) / 2e-4;
            values[i] = here;
        }
        return slopes;
    }

    @Test
    void theGradientIsThatOfThePenalty() {
        ParameterVector parameters = drawn();
        double[] expected = differences(CLUSTERED, new int[][] {{0, 2}, {1, 3}, {4}}, parameters);
        float[] found = gradient(CLUSTERED, parameters, List.of(0, 1, 2, 3, 4));
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], 1e-5, "number " + i);
        }
    }

    @Test
    void oneClusterOfTwoTasksIsTheDistanceBetweenThem() {
        SharingConfig.Penalty pair = new SharingConfig.Penalty(2, 0, 0, List.of(List.of("b", "d")));
        ParameterVector parameters = drawn();
        float[] found = gradient(pair, parameters, List.of(1, 3));
        float[] values = parameters.values();
        for (int i = 0; i < 15; i++) {
            // λ |w(b) - w(d)|² with λ = within/2 = 1.
            assertEquals(2 * (values[column(1) + i] - values[column(3) + i]), found[column(1) + i], 1e-5);
        }
    }

    @Test
    void columnsOfAbsentTasksCountButStay() {
        ParameterVector parameters = drawn();
        float[] all = gradient(CLUSTERED, parameters, List.of(0, 1, 2, 3, 4));
        float[] one = gradient(CLUSTERED, parameters, List.of(2));
        float[] expected = new float[all.length];
        System.arraycopy(all, column(2), expected, column(2), 15);
        assertArrayEquals(expected, one);
        assertTrue(Arrays.stream(new int[] {0, 7, 14}).allMatch(i -> one[column(2) + i] != 0));
    }

    @Test
    void columnsThatHaveNeverBeenTrainedDoNotCount() {
        SharingConfig.Penalty all = new SharingConfig.Penalty(1, 0, 0, null);
        ParameterVector parameters = drawn();
        float[] found = gradient(all, parameters, List.of(4), List.of(0));
        float[] values = parameters.values();
        for (int i = 0; i < 15; i++) {
            // 2 (w(a) - mean of a and e).
            assertEquals(values[column(0) + i] - values[column(4) + i], found[column(0) + i], 1e-5);
        }
    }

    @Test
    void nothingPullsWhereTasksHaveNoColumns() {
        ParameterLayout hard = layout(Backbone.HARD);
        ParameterVector parameters = ParameterVector.initial(hard, 1, "actor");
        assertArrayEquals(new float[hard.size()], gradient(CLUSTERED, parameters, List.of(0, 1)));
    }
}
